/** Findings that are told only where nothing else explains them. */
import type { Finding } from '../../model/finding.ts';
import { groupedBy } from './groupedBy.ts';

export interface Consequence {
  readonly finding: Finding;
  /** Files that the cause may be in; null: any. Large setups have tens of thousands of findings. */
  readonly causesIn: readonly string[] | null;
  /** Whether this finding, which is broken, is the cause. */
  readonly explainedBy: (cause: Finding) => boolean;
}

/** The causes, and of the consequences those that none of the causes and no earlier consequence explains. */
export function withConsequences(causes: readonly Finding[], consequences: readonly Consequence[]): Finding[] {
  const kept = [...causes];
  const byFile = groupedBy(causes.filter(({ severity }) => severity === 'broken'), ({ path }) => path ?? '');
  for (const { finding, causesIn, explainedBy } of consequences) {
    const candidates = causesIn === null ? [...byFile.values()] : causesIn.map((path) => byFile.get(path) ?? []);
    if (candidates.some((found) => found.some(explainedBy))) continue;
    kept.push(finding);
    if (finding.severity !== 'broken') continue;
    const path = finding.path ?? '';
    const others = byFile.get(path);
    if (others === undefined) byFile.set(path, [finding]);
    else others.push(finding);
  }
  return kept;
}
