/** Lines and columns of a text, both counted from 1. */

/** Offsets of the first character of every line; the first line starts behind a byte order mark. */
export function lineStartsOf(source: string): number[] {
  const starts = [source.startsWith('\uFEFF') ? 1 : 0];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Index of the line that holds the offset. */
export function lineIndexAt(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Start of the line that holds the offset. */
export function lineStartAt(lineStarts: readonly number[], offset: number): number {
  return lineStarts[lineIndexAt(lineStarts, offset)] ?? 0;
}

export function positionAt(lineStarts: readonly number[], offset: number): { line: number; column: number } {
  const index = lineIndexAt(lineStarts, offset);
  return { line: index + 1, column: Math.max(0, offset - (lineStarts[index] ?? 0)) + 1 };
}

/** End of the line that holds the offset, before its line break (`\n` or `\r\n`) or at the end of the text. */
export function lineEndAt(source: string, offset: number): number {
  const at = source.indexOf('\n', offset);
  if (at === -1) return source.length;
  return at > offset && source[at - 1] === '\r' ? at - 1 : at;
}

/** Start of the line after the offset, or the end of the text where there is none. */
export function nextLineAt(source: string, offset: number): number {
  const at = source.indexOf('\n', offset);
  return at === -1 ? source.length : at + 1;
}
