/** Reports as an apply ends with them, for tests of what shows them. */
import type { CheckResult, Report } from '../../shared/model/report.ts';

export function checkResult(change: Partial<CheckResult> = {}): CheckResult {
  return {
    id: 'plainHttp', ok: true, title: 'Somebody without TLS', expected: 'refused', observed: 'refused, as it should be: 400',
    message: '', ms: 2, curl: null, provesNothing: false, ...change,
  };
}

export function reportOf(change: Partial<Report> = {}): Report {
  return {
    type: 'report', outcome: 'applied', message: 'Done.', files: [], checks: [checkResult()], targets: [], connection: null,
    checkpoint: '1', commands: [], failure: null, caPem: null, startedAt: 0, ms: 2140, ...change,
  };
}
