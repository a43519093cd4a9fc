/** Makes an edit on the nodes of a document. Nothing is written yet: see collectSplices. */
import type { PathStep } from '../model/edit.ts';
import { copyNode } from './copyNode.ts';
import { kindInWords, peek, placeName, reachPlace, type Reach, type Refusal, type Sharing } from './editPath.ts';
import { effectiveEntries, ownEntry } from './mapEntry.ts';
import { nodeOf } from './nodeOf.ts';
import type { ResolvedEdit } from './resolveEdits.ts';
import { coversValue, sameValue } from './sameValue.ts';
import {
  isNull,
  liveSlots,
  newCollection,
  newSlot,
  valueOf,
  type Slot,
  type YamlCollection,
  type YamlNode,
} from './yamlNode.ts';

/** Whether an alias outside takes something in here: taking it away would leave that alias without its anchor. */
function holdsShared(node: YamlNode): boolean {
  if (node.shared) return true;
  if (node.kind === 'scalar' || node.kind === 'alias') return false;
  return node.slots.some((slot) => slot.key?.shared === true || holdsShared(slot.value));
}

function refusalFor(slot: Slot, place: string): Refusal | null {
  const offset = slot.source?.start ?? null;
  if (slot.source?.regular === false) return { code: 'YAML_PLACE_UNSAFE', details: { place }, offset };
  if (slot.value.shared) return { code: 'YAML_SHARED_VALUE', details: { place }, offset };
  return null;
}

function removeSlot(slot: Slot, place: string): Refusal | null {
  // A key after a question mark goes as a whole, so that it matters little how it is written.
  const isExplicit = slot.key !== null && slot.source?.regular === false;
  const refusal = isExplicit && !slot.value.shared ? null : refusalFor(slot, place);
  if (refusal !== null) return refusal;
  if (slot.key?.shared === true || holdsShared(slot.value)) {
    return { code: 'YAML_SHARED_VALUE', details: { place }, offset: slot.source?.start ?? null };
  }
  slot.removed = true;
  return null;
}

function assignEntries(map: YamlCollection, wanted: YamlCollection, place: string): Refusal | null {
  const keys = effectiveEntries(wanted);
  for (const slot of liveSlots(map)) {
    const stays = slot.key !== null && keys.has(slot.key.text);
    const refusal = stays ? null : removeSlot(slot, place);
    if (refusal !== null) return refusal;
  }
  for (const [key, slot] of keys) {
    const own = ownEntry(map, key);
    const refusal = own === null ? null : assign(own, slot.value, place);
    if (refusal !== null) return refusal;
    if (own === null) map.slots.push(slot);
  }
  return null;
}

function assignItems(list: YamlCollection, wanted: YamlCollection, place: string): Refusal | null {
  for (const [index, slot] of liveSlots(list).entries()) {
    const item = wanted.slots[index];
    const refusal = item === undefined ? removeSlot(slot, place) : assign(slot, item.value, place);
    if (refusal !== null) return refusal;
  }
  list.slots.push(...wanted.slots.slice(liveSlots(list).length));
  return null;
}

/** Makes the slot hold the value, changing as little of what is there as possible. */
function assign(slot: Slot, value: YamlNode, place: string): Refusal | null {
  const present = slot.value;
  if (sameValue(present, value)) return null;
  const refusal = refusalFor(slot, place);
  if (refusal !== null) return refusal;
  if (present.tag === null && present.kind === 'map' && value.kind === 'map') {
    const merges = present.slots.some((inner) => inner.key?.type === 'merge');
    if (!merges) return assignEntries(present, value, place);
  }
  if (present.tag === null && present.kind === 'list' && value.kind === 'list') return assignItems(present, value, place);
  if (holdsShared(present)) {
    return { code: 'YAML_SHARED_VALUE', details: { place }, offset: slot.source?.start ?? null };
  }
  slot.value = value;
  return null;
}

/** Adds what is missing of a path, with the value at its end. Only keys can be made up; list items cannot. */
function create({ slot, rest }: Reach, value: YamlNode, path: readonly PathStep[]): Refusal | null {
  let node = value;
  for (const step of rest.toReversed()) {
    if (typeof step !== 'string') {
      return { code: 'YAML_PLACE_MISSING', details: { place: placeName(path) }, offset: slot.source?.start ?? null };
    }
    node = newCollection('map', [newSlot(step, node)]);
  }
  const parent = valueOf(slot.value);
  if (parent.kind === 'map' && node.kind === 'map') parent.slots.push(...node.slots);
  else slot.value = node;
  return null;
}

