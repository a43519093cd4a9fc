/** Whether a finding is about the file itself: what a server or promtool stumbles over when it loads it. */
import { afterLoadingCodes } from '../../errors/codes/checkAcross.ts';
import type { Finding } from '../../model/finding.ts';

export function isAboutLoading({ code, severity }: Finding): boolean {
  return severity === 'broken' && !Object.hasOwn(afterLoadingCodes, code);
}
