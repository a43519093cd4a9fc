/** A replacement of a range of the source. Splices of one text never overlap. */
export interface Splice {
  start: number;
  /** Exclusive; equal to `start` for an insertion. */
  end: number;
  text: string;
}

/**
 * Applies splices to a text; null where two of them overlap. Insertions at the same place keep their order, and
 * come before a replacement that starts there.
 */
export function applySplices(source: string, splices: readonly Splice[], from = 0, to = source.length): string | null {
  const ordered = splices.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  let at = from;
  for (const splice of ordered) {
    if (splice.start < at || splice.end > to) return null;
    parts.push(source.slice(at, splice.start), splice.text);
    at = splice.end;
  }
  parts.push(source.slice(at, to));
  return parts.join('');
}