function append(reach: Reach, item: YamlNode, path: readonly PathStep[], sharing: Sharing): Refusal | null {
  const { slot, rest } = reach;
  const place = placeName(path);
  const list = newCollection('list', [newSlot(null, item)]);
  if (rest.length > 0) return create(reach, list, path);
  const offset = slot.source?.start ?? null;
  if (slot.value.kind === 'alias' && sharing === 'refuse') return { code: 'YAML_SHARED_VALUE', details: { place }, offset };
  if (slot.value.kind === 'alias' && sharing === 'separate') slot.value = copyNode(slot.value.target);
  const refusal = sharing === 'change' ? null : refusalFor(slot, place);
  if (refusal !== null) return refusal;
  if (isNull(slot.value)) return assign(slot, list, place);
  const present = valueOf(slot.value);
  if (present.kind !== 'list') {
    const details = { place, found: kindInWords(slot.value), expected: 'a list' };
    return { code: 'YAML_PLACE_TAKEN', details, offset };
  }
  present.slots.push(newSlot(null, item));
  return null;
}

/** An edit without the op that only makes sense where there is a text already. */
type PlainEdit = Exclude<ResolvedEdit, { op: 'scheme' }>;

/** The URL with another beginning, or why there is none. */
function withScheme(root: Slot, edit: Extract<ResolvedEdit, { op: 'scheme' }>): PlainEdit | Refusal {
  const node = peek(root, edit.path);
  const place = placeName(edit.path);
  if (node === null) return { code: 'YAML_PLACE_MISSING', details: { place }, offset: null };
  const present = valueOf(node);
  const rest = present.kind === 'scalar' ? /^[A-Za-z][A-Za-z0-9+.-]*(:\/\/.*)$/s.exec(present.text)?.[1] : undefined;
  if (rest !== undefined) return { op: 'set', path: edit.path, value: { kind: 'scalar', value: edit.scheme + rest } };
  const details = { place, found: kindInWords(node), expected: 'a URL' };
  return { code: 'YAML_PLACE_TAKEN', details, offset: node.span?.start ?? null };
}

/** An item counts as appended when one has all that it says: later edits may have added to it. */
function isDone(root: Slot, edit: PlainEdit): boolean {
  const present = peek(root, edit.path);
  if (edit.op === 'remove') return present === null;
  if (present === null) return false;
  if (edit.op === 'set') return sameValue(present, nodeOf(edit.value));
  const list = valueOf(present);
  const item = nodeOf(edit.value);
  return list.kind === 'list' && liveSlots(list).some((slot) => coversValue(slot.value, item));
}

/**
 * Applies one edit to the document's nodes; an edit that is already done changes nothing.
 * Gives null, or why it cannot be made: YAML_SHARED_VALUE, YAML_PLACE_TAKEN, YAML_PLACE_MISSING, YAML_PLACE_UNSAFE.
 * The nodes are of no use after a refusal.
 * @param root of the document
 */
export function applyEdit(root: Slot, given: ResolvedEdit, sharing: Sharing = 'refuse'): Refusal | null {
  const edit = given.op === 'scheme' ? withScheme(root, given) : given;
  if ('code' in edit) return edit;
  if (isDone(root, edit)) return null;
  const reach = reachPlace(root, edit.path, sharing, edit.op === 'remove');
  if ('code' in reach) return reach;
  const place = placeName(edit.path) || 'The file';
  if (edit.op === 'append') return append(reach, nodeOf(edit.value), edit.path, sharing);
  if (edit.op === 'set') {
    const value = nodeOf(edit.value);
    return reach.rest.length > 0 ? create(reach, value, edit.path) : assign(reach.slot, value, place);
  }
  const offset = reach.slot.source?.start ?? null;
  // What is there but not reached comes from a merged map; the root itself is not an entry of anything.
  if (reach.rest.length > 0) return { code: 'YAML_SHARED_VALUE', details: { place }, offset };
  if (reach.slot === root) return { code: 'YAML_PLACE_UNSAFE', details: { place }, offset };
  return removeSlot(reach.slot, place);
}
