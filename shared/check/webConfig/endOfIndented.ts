/** Where go-yaml stops without a word: an indented first line ends the document at the first line that is less indented. */

const content = /^( *)[^\s#]/;

/**
 * @returns the offset of the line from which on nothing is read, null where there is none. Files that begin with a
 *   directive or a document mark, and those whose first line is not indented, have none.
 */
export function endOfIndented(text: string): number | null {
  let first: number | null = null;
  let offset = text.startsWith('\uFEFF') ? 1 : 0;
  for (const line of text.slice(offset).split('\n')) {
    const indent = content.exec(line)?.[1]?.length ?? null;
    if (first === null && indent === 0) return null;
    if (indent !== null && first !== null && indent < first) return /^(---|\.\.\.)/.test(line) ? null : offset;
    first ??= indent;
    offset += line.length + 1;
  }
  return null;
}
