/** Which lines of a diff are worth showing. */
import type { DiffLine } from '../../shared/model/plan.ts';

export interface Hunk {
  /** Place of the first line in the whole diff, counting from 0. */
  start: number;
  lines: DiffLine[];
  /** Lines left out between the hunk before, or the start of the file, and this one. */
  skipped: number;
}

/**
 * The changed lines with their surroundings. In: the whole diff and how many unchanged lines to keep around a change.
 * Out: the hunks in order, and how many lines follow the last one; no hunks where nothing changed.
 */
export function diffHunks(lines: readonly DiffLine[], context = 3): { hunks: Hunk[]; skippedAfter: number } {
  const hunks: Hunk[] = [];
  let end = 0;
  lines.forEach((line, index) => {
    if (line.sign === ' ') return;
    const last = hunks.at(-1);
    const from = Math.max(0, index - context);
    const to = Math.min(lines.length, index + context + 1);
    if (last && from <= end) {
      last.lines = lines.slice(last.start, to);
    } else {
      hunks.push({ start: from, lines: lines.slice(from, to), skipped: from - end });
    }
    end = to;
  });
  return { hunks, skippedAfter: lines.length - end };
}

/** How many lines come and go. */
export function diffCounts(lines: readonly DiffLine[]): { added: number; removed: number } {
  const count = (sign: DiffLine['sign']): number => lines.filter((line) => line.sign === sign).length;
  return { added: count('+'), removed: count('-') };
}
