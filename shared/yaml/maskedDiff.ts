/** The diff of two configurations as it may be shown. */
import type { DiffLine } from '../model/plan.ts';
import { lineDiff } from './lineDiff.ts';
import { maskSecrets } from './maskSecrets.ts';

const isRemoved = ({ newLine }: DiffLine): boolean => newLine === null;

/** The masked lines of these numbers, counted from 1. */
function maskedAt(text: string, visible: readonly string[], numbers: readonly (number | null)[]): string[] {
  const masked = maskSecrets(text, visible).split('\n');
  return numbers.map((number) => (number === null ? '' : (masked[number - 1] ?? '').replace(/\r$/, '')));
}

/**
 * Compares the real texts, so that a changed secret shows as changed, and gives the lines of the masked ones.
 * `visible` as in `maskSecrets`; `context` as in `lineDiff`.
 */
export function maskedDiff(
  oldText: string,
  newText: string,
  visible: readonly string[] = [],
  context = 3,
): DiffLine[] {
  const lines = lineDiff(oldText, newText, context);
  if (lines.length === 0) return [];
  // One text after the other, and the old one only where something of it is shown: masking a huge file takes room.
  const removed = lines.some(isRemoved) ? maskedAt(oldText, visible, lines.map((line) => (isRemoved(line) ? line.oldLine : null))) : [];
  const others = maskedAt(newText, visible, lines.map(({ newLine }) => newLine));
  return lines.map((line, index) => ({ ...line, text: (isRemoved(line) ? removed[index] : others[index]) ?? '' }));
}
