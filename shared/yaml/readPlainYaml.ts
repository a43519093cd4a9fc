/**
 * Reads the form in which nearly all configurations are written, line by line, in a fraction of the time and memory
 * of a full YAML reader: block maps and lists, values of one line, comments. At the first sign of anything else,
 * and of any mistake, it gives up, and the full reader takes the file and finds the words for what is wrong.
 */
import { MAX_DEPTH } from './buildNode.ts';
import { fillSlot, leaveEmpty, plainSlot, readPlainKey, readPlainValue, skipBlanks } from './readPlainValue.ts';
import type { Slot, YamlCollection } from './yamlNode.ts';

interface Frame {
  node: YamlCollection;
  column: number;
  keys: Set<string>;
  /** The slot that holds the collection. */
  owner: Slot;
}

interface Reading {
  readonly source: string;
  readonly frames: Frame[];
  /** The slot that the next deeper line may fill. */
  pending: Slot | null;
}

function close({ node, owner }: Frame): void {
  for (const slot of node.slots) leaveEmpty(slot);
  const first = node.slots[0]?.source;
  const last = node.slots.at(-1)?.source;
  node.span = { start: first?.start ?? 0, end: Math.max(last?.after ?? 0, last?.value.end ?? 0) };
  fillSlot(owner, node);
}

function open(reading: Reading, owner: Slot, kind: 'map' | 'list', column: number): Frame {
  const node: YamlCollection = { kind, style: 'block', span: null, tag: null, shared: false, slots: [] };
  const frame = { node, column, keys: new Set<string>(), owner };
  reading.frames.push(frame);
  reading.pending = null;
  return frame;
}

/** The collection that an entry or item in this column belongs to; null where the indentation fits none. */
function frameFor(reading: Reading, kind: 'map' | 'list', column: number): Frame | null {
  const { frames, pending } = reading;
  let top = frames.at(-1);
  const opens =
    top === undefined || column > top.column || (column === top.column && kind === 'list' && top.node.kind === 'map');
  if (pending !== null && opens) return frames.length < MAX_DEPTH ? open(reading, pending, kind, column) : null;
  reading.pending = null;
  while (top !== undefined && (top.column > column || (top.column === column && top.node.kind === 'list' && kind === 'map'))) {
    close(top);
    frames.pop();
    top = frames.at(-1);
  }
  return top?.column === column && top.node.kind === kind ? top : null;
}

const isEnd = (source: string, at: number, end: number): boolean => at >= end || source[at] === '#';

function takeValue(reading: Reading, slot: Slot, at: number, end: number): boolean {
  const { source } = reading;
  const value = readPlainValue(source, at, false);
  if (value?.span == null || value.span.end > end) return false;
  const behind = skipBlanks(source, value.span.end);
  if (behind < end && (source[behind] !== '#' || behind === value.span.end)) return false;
  fillSlot(slot, value);
  reading.pending = null;
  return true;
}

/** Reads what stands in a line from `at`: dashes, then an entry or a value. False: not of the plain form. */
function takeLine(reading: Reading, lineStart: number, at: number, end: number): boolean {
  const { source } = reading;
  let here = at;
  let item: Slot | null = null;
  while (source[here] === '-' && (here + 1 >= end || source[here + 1] === ' ')) {
    const frame = frameFor(reading, 'list', here - lineStart);
    if (frame === null) return false;
    item = plainSlot(null, here, here + 1);
    frame.node.slots.push(item);
    reading.pending = item;
    here = skipBlanks(source, here + 1);
    if (isEnd(source, here, end)) return true;
  }
  const key = readPlainKey(source, here);
  if (key?.span == null) return item !== null && takeValue(reading, item, here, end);
  const frame = frameFor(reading, 'map', here - lineStart);
  if (frame === null || frame.keys.has(key.text)) return false;
  frame.keys.add(key.text);
  const slot = plainSlot(key, here, key.span.end + 1);
  frame.node.slots.push(slot);
  reading.pending = slot;
  const value = skipBlanks(source, key.span.end + 1);
  return isEnd(source, value, end) || takeValue(reading, slot, value, end);
}

/** The root of the document, or null where the full reader must look. Expects a text that `checkSource` lets pass. */
export function readPlainYaml(source: string, lineStarts: readonly number[]): Slot | null {
  const root = plainSlot(null, 0, 0);
  const reading: Reading = { source, frames: [], pending: root };
  let isStarted = false;
  for (const [index, lineStart] of lineStarts.entries()) {
    const next = lineStarts[index + 1];
    const lineEnd = next === undefined ? source.length : next - 1;
    const end = source[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
    const at = skipBlanks(source, lineStart);
    if (isEnd(source, at, end)) continue;
    if (!isStarted && source.slice(lineStart, end) === '---') {
      isStarted = true;
      continue;
    }
    isStarted = true;
    const isIndentedRoot = reading.pending === root && at > lineStart;
    if (isIndentedRoot || !takeLine(reading, lineStart, at, end)) return null;
  }
  if (reading.frames.length === 0) return null;
  for (const frame of reading.frames.reverse()) close(frame);
  const { span } = root.value;
  if (span === null || root.source === null) return null;
  root.source = { ...root.source, start: span.start, after: span.start };
  return root;
}
