/** The diff of two configurations as it may be shown. */
import type { DiffLine } from '../model/plan.ts';
import { lineDiff } from './lineDiff.ts';
import { maskSecrets } from './maskSecrets.ts';

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
  const masked = { old: maskSecrets(oldText, visible).split('\n'), now: maskSecrets(newText, visible).split('\n') };
  return lineDiff(oldText, newText, context).map((line) => {
    const text = line.newLine === null ? masked.old[(line.oldLine ?? 1) - 1] : masked.now[line.newLine - 1];
    return { ...line, text: (text ?? '').replace(/\r$/, '') };
  });
}
