/** Writes what changed in a collection in brackets or braces. */
import { lineHead } from './sourceColumn.ts';
import type { Splice } from './splice.ts';
import { lineTailIsFree, type SpliceContext } from './spliceContext.ts';
import { lineEndAt, lineStartAt, nextLineAt } from './textPosition.ts';
import { writeFlowSlot } from './writeNode.ts';
import { liveSlots, type Slot, type SlotSource, type YamlCollection } from './yamlNode.ts';

const write = (slot: Slot): string => writeFlowSlot(slot.key, slot.value);
const endOf = (place: SlotSource): number => Math.max(place.after, place.value.end);

/** Offset behind the comma that follows the last item, or null where there is none. */
function behindComma(source: string, end: number): number | null {
  const comma = /^\s*,/.exec(source.slice(end));
  return comma === null ? null : end + comma[0].length;
}

/** Adds items behind the last one: on lines of their own where the last one has one, else behind it. */
function addItems(context: SpliceContext, last: SlotSource, added: readonly Slot[]): void {
  const { source } = context.document;
  const head = lineHead(context.document, last.start);
  const end = endOf(last);
  const comma = behindComma(source, end);
  const ownLine = head.trim() === '' && lineTailIsFree(source, comma ?? end) && lineEndAt(source, end) < source.length;
  if (!ownLine) {
    context.splices.push({ start: end, end, text: added.map((slot) => `, ${write(slot)}`).join('') });
    return;
  }
  if (comma === null) context.splices.push({ start: end, end, text: ',' });
  const at = lineEndAt(source, comma ?? end);
  const lines = added.map((slot, index) => {
    const isLast = index === added.length - 1;
    return context.lineBreak + head + write(slot) + (isLast && comma === null ? '' : ',');
  });
  context.splices.push({ start: at, end: at, text: lines.join('') });
}

const isOneLine = (context: SpliceContext, from: number, to: number): boolean => !context.document.source.slice(from, to).includes('\n');

/** What goes with an item that is taken away: its own lines where it has some, else one comma beside it. */
function removalOf(context: SpliceContext, place: SlotSource, before: SlotSource | null, isTail: boolean): Splice {
  const { source, lineStarts } = context.document;
  const end = endOf(place);
  const comma = behindComma(source, end);
  const ownLine = lineHead(context.document, place.start).trim() === '' && lineTailIsFree(source, comma ?? end);
  if (ownLine) return { start: lineStartAt(lineStarts, place.start), end: nextLineAt(source, comma ?? end), text: '' };
  if (isTail && before !== null && isOneLine(context, endOf(before), place.start)) return { start: endOf(before), end, text: '' };
  const behind = comma ?? end;
  const blanks = /^[ \t]*/.exec(source.slice(behind, lineEndAt(source, behind)))?.[0].length ?? 0;
  return { start: place.start, end: isTail ? behind : behind + blanks, text: '' };
}

function removeItems(context: SpliceContext, slots: readonly Slot[]): void {
  const places = slots.flatMap(({ source, removed }) => (source === null ? [] : [{ source, removed }]));
  const lastKept = places.findLastIndex(({ removed }) => !removed);
  for (const [index, { source, removed }] of places.entries()) {
    if (removed) context.splices.push(removalOf(context, source, places[index - 1]?.source ?? null, index > lastKept));
  }
}

/** Writes the changes of a flow map or flow list. Where nothing of it stays it is written anew. */
export function spliceFlow(outer: SpliceContext, collection: YamlCollection): void {
  const context: SpliceContext = { ...outer, inFlow: true };
  const { span } = collection;
  const slots = liveSlots(collection);
  const added = slots.filter((slot) => slot.source === null);
  const [open, close] = collection.kind === 'map' ? ['{', '}'] : ['[', ']'];
  const last = slots.findLast((slot) => slot.source !== null)?.source ?? null;
  if (span !== null && last === null && (added.length > 0 || collection.slots.length > 0)) {
    context.splices.push({ ...span, text: `${open}${slots.map(write).join(', ')}${close}` });
  } else {
    for (const slot of slots) context.visit(context, slot);
    removeItems(context, collection.slots);
    if (last !== null && added.length > 0) addItems(context, last, added);
  }
  outer.unsafeAt ??= context.unsafeAt;
}
