/** Takes out of a report what addresses in it may carry as a secret, since reports are handed around. */
import type { Report } from '../model/report.ts';

const masked = '••••';
/** `user:password@` of an address. */
const userInfo = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/?#"']+@/gi;
/** Values of parameters that are named like a secret. */
const secretParameter = /([?&][^=&#\s"']*(?:token|key|secret|pass|auth|sig|credential)[^=&#\s"']*=)[^&#\s"']+/gi;

/** In: any text. Out: the same, with sign-ins and secret parameters of the addresses in it masked. */
export function maskLinks(text: string): string {
  return text.replace(userInfo, `$1${masked}@`).replace(secretParameter, `$1${masked}`);
}

/** The report with every text in it masked so. */
export function maskedReport(report: Report): Report {
  return JSON.parse(JSON.stringify(report), (_key, value: unknown) => (typeof value === 'string' ? maskLinks(value) : value)) as Report;
}
