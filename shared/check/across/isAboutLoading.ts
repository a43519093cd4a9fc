/** Whether a finding is about the file itself: what a server or promtool stumbles over when it loads it. */
import type { Finding } from '../../model/finding.ts';

/** These are about what happens later: at a connection, or in what is live. */
const later = /^(CONNECTION|PROBE|JOB|TARGET|SERVER|NEXT_START)_/;

export function isAboutLoading({ code, severity }: Finding): boolean {
  return severity === 'broken' && !later.test(code);
}
