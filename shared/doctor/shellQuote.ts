/** One word of a command for a POSIX shell. */

/** What no POSIX shell gives a meaning to, wherever in a word it stands but for a leading tilde, which is not in it. */
const plain = /^[A-Za-z0-9_@%+:,./-]+$/;
/** An equals sign makes an assignment only after a name (POSIX 2.10.2), which never begins with a hyphen. */
const plainFlag = /^-[A-Za-z0-9_@%+:,./=-]+$/;

/**
 * Quotes a word so that sh passes on exactly its characters (POSIX 2.2.2). Words that need no quotes stay bare.
 * An operand that begins with a hyphen stays one: put `./` or `--` before it where that matters.
 */
export function shellQuote(word: string): string {
  return plain.test(word) || plainFlag.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
