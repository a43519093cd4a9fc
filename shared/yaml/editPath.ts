/** Following an edit's path through a document. */
import type { Details } from '../errors/failure.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import type { PathStep } from '../model/edit.ts';
import { entryOf, ownEntry } from './mapEntry.ts';
import { isNull, liveSlots, valueOf, type Slot, type YamlNode } from './yamlNode.ts';

/** Why an edit cannot be made; `offset` is the place in the source, when there is one. */
export interface Refusal {
  code: ErrorCode;
  details: Details;
  offset: number | null;
}

/** The deepest slot on the path that exists, and the steps that do not. */
export interface Reach {
  slot: Slot;
  rest: PathStep[];
}

/** How people write the place: `scrape_configs[job_name=prometheus].scheme`. */
export function placeName(path: readonly PathStep[]): string {
  return path
    .map((step, index) => {
      if (typeof step === 'string') return index === 0 ? step : `.${step}`;
      return typeof step === 'number' ? `[${step}]` : `[${step.where}=${step.is}]`;
    })
    .join('');
}

/** The kind of a node in words, for the sentences of problems. */
export function kindInWords(node: YamlNode): string {
  const value = valueOf(node);
  if (isNull(value)) return 'empty';
  return value.kind === 'map' ? 'a map' : value.kind === 'list' ? 'a list' : 'a single value';
}

function matches(slot: Slot, step: { where: string; is: string }): boolean {
  const entry = entryOf(slot.value, step.where);
  if (entry === null) return false;
  const value = valueOf(entry.value);
  return value.kind === 'scalar' && value.text === step.is;
}

function itemAt(list: YamlNode, step: Exclude<PathStep, string>): Slot | null {
  const value = valueOf(list);
  if (value.kind !== 'list') return null;
  const items = liveSlots(value);
  return (typeof step === 'number' ? items[step] : items.find((slot) => matches(slot, step))) ?? null;
}

/** The value at the path as Prometheus sees it, through aliases and merges; null where there is none. */
export function peek(root: Slot, path: readonly PathStep[]): YamlNode | null {
  let node = root.value;
  for (const step of path) {
    const slot = typeof step === 'string' ? entryOf(node, step) : itemAt(node, step);
    if (slot === null) return null;
    node = slot.value;
  }
  return node;
}

const offsetOf = (slot: Slot): number | null => slot.source?.start ?? null;

/**
 * Walks the path as far as it exists, through values that may be changed without changing anything else.
 * Refuses with YAML_SHARED_VALUE, YAML_PLACE_TAKEN, YAML_PLACE_MISSING or YAML_PLACE_UNSAFE.
 */
export function reachPlace(root: Slot, path: readonly PathStep[]): Reach | Refusal {
  let slot = root;
  for (const [index, step] of path.entries()) {
    const node = slot.value;
    const place = placeName(path.slice(0, index)) || 'The file';
    const offset = offsetOf(slot);
    if (slot.source?.regular === false) return { code: 'YAML_PLACE_UNSAFE', details: { place }, offset };
    if (node.kind === 'alias' || node.shared) return { code: 'YAML_SHARED_VALUE', details: { place }, offset };
    if (isNull(node)) return { slot, rest: path.slice(index) };
    const expected = typeof step === 'string' ? 'map' : 'list';
    if (node.kind !== expected) {
      const details = { place, found: kindInWords(node), expected: `a ${expected}` };
      return { code: 'YAML_PLACE_TAKEN', details, offset };
    }
    const next = typeof step === 'string' ? ownEntry(node, step) : itemAt(node, step);
    if (next === null) {
      const through = placeName(path.slice(0, index + 1));
      if (typeof step !== 'string') return { code: 'YAML_PLACE_MISSING', details: { place: through }, offset };
      const isMerged = index < path.length - 1 && entryOf(node, step) !== null;
      if (isMerged) return { code: 'YAML_SHARED_VALUE', details: { place: through }, offset };
      return { slot, rest: path.slice(index) };
    }
    slot = next;
  }
  return { slot, rest: [] };
}
