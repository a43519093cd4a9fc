/** The only builder of YAML scalars from input (K-30). */
import { problem, type Problem } from '../errors/failure.ts';

export type QuotedScalar = { ok: true; text: string } | { ok: false; problem: Problem };

/**
 * What may not stand in a double-quoted scalar as itself: the quotation mark, the backslash, controls, line and
 * paragraph separators, invisible format characters (bidi controls, byte order mark), lone surrogates and
 * non-characters; and everything beyond the BMP, which some readers of YAML 1.1 do not take.
 */
const unsafe = /["\\]|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\uFFFE\uFFFF]|[\u{10000}-\u{10FFFF}]/gu;

function escapeCharacter(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  return code > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}

/** Whether the text holds half of a surrogate pair, which UTF-8 cannot carry. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Cs}/u.test(text);
}

/**
 * Writes any text as a double-quoted YAML scalar on one line that every YAML 1.1 and 1.2 reader gives back exactly.
 * Problem: YAML_TEXT_UNWRITABLE for a lone surrogate. Source: YAML 1.1 section 5.6, escape sequences.
 */
export function quoteScalar(text: string): QuotedScalar {
  if (hasLoneSurrogate(text)) return { ok: false, problem: problem('YAML_TEXT_UNWRITABLE') };
  return { ok: true, text: `"${text.replace(unsafe, escapeCharacter)}"` };
}
