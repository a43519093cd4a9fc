/** How the outcome of a check is drawn. */
import type { CheckResult } from '../../shared/model/report.ts';

/** Checks whose right outcome is that the door stays shut. */
const refusals: ReadonlySet<CheckResult['id']> = new Set([
  'plainHttp',
  'unknownIssuer',
  'wrongName',
  'noClientCertificate',
  'otherClientCertificate',
  'noPassword',
  'wrongPassword',
  'lifecycleNeedsPassword',
  'adminNeedsPassword',
]);

/** `shut`: refused as it should be; `open`: let in as it should be; `nothing`: as expected, but proves nothing; `wrong`: not as it should be. */
export type CheckLook = 'shut' | 'open' | 'nothing' | 'wrong';

export function checkLook(check: Pick<CheckResult, 'id' | 'ok' | 'provesNothing'>): CheckLook {
  if (!check.ok) return 'wrong';
  if (check.provesNothing) return 'nothing';
  return refusals.has(check.id) ? 'shut' : 'open';
}
