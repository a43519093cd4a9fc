/** Following an edit's path through a document. */
import type { Details } from '../errors/failure.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import type { PathStep } from '../model/edit.ts';
import { copyNode, mergingMap } from './copyNode.ts';
import { effectiveEntries, entryOf, ownEntry } from './mapEntry.ts';
import { isNull, liveSlots, newSlot, valueOf, type Slot, type YamlCollection, type YamlNode } from './yamlNode.ts';

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
 * What becomes of a value that several places share. `refuse`: nothing. `change`: it is changed for all of them.
 * `separate`: the place gets a value of its own.
 */
export type Sharing = 'refuse' | 'change' | 'separate';

type Outcome = { slot: Slot } | { end: Reach } | { refusal: Refusal };

/** Gives the slot a value of its own where it only points to one. A map that is added to goes on taking over the rest. */
function separate(slot: Slot, removes: boolean): void {
  if (slot.value.kind !== 'alias') return;
  const isMap = slot.value.target.kind === 'map';
  slot.value = isMap && !removes ? mergingMap(slot.value) : copyNode(slot.value.target);
}

/** Writes out what a map merges, but what it has itself. */
function writeOutMerged(map: YamlCollection): void {
  const entries = effectiveEntries(map);
  const own = new Set(liveSlots(map).map((slot) => slot.key?.text));
  for (const slot of map.slots) if (slot.key?.type === 'merge') slot.removed = true;
  for (const [key, slot] of entries) {
    if (!own.has(key)) map.slots.push({ key: slot.key, value: copyNode(slot.value), source: null, removed: false });
  }
}

/** The entry of a map on the way, where the map itself has none under this key. */
function mergedStep(map: YamlCollection, slot: Slot, step: string, walk: Walk): Outcome {
  const merged = entryOf(map, step);
  const here = { end: { slot, rest: walk.path.slice(walk.index) } };
  const isLast = walk.index === walk.path.length - 1;
  if (merged === null || (isLast && !walk.removes)) return here;
  if (walk.sharing === 'change') return { slot: merged };
  if (walk.sharing === 'refuse') {
    if (isLast) return here;
    return { refusal: { code: 'YAML_SHARED_VALUE', details: { place: placeName(walk.path.slice(0, walk.index + 1)) }, offset: offsetOf(slot) } };
  }
  if (isLast) writeOutMerged(map);
  else map.slots.push(newSlot(step, copyNode(merged.value)));
  const own = ownEntry(map, step);
  return own === null ? here : { slot: own };
}

interface Walk {
  readonly path: readonly PathStep[];
  readonly index: number;
  readonly sharing: Sharing;
  readonly removes: boolean;
}

function walkStep(slot: Slot, step: PathStep, walk: Walk): Outcome {
  const { path, index, sharing, removes } = walk;
  const place = placeName(path.slice(0, index)) || 'The file';
  const offset = offsetOf(slot);
  if (slot.source?.regular === false) return { refusal: { code: 'YAML_PLACE_UNSAFE', details: { place }, offset } };
  if (sharing === 'separate') separate(slot, removes);
  const node = sharing === 'change' ? valueOf(slot.value) : slot.value;
  if (sharing !== 'change' && (node.kind === 'alias' || node.shared)) return { refusal: { code: 'YAML_SHARED_VALUE', details: { place }, offset } };
  if (isNull(node)) return { end: { slot, rest: path.slice(index) } };
  const expected = typeof step === 'string' ? 'map' : 'list';
  if (node.kind !== expected) {
    const details = { place, found: kindInWords(node), expected: `a ${expected}` };
    return { refusal: { code: 'YAML_PLACE_TAKEN', details, offset } };
  }
  const next = typeof step === 'string' ? ownEntry(node, step) : itemAt(node, step);
  if (next !== null) return { slot: next };
  if (typeof step === 'string') return mergedStep(node, slot, step, walk);
  return { refusal: { code: 'YAML_PLACE_MISSING', details: { place: placeName(path.slice(0, index + 1)) }, offset } };
}

/**
 * Walks the path as far as it exists, through values that may be changed.
 * Refuses with YAML_SHARED_VALUE, YAML_PLACE_TAKEN, YAML_PLACE_MISSING or YAML_PLACE_UNSAFE.
 */
export function reachPlace(root: Slot, path: readonly PathStep[], sharing: Sharing, removes: boolean): Reach | Refusal {
  let slot = root;
  for (const [index, step] of path.entries()) {
    const outcome = walkStep(slot, step, { path, index, sharing, removes });
    if ('refusal' in outcome) return outcome.refusal;
    if ('end' in outcome) return outcome.end;
    slot = outcome.slot;
  }
  return { slot, rest: [] };
}
