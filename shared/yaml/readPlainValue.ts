/** Values that stand on one line in a form that leaves no doubt: plain words, simple quotes, simple brackets. */
import { scalarType } from './scalarType.ts';
import type { Slot, YamlCollection, YamlNode, YamlScalar } from './yamlNode.ts';

/** A name, or a quoted text without escapes, that a colon and a blank follow. */
const key = /(?:[A-Za-z_][\w./-]*|"[^"\\\n\r\t]*"|'[^'\n\r\t]*'):(?=[ \n\r]|$)/y;
const inBlock = /[A-Za-z0-9_/.$^(+\\~](?:[^\s:]|:(?=\S)| +(?=[^\s#:]))*/y;
const inFlow = /[A-Za-z0-9_/.$^(+\\~](?:[^\s:,[\]{}]|:(?=[^\s,[\]{}])| +(?=[^\s#:,[\]{}]))*/y;
const quoted = /"[^"\\\n\r\t]*"|'[^'\n\r\t]*'(?!')/y;
/** Deeper brackets than this are left to the full reader. */
const MAX_FLOW_DEPTH = 20;

/** Where the match of a sticky pattern at this place ends; -1 without one. */
function matchEnd(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : -1;
}

export function skipBlanks(source: string, at: number): number {
  let end = at;
  while (source.charCodeAt(end) === 0x20) end += 1;
  return end;
}

const isQuote = (character: string | undefined): boolean => character === '"' || character === "'";

function scalar(start: number, end: number, text: string, isQuoted: boolean): YamlScalar {
  const type = isQuoted ? 'string' : scalarType(text);
  return { kind: 'scalar', span: { start, end }, tag: null, shared: false, text, type };
}

/** The key at this place, with its colon right behind it; null where there is none of this form. */
export function readPlainKey(source: string, at: number): YamlScalar | null {
  const colon = matchEnd(key, source, at);
  if (colon === -1) return null;
  const end = colon - 1;
  const isQuoted = isQuote(source[at]);
  return scalar(at, end, isQuoted ? source.slice(at + 1, end - 1) : source.slice(at, end), isQuoted);
}

/** Stands for a value that has not been read yet: one for all, as nearly every slot gets another at once. */
const unreadSpan = { start: 0, end: 0 };
const unread: YamlNode = { kind: 'scalar', span: unreadSpan, tag: null, shared: false, text: '', type: 'null' };

/** A slot whose value is to be read; `fillSlot` or `leaveEmpty` settles it. */
export function plainSlot(node: YamlScalar | null, start: number, after: number): Slot {
  const place = { start, after, hasColon: true, value: unreadSpan, block: false, regular: true };
  return { key: node, value: unread, source: place, removed: false };
}

/** Settles a slot behind which nothing is written. */
export function leaveEmpty(slot: Slot): void {
  if (slot.value !== unread || slot.source === null) return;
  const span = { start: slot.source.after, end: slot.source.after };
  slot.value = { kind: 'scalar', span, tag: null, shared: false, text: '', type: 'null' };
  slot.source.value = span;
}

/** Gives the slot its value. */
export function fillSlot(slot: Slot, value: YamlNode): void {
  slot.value = value;
  if (slot.source === null || value.span === null) return;
  slot.source.value = value.span;
  slot.source.block = value.kind !== 'scalar' && value.kind !== 'alias' && value.style === 'block';
}

function readFlowSlot(source: string, at: number, isMap: boolean, depth: number): Slot | null {
  const name = isMap ? readPlainKey(source, at) : null;
  if (isMap && name?.span == null) return null;
  const after = name?.span == null ? at : name.span.end + 1;
  const slot = plainSlot(name, at, after);
  const value = readPlainValue(source, skipBlanks(source, after), true, depth);
  if (value === null) return null;
  fillSlot(slot, value);
  return slot;
}

function readFlow(source: string, start: number, depth: number): YamlCollection | null {
  if (depth > MAX_FLOW_DEPTH) return null;
  const isMap = source[start] === '{';
  const close = isMap ? '}' : ']';
  const slots: Slot[] = [];
  let at = skipBlanks(source, start + 1);
  while (source[at] !== close) {
    const slot = readFlowSlot(source, at, isMap, depth + 1);
    if (slot === null || slots.some((other) => isMap && other.key?.text === slot.key?.text)) return null;
    slots.push(slot);
    at = skipBlanks(source, slot.source?.value.end ?? at);
    if (source[at] === close) break;
    if (source[at] !== ',') return null;
    at = skipBlanks(source, at + 1);
    if (source[at] === close) return null;
  }
  const span = { start, end: at + 1 };
  return { kind: isMap ? 'map' : 'list', style: 'flow', span, tag: null, shared: false, slots };
}

/** The value at this place, or null where it has another form. It ends within the line. */
export function readPlainValue(source: string, at: number, isFlow: boolean, depth = 0): YamlNode | null {
  const first = source[at];
  if (first === '[' || first === '{') return readFlow(source, at, depth);
  const isQuoted = isQuote(first);
  const end = matchEnd(isQuoted ? quoted : isFlow ? inFlow : inBlock, source, at);
  if (end === -1) return null;
  return scalar(at, end, isQuoted ? source.slice(at + 1, end - 1) : source.slice(at, end), isQuoted);
}
