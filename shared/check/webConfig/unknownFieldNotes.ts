/** Keys that the toolkit does not know: it refuses the whole file for each of them. */
import { problem } from '../../errors/failure.ts';
import { goQuote } from '../../pki/goQuote.ts';
import { scrapeConfigKeys } from '../../prometheus/configKeys.ts';
import { valueOf, type Slot } from '../../yaml/yamlNode.ts';
import { nearestWord } from './nearestWord.ts';
import type { ToolkitLine } from './toolkitLine.ts';
import { fieldsBelow, keyOf, webConfigFields, webField } from './webConfigFields.ts';
import { note, noteProblem, type WebContext, type WebNote } from './webNote.ts';

/** Words of other files and programs for the same things. */
const otherWords: Readonly<Record<string, string>> = {
  tls_config: 'tls_server_config',
  tls: 'tls_server_config',
  basic_auth: 'basic_auth_users',
  users: 'basic_auth_users',
  http_config: 'http_server_config',
  ca_file: 'client_ca_file',
  ca: 'client_ca',
  certificate: 'cert_file',
  certificate_file: 'cert_file',
  private_key: 'key_file',
  client_auth: 'client_auth_type',
  ciphers: 'cipher_suites',
  curves: 'curve_preferences',
};

/** Name of a section's type in Go. The types had other names before exporter-toolkit 0.6. */
export function goTypeOf(section: string, line: ToolkitLine): string {
  const name = webField(section)?.goType ?? 'web.Config';
  const renamed = line.isAtLeast('2.29.0') ? name : name.replace(/^web\.(TLS|HTTP)Config$/, 'web.$1Struct');
  return line.isAtLeast('2.29.0') ? renamed : renamed.replace('[]web.Cipher', '[]web.cipher').replace('[]web.Curve', '[]web.curve');
}

/** A key as it may be shown: nobody's field has such a long name, so it may be anything, a hash as well. */
function shown(key: string): string {
  return key.length > 40 || key.startsWith('$') ? `${[...key].slice(0, 4).join('')}...` : key;
}

const sectionInWords = (section: string): string => (section === '' ? 'the top level of web.yml' : section);

function headerNote(context: WebContext, section: string, key: string, slot: Slot): WebNote {
  const names = fieldsBelow(section).map(({ path }) => keyOf(path));
  const meant = names.find((name) => name.toLowerCase() === key.toLowerCase()) ?? nearestWord(key, names);
  const proposal = meant === null ? `The headers that may be set are ${names.join(', ')}.` : `Write it as ${meant}: the spelling counts, letter by letter.`;
  return note(context, 'WEB_HEADER_UNKNOWN', 'broken', {
    field: `${section}.${shown(key)}`,
    slot,
    details: { header: shown(key), proposal },
    refusedAt: 'headers',
    raw: `HTTP header ${goQuote(shown(key))} can not be configured`,
  });
}

/** What to do about a key: it may be a misspelling, or a user who stands at the wrong place. */
function proposalFor(meant: string | null, own: readonly string[], slot: Slot): string {
  const value = valueOf(slot.value);
  if (meant !== null) return `Did you mean ${meant}?`;
  if (value.kind === 'scalar' && value.text.startsWith('$2')) return 'User names stand under basic_auth_users, indented by two spaces.';
  return `The fields there are ${own.join(', ')}.`;
}

function unknownNote(context: WebContext, section: string, key: string, slot: Slot): WebNote {
  const about = {
    field: section === '' ? shown(key) : `${section}.${shown(key)}`,
    slot,
    refusedAt: 'shape' as const,
    raw: `field ${shown(key)} not found in type ${goTypeOf(section, context.line)}`,
  };
  const own = fieldsBelow(section).map(({ path }) => keyOf(path));
  const other = Object.hasOwn(otherWords, key) ? (otherWords[key] ?? null) : null;
  const meant = other !== null && own.includes(other) ? other : nearestWord(key, own);
  if (meant === null) {
    const home = webConfigFields.find(({ path }) => path.includes('.') && keyOf(path) === (other ?? key));
    const top = webField(other ?? key);
    if (home !== undefined || top !== null) {
      const [path, place] = home === undefined ? [other ?? key, ''] : [home.path, home.path.slice(0, home.path.lastIndexOf('.'))];
      const details = { key, section: sectionInWords(section), home: sectionInWords(place), path };
      return note(context, 'WEB_FIELD_MISPLACED', 'broken', { ...about, details });
    }
  }
  return note(context, 'WEB_FIELD_UNKNOWN', 'broken', { ...about, details: { key: shown(key), section: sectionInWords(section), proposal: proposalFor(meant, own, slot) } });
}

/** @param unknown the entries of the section that are no fields of it */
export function unknownFieldNotes(context: WebContext, section: string, unknown: readonly Slot[]): WebNote[] {
  const keyed = unknown.flatMap((slot) => (slot.key === null ? [] : [{ key: slot.key.text, slot }]));
  const foreign = section === '' ? keyed.filter(({ key }) => scrapeConfigKeys.includes(key)) : [];
  const [first] = foreign;
  const swapped = first === undefined ? [] : [
    noteProblem(context, problem('WEB_CONFIG_IS_SCRAPE_CONFIG', { key: first.key }), 'broken', {
      field: first.key,
      slot: first.slot,
      refusedAt: 'shape',
      raw: `field ${first.key} not found in type web.Config`,
    }),
  ];
  const others = keyed.filter(({ key }) => !foreign.some((each) => each.key === key));
  const noteOf = webField(section)?.type === 'headers' ? headerNote : unknownNote;
  return [...swapped, ...others.map(({ key, slot }) => noteOf(context, section, key, slot))];
}
