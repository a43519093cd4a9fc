/** Whether what was repaired is gone: the same check that found it looks again. */
import type { CheckResult } from '../../shared/model/report.ts';
import { checkTargetsOf } from '../check/findRepairs.ts';
import { lookAndJudge } from '../check/checkSetupHere.ts';
import type { ApplyRun } from './applyRun.ts';

/** One result a repair. */
export async function proveRepairs({ answers, prepared, context, tell }: ApplyRun): Promise<CheckResult[]> {
  const { repairs } = prepared;
  const started = performance.now();
  // Where it was found, it would be seen again: a look at the server alone may not show it.
  const looks = await Promise.all(checkTargetsOf(answers).map((target) => lookAndJudge(target, context, null)));
  const findings = looks.flatMap((look) => look.findings);
  const ms = Math.round(performance.now() - started);
  return repairs.map(({ finding, label }): CheckResult => {
    const still = findings.find(({ id }) => id === finding);
    const observed = still === undefined ? 'not found any more' : `still found: ${still.message}`;
    const check = {
      id: 'repaired' as const, ok: still === undefined, title: label, expected: 'not found any more', observed,
      message: `${label}: ${observed}`, ms, curl: null, provesNothing: false,
    };
    tell({ type: 'check', check });
    return check;
  });
}
