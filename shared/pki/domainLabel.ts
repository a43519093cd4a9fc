/** One part of a DNS name, from how people type it to how a certificate holds it (RFC 5890 2.3). */
import { problem, type Problem } from '../errors/failure.ts';
import { decodePunycode, encodePunycode } from './punycode.ts';

export type DomainLabel = { ok: true; ascii: string; shown: string } | { ok: false; problem: Problem };

/** RFC 5892 2.1 in Unicode's categories: lower-case and caseless letters, marks, decimal digits. */
const allowed = /^[-\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}]$/u;
const ascii = /^[ -~]*$/;
const longest = 63;

/**
 * Lower case and compatibility forms resolved, and ideographic full stops made dots, as UTS 46 section 4 maps them.
 * Each character is lowered by itself, so that a Greek sigma at the end stays the one that DNS has.
 */
export function normaliseName(text: string): string {
  const lowered = [...text.normalize('NFKC')].map((character) => character.toLowerCase()).join('');
  return lowered.normalize('NFKC').replaceAll('\u3002', '.');
}

function characterProblem(name: string, character: string): Problem {
  if (character === '_') return problem('NAME_HAS_UNDERSCORE', { name });
  const codePoint = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const visible = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character);
  return problem('NAME_HAS_CHARACTER', { name, codePoint, character: visible ? character : 'an invisible character' });
}

function badCharacter(label: string): string | null {
  const characters = [...label];
  // A label does not begin with a mark (RFC 5891 4.2.3.2).
  const first = characters[0] ?? '';
  return /^\p{M}$/u.test(first) ? first : (characters.find((character) => !allowed.test(character)) ?? null);
}

/** The letters behind `xn--…`, or null when nobody would have encoded them so. */
function decodeLabel(label: string): string | null {
  const decoded = decodePunycode(label.slice(4));
  if (decoded === null || ascii.test(decoded) || badCharacter(decoded) !== null) return null;
  return normaliseName(decoded) === decoded && encodePunycode(decoded) === label.slice(4) ? decoded : null;
}

/**
 * Turns a label into its A-label (ASCII) and U-label (as people read it).
 * @param label one part between dots, already through `normaliseName`
 * @param name the whole name as typed, for the sentences
 * @returns problems NAME_LABEL_EMPTY, NAME_HAS_UNDERSCORE, NAME_HAS_CHARACTER, NAME_HYPHEN_AT_EDGE,
 *   NAME_ENCODING_INVALID, NAME_LABEL_TOO_LONG
 */
export function domainLabel(label: string, name: string): DomainLabel {
  if (label === '') return { ok: false, problem: problem('NAME_LABEL_EMPTY', { name }) };
  const bad = badCharacter(label);
  if (bad !== null) return { ok: false, problem: characterProblem(name, bad) };
  if (label.startsWith('-') || label.endsWith('-')) {
    return { ok: false, problem: problem('NAME_HYPHEN_AT_EDGE', { name, label }) };
  }
  const plain = ascii.test(label);
  const encoded = plain ? label : `xn--${encodePunycode(label)}`;
  if (encoded.length > longest) {
    return { ok: false, problem: problem('NAME_LABEL_TOO_LONG', { name, label, length: encoded.length }) };
  }
  if (!plain || !label.startsWith('xn--')) return { ok: true, ascii: encoded, shown: label };
  const shown = decodeLabel(label);
  return shown === null
    ? { ok: false, problem: problem('NAME_ENCODING_INVALID', { name, label }) }
    : { ok: true, ascii: label, shown };
}
