/** Words that stand for something: TLS versions, cipher suites, curves, client_auth_type, values of headers. */
import { valueOf, isNull, type Slot } from '../../yaml/yamlNode.ts';
import { goQuote } from '../../pki/goQuote.ts';
import { nearestWord } from './nearestWord.ts';
import type { Need } from './readWebFields.ts';
import type { ToolkitLine } from './toolkitLine.ts';
import { keyOf, webConfigFields, type WebField } from './webConfigFields.ts';
import { note, type Stage, type WebContext, type WebNote } from './webNote.ts';
import { itemsOf, slotOf, type WebValues } from './webValues.ts';

/** A word can be anything when the quotation marks are lost, so only its beginning is shown. */
const MAX_SHOWN = 64;
const shown = (word: string): string => (word.length > MAX_SHOWN ? `${word.slice(0, MAX_SHOWN)}...` : word);

const unknownTo: Readonly<Record<string, string>> = {
  cipher_suites: 'unknown cipher',
  curve_preferences: 'unknown curve',
  min_version: 'unknown TLS version',
  max_version: 'unknown TLS version',
};

/** At which point of the start a word of the field is looked at. */
function stageOf(field: WebField): Stage {
  if (field.path.startsWith('http_server_config.headers')) return 'headers';
  return field.path.endsWith('client_auth_type') ? 'tls' : 'word';
}

function wordsOf(field: WebField, word: string, line: ToolkitLine): string {
  const key = keyOf(field.path);
  if (stageOf(field) === 'headers') {
    const allowed = (field.values ?? []).map(({ value }) => `"${value}"`).join(' ');
    return `invalid value for ${key}. Expected one of: [${allowed}], but got: ${goQuote(word)}`;
  }
  // exporter-toolkit 0.14.1 made the first letter small.
  if (stageOf(field) === 'tls') return `${line.isAtLeast('3.7.0') ? 'invalid' : 'Invalid'} ClientAuth: ${word}`;
  return `${unknownTo[key] ?? 'unknown value'}: ${word}`.trimEnd();
}

/** Whether Go takes no word here at all and leaves the field as it is: what go-yaml v2 calls null for such a field. */
function isLeftOut(field: WebField, slot: Slot): boolean {
  const value = valueOf(slot.value);
  if (value.kind !== 'scalar' || stageOf(field) === 'headers') return false;
  if (stageOf(field) === 'tls') return value.text === '' || isNull(value);
  return value.type === 'null' && ['', '~', 'null'].includes(value.text);
}

interface Word {
  readonly field: WebField;
  readonly slot: Slot;
  readonly text: string;
}

function unknownWord(context: WebContext, { field, slot, text }: Word): WebNote {
  const allowed = (field.values ?? []).filter(({ goneFrom }) => goneFrom === null).map(({ value }) => value);
  const meant = nearestWord(text, allowed);
  const proposal = meant === null ? `It takes ${allowed.join(', ')}.` : `Did you mean ${meant}?`;
  return note(context, 'WEB_VALUE_UNKNOWN', 'broken', {
    field: field.path,
    slot,
    atValue: true,
    details: { value: text === '' ? 'nothing' : shown(text), proposal },
    refusedAt: stageOf(field),
    raw: wordsOf(field, shown(text), context.line),
  });
}

/** @returns what is said about a word, and what it needs where the release is not known */
function judgeWord(context: WebContext, word: Word): { notes: WebNote[]; needs: Need[] } {
  const { field, slot, text } = word;
  const known = (field.values ?? []).find(({ value }) => value === text);
  if (known === undefined) return { notes: [unknownWord(context, word)], needs: [] };
  const about = { field: field.path, slot, atValue: true, refusedAt: stageOf(field), raw: wordsOf(field, text, context.line) };
  if (known.goneFrom !== null && context.line.isAtLeast(known.goneFrom)) {
    const more = { holdsFor: `from ${known.goneFrom}` };
    const details = { cipher: text, since: known.goneFrom };
    return { notes: [note(context, 'WEB_CIPHER_GONE', 'broken', { ...about, details, more })], needs: [] };
  }
  const { since } = known;
  const what = `${text} in ${field.path}`;
  if (!context.line.isKnown) return { notes: [], needs: since === '2.24.0' ? [] : [{ since, what, field: field.path, slot }] };
  if (context.line.isAtLeast(since) || stageOf(field) === 'headers') return { notes: [], needs: [] };
  const details = { what, since, version: context.line.version };
  return { notes: [note(context, 'WEB_FIELD_TOO_NEW', 'broken', { ...about, details, more: { holdsFor: `before ${since}` } })], needs: [] };
}

function wordsIn(values: WebValues, field: WebField): Word[] {
  const slots = field.type === 'words' ? (itemsOf(values, field.path) ?? []) : [slotOf(values, field.path)].filter((slot) => slot !== null);
  return slots.flatMap((slot) => {
    const value = valueOf(slot.value);
    if (value.kind !== 'scalar' || isLeftOut(field, slot)) return [];
    return [{ field, slot, text: isNull(value) ? '' : value.text }];
  });
}

/** Codes: WEB_VALUE_UNKNOWN, WEB_CIPHER_GONE, WEB_FIELD_TOO_NEW. */
export function wordNotes(context: WebContext, values: WebValues): { notes: WebNote[]; needs: Need[] } {
  const judged = webConfigFields
    .filter((field) => field.values !== null)
    .flatMap((field) => wordsIn(values, field))
    .map((word) => judgeWord(context, word));
  return { notes: judged.flatMap(({ notes }) => notes), needs: judged.flatMap(({ needs }) => needs) };
}
