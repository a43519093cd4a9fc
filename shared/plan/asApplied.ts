/** Answers as they stand once they have been applied: nothing new is asked for or repaired, everything there is kept. */
import type { Answers } from '../model/answers.ts';

export function asApplied(answers: Answers): Answers {
  const { edit, job, user, password } = answers.scrape;
  return {
    ...answers,
    certificate: answers.certificate.source === 'self_signed' ? { source: 'keep' } : answers.certificate,
    scrape: { edit, job, password, ...(user === undefined ? {} : { user }) },
    repair: [],
    connections: [],
    users: answers.users.filter((user) => user.remove !== true).map(({ name }) => ({ name, keep: true as const })),
  };
}
