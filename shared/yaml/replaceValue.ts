/** Writes a new value into the place of an old one. */
import { columnOf } from './sourceColumn.ts';
import { insertLinesBelow, type SpliceContext } from './spliceContext.ts';
import { lineEndAt } from './textPosition.ts';
import { isBlockValue, writeBlock, writeFlow } from './writeNode.ts';
import type { Slot, SlotSource, YamlCollection, YamlNode } from './yamlNode.ts';

/** Takes the old value away. What follows the colon in its line, such as a comment, stays. */
function removeOld(context: SpliceContext, { after, value }: SlotSource): void {
  if (value.start === value.end) return;
  const lineEnd = lineEndAt(context.document.source, after);
  const start = value.start <= lineEnd ? after : lineEnd;
  context.splices.push({ start, end: value.end, text: '' });
}

function replaceInLine(context: SpliceContext, place: SlotSource, text: string): void {
  const { after, value } = place;
  const lineEnd = lineEndAt(context.document.source, after);
  if (value.start === value.end) {
    context.splices.push({ start: after, end: after, text: place.hasColon ? ` ${text}` : `: ${text}` });
  } else if (place.block && value.start > lineEnd) {
    context.splices.push({ start: after, end: after, text: ` ${text}` });
    removeOld(context, place);
  } else {
    context.splices.push({ start: value.start, end: value.end, text });
  }
}

/** A map or list below its key: on lines of its own, indented from the key. */
function replaceBelowKey(context: SpliceContext, place: SlotSource, value: YamlCollection): void {
  const { style } = context;
  const column = columnOf(context.document, place.start) + (value.kind === 'map' ? style.step : style.listStep);
  removeOld(context, place);
  insertLinesBelow(context, place.value.end, writeBlock(value, column, style));
}

/** A map behind the dash of its item: the first line behind the dash, the others below it. */
function replaceBehindDash(context: SpliceContext, place: SlotSource, value: YamlCollection): void {
  const { document, style, lineBreak } = context;
  const isEmpty = place.value.start === place.value.end;
  const column = isEmpty ? columnOf(document, place.start) + 2 : columnOf(document, place.value.start);
  const text = writeBlock(value, column, style).join(lineBreak).slice(column);
  context.splices.push({ start: place.value.start, end: place.value.end, text: isEmpty ? ` ${text}` : text });
}

/** Replaces the value of a slot by a new one, in the style that its surroundings allow. */
export function replaceValue(context: SpliceContext, slot: Slot, value: YamlNode): void {
  const place = slot.source;
  if (place === null) return;
  const isRoot = slot === context.document.root;
  if (isRoot) {
    const lines = isBlockValue(value) ? writeBlock(value, 0, context.style) : [writeFlow(value)];
    replaceRoot(context, place, lines);
  } else if (context.inFlow || !isBlockValue(value) || (slot.key === null && value.kind === 'list')) {
    replaceInLine(context, place, writeFlow(value));
  } else if (slot.key === null) {
    replaceBehindDash(context, place, value);
  } else {
    replaceBelowKey(context, place, value);
  }
}

function replaceRoot(context: SpliceContext, { value }: SlotSource, lines: string[]): void {
  if (value.start === value.end) {
    insertLinesBelow(context, value.start, lines);
  } else if (columnOf(context.document, value.start) === 0) {
    context.splices.push({ ...value, text: lines.join(context.lineBreak) });
  } else {
    context.unsafeAt ??= value.start;
  }
}
