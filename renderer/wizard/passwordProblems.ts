/** What is wrong with the passwords that were typed: judged where they are held, never handed to React. */
import { useMemo, useSyncExternalStore } from 'react';
import { passwordProblem } from '../../shared/auth/credentials.ts';
import { problem, type Problem } from '../../shared/errors/failure.ts';
import type { Answers } from '../../shared/model/answers.ts';
import type { Plan } from '../../shared/model/plan.ts';
import { passwordsNeeded } from '../../shared/plan/planDeployment.ts';
import { hasPassword, judgePassword, passwordsVersion, subscribePasswords } from './passwords.ts';

const typeIt = 'Type the password this user has. It is sent once, when you press Apply.';
const typeOrGenerate = 'Type one or press Generate. It is sent once, when you press Apply; after loading the page again it has to be typed again.';

/** Whether the person gives this user a new password here: kept, removed and hashed elsewhere need none, nor does one that Apply makes or reads. */
function needsPassword(user: Answers['users'][number]): boolean {
  const isThere = user.keep === true || user.hash !== undefined || user.generate === true || user.password_file !== undefined;
  return !isThere && user.remove !== true;
}

/** Kept users whose password the plan writes for the scrape: web.yml has only the hash of it. */
export function keptPasswordsNeeded(answers: Answers, plan: Plan | null): string[] {
  if (plan === null) return [];
  const needed = new Set(passwordsNeeded(plan, answers));
  return answers.users.flatMap((user) => (user.keep === true && needed.has(user.name) ? [user.name] : []));
}

/** One problem a user whose password is missing or not allowed, on the field `users.N.password`. */
export function passwordProblems(answers: Answers, plan: Plan | null): Problem[] {
  const kept = new Set(keptPasswordsNeeded(answers, plan));
  return answers.users.flatMap((user, index): Problem[] => {
    if (!needsPassword(user) && !kept.has(user.name)) return [];
    const field = `users.${String(index)}.password`;
    if (!hasPassword(user.name)) return [{ ...problem('PASSWORD_MISSING', { user: user.name }, { field }), hint: kept.has(user.name) ? typeIt : typeOrGenerate }];
    const wrong = judgePassword(user.name, passwordProblem);
    return wrong === null ? [] : [{ ...wrong, field }];
  });
}

/** The same, judged again with every key that is pressed in a password field. */
export function usePasswordProblems(answers: Answers, plan: Plan | null): readonly Problem[] {
  const version = useSyncExternalStore(subscribePasswords, passwordsVersion);
  return useMemo(() => passwordProblems(answers, plan), [answers, plan, version]);
}
