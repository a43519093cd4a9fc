/** Whether two nodes mean the same to Prometheus, however they are written. */
import { effectiveEntries } from './mapEntry.ts';
import { booleanOf } from './scalarType.ts';
import { liveSlots, valueOf, type YamlCollection, type YamlNode, type YamlScalar } from './yamlNode.ts';

function sameScalar(a: YamlScalar, b: YamlScalar): boolean {
  if (a.type !== b.type || a.tag !== b.tag) return false;
  if (a.type === 'null') return true;
  if (a.type === 'bool') return booleanOf(a.text) === booleanOf(b.text);
  return a.text === b.text;
}

/** Maps with the same keys in the same order, as nearly all are; what they merge stands in both under the same key. */
function sameInOrder(a: YamlCollection, b: YamlCollection): boolean {
  const [left, right] = [liveSlots(a), liveSlots(b)];
  return (
    left.length === right.length &&
    left.every((slot, index) => {
      const other = right[index];
      return other?.key != null && slot.key?.text === other.key.text && slot.key.type === other.key.type && sameValue(slot.value, other.value);
    })
  );
}

function sameEntries(a: YamlCollection, b: YamlCollection): boolean {
  if (sameInOrder(a, b)) return true;
  const [left, right] = [effectiveEntries(a), effectiveEntries(b)];
  if (left.size !== right.size) return false;
  for (const [key, slot] of left) {
    const other = right.get(key);
    if (other === undefined || !sameValue(slot.value, other.value)) return false;
  }
  return true;
}

function sameItems(a: YamlCollection, b: YamlCollection): boolean {
  const [left, right] = [liveSlots(a), liveSlots(b)];
  return (
    left.length === right.length &&
    left.every((slot, index) => {
      const other = right[index];
      return other !== undefined && sameValue(slot.value, other.value);
    })
  );
}

/** Compares values: aliases and merges count as what they stand for, the order of a map's keys does not count. */
export function sameValue(a: YamlNode, b: YamlNode): boolean {
  const [left, right] = [valueOf(a), valueOf(b)];
  if (left.kind === 'scalar' || right.kind === 'scalar') {
    return left.kind === 'scalar' && right.kind === 'scalar' && sameScalar(left, right);
  }
  if (left.kind !== right.kind || left.tag !== right.tag) return false;
  return left.kind === 'map' ? sameEntries(left, right) : sameItems(left, right);
}

/** Whether `present` has all that `wanted` says, and perhaps more keys in its maps. */
export function coversValue(present: YamlNode, wanted: YamlNode): boolean {
  const [left, right] = [valueOf(present), valueOf(wanted)];
  if (left.kind === 'map' && right.kind === 'map') {
    const entries = effectiveEntries(left);
    return [...effectiveEntries(right)].every(([key, slot]) => {
      const own = entries.get(key);
      return own !== undefined && coversValue(own.value, slot.value);
    });
  }
  return sameValue(left, right);
}
