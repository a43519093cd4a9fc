/** Writes what changed in a collection in brackets or braces. */
import { lineHead } from './sourceColumn.ts';
import { applySplices } from './splice.ts';
import { lineTailIsFree, type SpliceContext } from './spliceContext.ts';
import { lineEndAt } from './textPosition.ts';
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

/** The text of an item with its own changes, or null where they cannot be written. */
function rewritten(context: SpliceContext, slot: Slot): string | null {
  const place = slot.source;
  if (place === null) return write(slot);
  const inner: SpliceContext = { ...context, splices: [] };
  context.visit(inner, slot);
  context.unsafeAt ??= inner.unsafeAt;
  return applySplices(context.document.source, inner.splices, place.start, endOf(place));
}

/** Writes the changes of a flow map or flow list. Without removals the old text stays; else it is joined anew. */
export function spliceFlow(outer: SpliceContext, collection: YamlCollection): void {
  const context: SpliceContext = { ...outer, inFlow: true };
  const { span } = collection;
  const slots = liveSlots(collection);
  const added = slots.filter((slot) => slot.source === null);
  const [open, close] = collection.kind === 'map' ? ['{', '}'] : ['[', ']'];
  const last = slots.findLast((slot) => slot.source !== null)?.source ?? null;
  if (span !== null && (slots.length < collection.slots.length || (last === null && added.length > 0))) {
    const texts = slots.map((slot) => rewritten(context, slot));
    if (texts.includes(null)) context.unsafeAt ??= span.start;
    context.splices.push({ ...span, text: `${open}${texts.join(', ')}${close}` });
  } else {
    for (const slot of slots) context.visit(context, slot);
    if (last !== null && added.length > 0) addItems(context, last, added);
  }
  outer.unsafeAt ??= context.unsafeAt;
}
