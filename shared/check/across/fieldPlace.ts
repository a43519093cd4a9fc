/** Where a field of a configuration stands. */
import type { ConfigPath } from '../../model/connection.ts';
import { placeName } from '../../yaml/editPath.ts';
import { entryOf } from '../../yaml/mapEntry.ts';
import { positionAt } from '../../yaml/textPosition.ts';
import { valueOf, type Slot, type YamlDocument } from '../../yaml/yamlNode.ts';

/** A place as findings have it: the field as a person would write it, line and column counted from 1. */
export interface FieldPlace {
  readonly path: string;
  readonly field: string;
  readonly at?: (string | number)[];
  readonly line?: number;
  readonly column?: number;
}

function slotAt(slot: Slot, step: string | number): Slot | null {
  if (typeof step === 'string') return entryOf(slot.value, step);
  const list = valueOf(slot.value);
  return list.kind === 'list' ? (list.slots[step] ?? null) : null;
}

/**
 * @param document of the file; null where it cannot be read
 * @param at the field; where it is missing, the place is that of the nearest map around it that is there
 */
export function fieldPlace(document: YamlDocument | null, path: string, at: ConfigPath): FieldPlace {
  const named = { path, field: placeName(at), at: [...at] };
  if (document === null) return named;
  let found = document.root;
  for (const step of at) {
    const next = slotAt(found, step);
    if (next === null) break;
    found = next;
  }
  const start = found.source?.start ?? valueOf(found.value).span?.start ?? 0;
  return { ...named, ...positionAt(document.lineStarts, start) };
}
