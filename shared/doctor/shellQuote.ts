/** One word of a command for a POSIX shell. */

/** What no POSIX shell gives a meaning to, wherever in a word it stands but for a leading tilde, which is not in it. */
const plain = /^[A-Za-z0-9_@%+:,./-]+$/;

/**
 * Quotes a word so that sh passes on exactly its characters (POSIX 2.2.2). Words that need no quotes stay bare.
 * An operand that begins with a hyphen stays one: put `./` or `--` before it where that matters.
 */
export function shellQuote(word: string): string {
  return plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
