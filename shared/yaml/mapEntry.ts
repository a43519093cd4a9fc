/** Looking up keys as go-yaml does: the map's own entries first, then those of the maps it merges. */
import { liveSlots, valueOf, type Slot, type YamlCollection, type YamlNode } from './yamlNode.ts';

/** The entry that the map itself has under this key. */
export function ownEntry(map: YamlCollection, key: string): Slot | null {
  return map.slots.find((slot) => !slot.removed && slot.key?.text === key && slot.key.type !== 'merge') ?? null;
}

function mergedMaps(map: YamlCollection): YamlCollection[] {
  const merge = map.slots.find((slot) => !slot.removed && slot.key?.type === 'merge');
  if (merge === undefined) return [];
  const merged = valueOf(merge.value);
  const parts = merged.kind === 'list' ? liveSlots(merged).map((slot) => valueOf(slot.value)) : [merged];
  return parts.filter((part): part is YamlCollection => part.kind === 'map');
}

/** All entries that take effect, own ones first. A key of the map itself hides the same key of a merged map. */
export function effectiveEntries(map: YamlCollection): Map<string, Slot> {
  const entries = new Map<string, Slot>();
  for (const slot of liveSlots(map)) {
    if (slot.key !== null && slot.key.type !== 'merge') entries.set(slot.key.text, slot);
  }
  for (const merged of mergedMaps(map)) {
    for (const [key, slot] of effectiveEntries(merged)) {
      if (!entries.has(key)) entries.set(key, slot);
    }
  }
  return entries;
}

/** The entry that takes effect for this key, own or merged; null where there is none or the node is no map. */
export function entryOf(node: YamlNode, key: string): Slot | null {
  const map = valueOf(node);
  if (map.kind !== 'map') return null;
  const own = ownEntry(map, key);
  if (own !== null) return own;
  for (const merged of mergedMaps(map)) {
    const found = entryOf(merged, key);
    if (found !== null) return found;
  }
  return null;
}
