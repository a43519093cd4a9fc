/** Writes what changed in a block map or block list: whole lines are added and taken away. */
import { columnOf, lineHead } from './sourceColumn.ts';
import { insertLinesBelow, lineTailIsFree, type SpliceContext } from './spliceContext.ts';
import { lineStartAt, nextLineAt } from './textPosition.ts';
import { writeEntry, writeItem } from './writeNode.ts';
import type { Slot, SlotSource, YamlCollection } from './yamlNode.ts';

const endOf = (place: SlotSource): number => Math.max(place.after, place.value.end);
const sourcesOf = (slots: readonly Slot[]): SlotSource[] =>
  slots.map((slot) => slot.source).filter((place) => place !== null);

/** Takes a slot away that shares its line with the dash of the item around it: the next one moves up. */
function removeFirst(context: SpliceContext, place: SlotSource, next: SlotSource): void {
  const { source } = context.document;
  const between = source.slice(endOf(place), next.start);
  const end = between.trim() === '' ? next.start : endOf(place);
  context.splices.push({ start: place.start, end, text: '' });
}

function removeSlots(context: SpliceContext, slots: readonly Slot[]): void {
  const { document } = context;
  const firstKept = slots.find((slot) => !slot.removed && slot.source !== null)?.source ?? null;
  let skipTo = 0;
  for (const { removed, source: place } of slots) {
    if (!removed || place === null || place.start < skipTo) continue;
    if (!lineTailIsFree(document.source, endOf(place))) context.unsafeAt ??= place.start;
    const ownLine = lineHead(document, place.start).trim() === '';
    if (ownLine) {
      const start = lineStartAt(document.lineStarts, place.start);
      context.splices.push({ start, end: nextLineAt(document.source, endOf(place)), text: '' });
    } else if (firstKept !== null && firstKept.start > place.start) {
      removeFirst(context, place, firstKept);
      skipTo = firstKept.start;
    } else {
      context.unsafeAt ??= place.start;
    }
  }
}

/** Column that new entries must have, or null where tabs or wide characters leave it in doubt. */
function columnOfSlots(context: SpliceContext, places: readonly SlotSource[]): number | null {
  const clear = places.find((place) => /^[ ?-]*$/.test(lineHead(context.document, place.start)));
  return clear === undefined ? null : columnOf(context.document, clear.start);
}

/** Distance from the dash to the value in the list's last item that has both in one line. */
function gapOf(context: SpliceContext, places: readonly SlotSource[]): number {
  const place = places.findLast(({ start, value }) => {
    const between = context.document.source.slice(start + 1, value.start);
    return value.end > value.start && /^ +$/.test(between);
  });
  return place === undefined ? 2 : place.value.start - place.start;
}

function addSlots(context: SpliceContext, collection: YamlCollection, added: readonly Slot[]): void {
  const places = sourcesOf(collection.slots);
  const last = places.at(-1);
  const column = columnOfSlots(context, places);
  if (last === undefined || column === null) {
    context.unsafeAt ??= collection.span?.start ?? 0;
    return;
  }
  const gap = gapOf(context, places);
  const lines = added.flatMap(({ key, value }) => {
    const { style } = context;
    const [first = '', ...others] =
      key === null ? writeItem(value, column, style, gap) : writeEntry(key, value, column, style);
    return [' '.repeat(column) + first, ...others];
  });
  insertLinesBelow(context, endOf(last), lines);
}

/** Writes the changes of a block map or block list. */
export function spliceBlock(context: SpliceContext, collection: YamlCollection): void {
  for (const slot of collection.slots) {
    if (!slot.removed && slot.source !== null) context.visit(context, slot);
  }
  removeSlots(context, collection.slots);
  const added = collection.slots.filter((slot) => slot.source === null && !slot.removed);
  if (added.length > 0) addSlots(context, collection, added);
}
