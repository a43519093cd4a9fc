/** What a file must be before it is parsed: small enough, and of characters that every reader takes alike. */
import { problem, type Problem } from '../errors/failure.ts';
import { lineStartsOf, positionAt } from './textPosition.ts';

/** In UTF-16 units, which are at most the bytes of the file. */
export const MAX_YAML_LENGTH = 20 * 1024 * 1024;

/** What go-yaml v2 refuses to read: YAML 1.1 section 5.1. A byte order mark may only stand at the start. */
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]|(?<!^)\uFEFF|\p{Cs}/u;
/** Line breaks of YAML 1.1 that YAML 1.2 readers take for text, and the reverse danger of a lone carriage return. */
const oddBreak = /[\u0085\u2028\u2029]|\r(?!\n)/;

function characterName(source: string, offset: number): string {
  const code = source.codePointAt(offset) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** First reason not to parse the text, or null. Codes: YAML_TOO_LARGE, YAML_CHARACTER, YAML_LINE_BREAK. */
export function checkSource(source: string): Problem | null {
  if (source.length > MAX_YAML_LENGTH) {
    const megabytes = Math.ceil(source.length / 1024 / 1024);
    return problem('YAML_TOO_LARGE', { megabytes, limit: MAX_YAML_LENGTH / 1024 / 1024 });
  }
  const bad = forbidden.exec(source);
  if (bad !== null) {
    const where = positionAt(lineStartsOf(source), bad.index);
    return problem('YAML_CHARACTER', { character: characterName(source, bad.index) }, where);
  }
  const odd = oddBreak.exec(source);
  if (odd === null) return null;
  return problem(
    'YAML_LINE_BREAK',
    { character: characterName(source, odd.index) },
    positionAt(lineStartsOf(source), odd.index),
  );
}
