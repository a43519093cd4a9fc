/** What to type where the command of a check asks for a password: the commands for the right and the wrong one are the same. */
import type { CheckResult } from '../model/report.ts';

/** @returns a sentence to stand beside the command, since a comment in it is no comment to every shell; null where curl asks for nothing */
export function curlNote({ id, user }: Pick<CheckResult, 'id' | 'user'>): string | null {
  if (id === 'rightPassword') return `curl asks for the password: type that of ${user ?? 'the user'}.`;
  return id === 'wrongPassword' ? 'curl asks for the password: type a wrong one.' : null;
}
