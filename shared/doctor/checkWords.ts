/** Who knocks on the door and what should happen, in the words of the proof. */
import type { Check } from '../model/plan.ts';

export interface CheckWords {
  readonly title: string;
  readonly expected: string;
}

const words: Readonly<Record<Check['id'], CheckWords>> = {
  plainHttp: { title: 'Somebody without TLS', expected: 'refused' },
  unknownIssuer: { title: 'Somebody who does not know the certificate', expected: 'refused by the client' },
  trusted: { title: 'Somebody who trusts the certificate', expected: 'certificate accepted' },
  wrongName: { title: 'Somebody who expects another name', expected: 'refused by the client' },
  skipVerify: { title: 'Somebody who does not check the certificate', expected: 'let in to the sign-in' },
  noClientCertificate: { title: 'Somebody without a client certificate', expected: 'refused' },
  otherClientCertificate: { title: 'Somebody with a client certificate of their own making', expected: 'refused' },
  noPassword: { title: 'Nobody in particular', expected: 'refused' },
  wrongPassword: { title: '{user}, with a wrong password', expected: 'refused' },
  rightPassword: { title: '{user}, with the password', expected: 'let in' },
  lifecycleNeedsPassword: { title: 'Somebody who orders a reload without a password', expected: 'refused' },
  adminNeedsPassword: { title: 'Somebody who deletes series without a password', expected: 'refused' },
  ready: { title: 'Somebody who asks whether it is ready', expected: 'ready' },
  selfScrape: { title: 'Prometheus, scraping itself', expected: 'up' },
};

/** @param check the check; a user who is not named is called somebody */
export function checkWords(check: Check): CheckWords {
  const { title, expected } = words[check.id];
  return { title: title.replace('{user}', () => check.user ?? 'Somebody'), expected };
}
