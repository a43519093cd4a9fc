/** Findings that are told only where nothing else explains them. */
import type { Finding } from '../../model/finding.ts';

export interface Consequence {
  readonly finding: Finding;
  /** Whether this finding, which is broken, is the cause. */
  readonly explainedBy: (cause: Finding) => boolean;
}

/** The causes, and of the consequences those that none of the causes and no earlier consequence explains. */
export function withConsequences(causes: readonly Finding[], consequences: readonly Consequence[]): Finding[] {
  const kept = [...causes];
  const broken = causes.filter(({ severity }) => severity === 'broken');
  for (const { finding, explainedBy } of consequences) {
    if (broken.some(explainedBy)) continue;
    kept.push(finding);
    broken.push(finding);
  }
  return kept;
}
