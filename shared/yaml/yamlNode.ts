/**
 * A YAML document as PromSeal edits it: values, and where in the source each of them stands.
 * A node that an edit made has no span; that is how writing knows what to write.
 */
import type { ScalarType } from './scalarType.ts';

/** Offsets into the source in UTF-16 units, the end exclusive. */
export interface Span {
  start: number;
  end: number;
}

interface NodeBase {
  /** With its anchor and tag, without the line break, spaces and comment behind it. null: made by an edit. */
  span: Span | null;
  /** A tag of the user's own, which the reader keeps as it is. */
  tag: string | null;
  /** An alias elsewhere takes this value too. */
  shared: boolean;
}

export interface YamlScalar extends NodeBase {
  kind: 'scalar';
  /** The text as a string field of Go gets it, before any meaning as number or boolean. */
  text: string;
  type: ScalarType;
}

export interface YamlAlias extends NodeBase {
  kind: 'alias';
  name: string;
  target: YamlNode;
}

export interface YamlCollection extends NodeBase {
  kind: 'map' | 'list';
  style: 'block' | 'flow';
  slots: Slot[];
}

export type YamlNode = YamlScalar | YamlAlias | YamlCollection;

/** Where an entry of a map or an item of a list stands in the source. */
export interface SlotSource {
  /** Start of the key with its properties, of the dash, or of the item of a flow list. */
  start: number;
  /** Behind the colon or the dash; the start of the item in a flow list; behind the key where the colon is missing. */
  after: number;
  hasColon: boolean;
  /** Of the value as it is in the source; empty, at `after`, where nothing is written. */
  value: Span;
  /** Whether the value is a block map or a block list. */
  block: boolean;
  /** Explicit keys (`? key`) and pairs inside flow lists are read, never edited. */
  regular: boolean;
}

/** An entry of a map (with a key) or an item of a list (without). */
export interface Slot {
  key: YamlScalar | null;
  value: YamlNode;
  /** null: added by an edit. */
  source: SlotSource | null;
  removed: boolean;
}

export interface YamlDocument {
  source: string;
  /** Offset of the first character of every line; the first line starts behind a byte order mark. */
  lineStarts: readonly number[];
  root: Slot;
  /** Offset behind which nothing belongs to the first document. */
  end: number;
  /** Offset of the second document, null when there is none. */
  nextDocument: number | null;
}

/** A slot of an edit's own making. */
export function newSlot(key: string | null, value: YamlNode): Slot {
  return { key: key === null ? null : newScalar(key), value, source: null, removed: false };
}

export function newScalar(value: string | number | boolean): YamlScalar {
  const type = typeof value === 'boolean' ? 'bool' : typeof value === 'number' ? 'number' : 'string';
  return { kind: 'scalar', span: null, tag: null, shared: false, text: String(value), type };
}

export function newCollection(kind: 'map' | 'list', slots: Slot[] = []): YamlCollection {
  return { kind, style: 'block', span: null, tag: null, shared: false, slots };
}

/** The slots that are there after the edits. */
export function liveSlots(collection: YamlCollection): Slot[] {
  return collection.slots.filter((slot) => !slot.removed);
}

/** The value itself, behind any aliases. */
export function valueOf(node: YamlNode): YamlScalar | YamlCollection {
  let value = node;
  while (value.kind === 'alias') value = value.target;
  return value;
}

/** Whether there is a value at all: Prometheus takes an empty value as an absent one. */
export function isNull(node: YamlNode): boolean {
  const value = valueOf(node);
  return value.kind === 'scalar' && value.type === 'null';
}
