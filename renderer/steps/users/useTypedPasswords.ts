/** What is wrong with the passwords that were typed: judged where they are, never handed to React. */
import { useMemo, useSyncExternalStore } from 'react';
import { passwordProblem } from '../../../shared/auth/credentials.ts';
import { problem, type Problem } from '../../../shared/errors/failure.ts';
import type { Answers } from '../../../shared/model/answers.ts';
import { hasPassword, judgePassword, passwordsVersion, subscribePasswords } from '../../wizard/passwords.ts';

/** Whether a new password is asked for: kept, removed and hashed elsewhere need none. */
export function needsPassword(user: Answers['users'][number]): boolean {
  return user.keep !== true && user.remove !== true && user.hash === undefined && user.generate !== true;
}

/** One problem a user whose password is missing or not allowed, on the field `users.N.password`. */
export function typedPasswordProblems(answers: Answers): Problem[] {
  return answers.users.flatMap((user, index) => {
    if (!needsPassword(user)) return [];
    const field = `users.${String(index)}.password`;
    if (!hasPassword(user.name)) return [problem('PASSWORD_MISSING', { user: user.name }, { field })];
    const wrong = judgePassword(user.name, passwordProblem);
    return wrong === null ? [] : [{ ...wrong, field }];
  });
}

export function useTypedPasswords(answers: Answers): readonly Problem[] {
  const version = useSyncExternalStore(subscribePasswords, passwordsVersion);
  // The version stands for what was typed, which React itself never sees.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => typedPasswordProblems(answers), [answers, version]);
}
