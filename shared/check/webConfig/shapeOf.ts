/** Whether a value has the shape that its field takes, as go-yaml v2 decodes into the structs of the toolkit. */
import { booleanOf } from '../../yaml/scalarType.ts';
import { isNull, liveSlots, valueOf, type Slot, type YamlNode, type YamlScalar } from '../../yaml/yamlNode.ts';
import { goDuration } from './goDuration.ts';
import { goInteger, numberTag } from './goNumber.ts';
import type { WebFieldType } from './webConfigFields.ts';

/** In words, for CONFIG_SHAPE: "{key} must be …". */
const expectations: Readonly<Record<WebFieldType, string>> = {
  map: 'a map',
  users: 'a map of user names and hashes, one `name: hash` a line',
  headers: 'a map of header names and values',
  text: 'one text',
  path: 'one path',
  pem: 'text in PEM form',
  word: 'one word',
  boolean: 'true or false, without quotation marks',
  integer: 'a whole number, without quotation marks',
  duration: 'a duration such as 500ms, 1s or 2m (days and weeks are not known here)',
  words: 'a list',
  texts: 'a list',
};

/** A misshapen value: what was expected, what is there, and its tag in YAML. */
export interface Misshape {
  readonly expected: string;
  readonly found: string;
  readonly tag: string;
  /** The item of a list that it is about; null: the value itself. */
  readonly item: Slot | null;
}

function tagOf(node: YamlNode): string {
  const value = valueOf(node);
  if (value.kind !== 'scalar') return value.kind === 'map' ? '!!map' : '!!seq';
  if (value.tag?.startsWith('!') === true) return value.tag;
  if (value.type === 'bool') return '!!bool';
  return (value.type === 'number' ? numberTag(value.text) : null) ?? '!!str';
}

/** Never the value itself: it may be a secret. */
function foundWords(node: YamlNode): string {
  const value = valueOf(node);
  if (isNull(value)) return 'empty';
  if (value.kind !== 'scalar') return value.kind === 'map' ? 'a map' : 'a list';
  const tag = tagOf(value);
  if (value.type === 'string') return 'text';
  return tag === '!!bool' ? 'true or false' : tag === '!!str' ? 'text' : 'a number';
}

function isDuration(value: YamlScalar): boolean {
  return goInteger(value) !== null || (value.type === 'string' && goDuration(value.text) !== null);
}

function isShaped(value: YamlScalar, type: WebFieldType): boolean {
  if (type === 'boolean') return value.type === 'bool' || (value.tag?.endsWith(':bool') === true && booleanOf(value.text) !== null);
  if (type === 'integer') return goInteger(value) !== null;
  return type === 'duration' ? isDuration(value) : true;
}

/** The first thing about a value that its field does not take; null when it is as it should be. Empty values always are. */
export function misshapeOf(node: YamlNode, type: WebFieldType): Misshape | null {
  if (isNull(node)) return null;
  const value = valueOf(node);
  const wants = type === 'map' || type === 'users' || type === 'headers' ? 'map' : type === 'words' || type === 'texts' ? 'list' : 'scalar';
  const expected = expectations[type];
  if (value.kind !== wants) return { expected, found: foundWords(value), tag: tagOf(value), item: null };
  if (value.kind === 'scalar') {
    return isShaped(value, type) ? null : { expected, found: foundWords(value), tag: tagOf(value), item: null };
  }
  const item = value.kind === 'list' ? liveSlots(value).find((slot) => valueOf(slot.value).kind !== 'scalar') : undefined;
  if (item === undefined) return null;
  return { expected: 'a list of single words', found: `a list with ${foundWords(item.value)} in it`, tag: tagOf(item.value), item };
}

/** What Go says to it. The value, of which Go shows the first letters, is left out. */
export function misshapeWords({ tag }: Misshape, goType: string): string {
  const shown = tag === '!!seq' || tag === '!!map' ? tag : `${tag} \`...\``;
  return `cannot unmarshal ${shown} into ${goType}`;
}
