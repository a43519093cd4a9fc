/** When a setup counts as sound: what the exit codes of `check` and `heal` go by. */
import type { CheckReport } from '../../shared/model/checkReport.ts';
import type { Finding } from '../../shared/model/finding.ts';

/** Advice is about what works. */
export function isSevere({ severity }: Finding): boolean {
  return severity !== 'advice';
}

/** Whether anything of a known kind was looked at: of nothing, nothing is known. */
function lookedAtSomething({ files, servers }: CheckReport): boolean {
  return servers.length > 0 || files.some(({ kind }) => kind !== 'unknown');
}

/** Nothing is broken, about to break or unsafe, and everything that was named could be looked at. */
export function isSound(report: CheckReport): boolean {
  const failed = report.findings.some(isSevere) || report.problems.some(({ severity }) => severity === 'error');
  return !failed && lookedAtSomething(report);
}
