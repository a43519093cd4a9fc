/** Where in its life a certificate is. */
import type { CertificateSummary } from '../../shared/model/certificateSummary.ts';

const dayMs = 86_400_000;
const soonDays = 30;

export interface Validity {
  state: 'valid' | 'endsSoon' | 'expired' | 'notYet';
  /** `364 days left`, `expired 3 days ago`. */
  text: string;
}

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

/** In: a certificate and the time, epoch milliseconds. A day that has begun to run out does not count as left. */
export function validityAt({ notBefore, notAfter }: Pick<CertificateSummary, 'notBefore' | 'notAfter'>, now: number): Validity {
  const left = Math.floor((notAfter - now) / dayMs);
  if (now < notBefore) return { state: 'notYet', text: `not valid for another ${days(Math.ceil((notBefore - now) / dayMs))}` };
  if (now > notAfter) {
    const past = Math.floor((now - notAfter) / dayMs);
    return { state: 'expired', text: past === 0 ? 'expired today' : `expired ${days(past)} ago` };
  }
  if (left === 0) return { state: 'endsSoon', text: 'less than a day left' };
  return { state: left <= soonDays ? 'endsSoon' : 'valid', text: `${days(left)} left` };
}
