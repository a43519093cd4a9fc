/** Which findings `heal` repairs: all that it can, or those that --only names. */
import type { CheckReport } from '../../shared/model/checkReport.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { UsageError } from './usageError.ts';

const canRepair = ({ repair }: Finding): boolean => repair !== undefined;

/** @throws UsageError for a word that names no finding, or none that can be repaired */
function namedBy(word: string, { findings }: CheckReport): Finding[] {
  const named = findings.filter(({ id, code }) => id === word || code === word);
  if (named.length === 0) {
    const codes = [...new Set(findings.filter(canRepair).map(({ code }) => code))];
    throw new UsageError(`--only ${word}: nothing of that code or id was found${codes.length === 0 ? '' : `; what can be repaired is ${codes.join(', ')}`}`);
  }
  const repairable = named.filter(canRepair);
  if (repairable.length === 0) throw new UsageError(`--only ${word}: PromSeal cannot repair that; promseal check says what to do`);
  return repairable;
}

/**
 * @param only codes, or ids as `check --json` has them; empty: everything that can be repaired
 * @throws UsageError as of `namedBy`
 */
export function chooseRepairs(report: CheckReport, only: readonly string[]): Finding[] {
  const chosen = only.length === 0 ? report.findings.filter(canRepair) : only.flatMap((word) => namedBy(word, report));
  return [...new Set(chosen)];
}
