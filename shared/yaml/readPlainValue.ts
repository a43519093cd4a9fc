/** Values that stand on one line in a form that leaves no doubt: plain words, simple quotes, simple brackets. */
import { scalarType } from './scalarType.ts';
import type { Slot, YamlCollection, YamlNode, YamlScalar } from './yamlNode.ts';

/** A name, or a quoted text without escapes, that a colon and a blank follow. */
const key = /([A-Za-z_][\w./-]*|"[^"\\\n\r\t]*"|'[^'\n\r\t]*'):(?=[ \n\r]|$)/y;
const inBlock = /[A-Za-z0-9_/.$^(+\\~](?:[^\s:]|:(?=\S)| +(?=[^\s#:]))*/y;
const inFlow = /[A-Za-z0-9_/.$^(+\\~](?:[^\s:,[\]{}]|:(?=[^\s,[\]{}])| +(?=[^\s#:,[\]{}]))*/y;
const quoted = /"([^"\\\n\r\t]*)"|'([^'\n\r\t]*)'(?!')/y;
const blanks = / */y;
/** Deeper brackets than this are left to the full reader. */
const MAX_FLOW_DEPTH = 20;

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

export function skipBlanks(source: string, at: number): number {
  return at + (matchAt(blanks, source, at)?.[0].length ?? 0);
}

function scalar(start: number, end: number, text: string, isQuoted: boolean): YamlScalar {
  const type = isQuoted ? 'string' : scalarType(text);
  return { kind: 'scalar', span: { start, end }, tag: null, shared: false, text, type };
}

/** The key at this place, with its colon right behind it; null where there is none of this form. */
export function readPlainKey(source: string, at: number): YamlScalar | null {
  const match = matchAt(key, source, at);
  if (match === null) return null;
  const name = match[1] ?? '';
  const isQuoted = /^["']/.test(name);
  return scalar(at, at + name.length, isQuoted ? name.slice(1, -1) : name, isQuoted);
}

/** A slot whose value is still empty; what is written behind `after` is set later. */
export function plainSlot(node: YamlScalar | null, start: number, after: number): Slot {
  const span = { start: after, end: after };
  const value: YamlNode = { kind: 'scalar', span, tag: null, shared: false, text: '', type: 'null' };
  const place = { start, after, hasColon: true, value: span, block: false, regular: true };
  return { key: node, value, source: place, removed: false };
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
  const isQuoted = first === '"' || first === "'";
  const match = matchAt(isQuoted ? quoted : isFlow ? inFlow : inBlock, source, at);
  if (match === null) return null;
  const text = isQuoted ? (match[1] ?? match[2] ?? '') : match[0];
  return scalar(at, at + match[0].length, text, isQuoted);
}
