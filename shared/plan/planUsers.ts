/** What the plan does about users: which hashes web.yml gets, and which passwords must be known when applying. */
import type { Answers, UserAnswer } from '../model/answers.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Edit } from '../model/edit.ts';
import { hashProblem, userNameProblem } from '../auth/credentials.ts';
import { problem, type Problem } from '../errors/failure.ts';
import { listensBeyondLoopback } from '../prometheus/flags.ts';

export interface UsersPart {
  /** Users that can sign in afterwards. */
  after: string[];
  /** Users whose hash is made new, so whose password is known when applying. */
  renewed: string[];
  /** There were users, and none is left. */
  emptied: boolean;
  edits: Edit[];
  /** Users whose generated password is kept in a file of its own. */
  generated: string[];
  problems: Problem[];
}

function userProblems(user: UserAnswer, index: number, existing: readonly string[], seen: Set<string>): Problem[] {
  const field = `users.${index}.name`;
  const found: Problem[] = [];
  const nameProblem = userNameProblem(user.name);
  if (nameProblem !== null) found.push({ ...nameProblem, field });
  if (seen.has(user.name)) found.push(problem('USER_TWICE', { user: user.name }, { field }));
  seen.add(user.name);
  const sources = [user.password_file, user.password_env, user.generate, user.keep, user.hash, user.remove];
  if (sources.filter((source) => source !== undefined).length > 1) {
    found.push(problem('USER_SOURCES_CONFLICT', { user: user.name }, { field: `users.${index}` }));
  }
  if ((user.keep === true || user.remove === true) && !existing.includes(user.name)) {
    found.push(problem('USER_NOT_THERE', { user: user.name }, { field }));
  }
  const badHash = user.hash === undefined ? null : hashProblem(user.hash);
  if (badHash !== null) found.push({ ...badHash, field: `users.${index}.hash` });
  return found;
}

function transportProblems(answers: Answers, facts: HostFacts, after: readonly string[]): Problem[] {
  const clear = answers.certificate.source === 'none' && after.length > 0;
  if (!clear || !listensBeyondLoopback(facts.server.listen)) return [];
  return [problem('PASSWORD_IN_CLEAR', {}, { severity: 'warning', field: 'certificate.source' })];
}

/** Plans the users. Users of web.yml that the answers do not mention stay as they are. */
export function planUsers(answers: Answers, facts: HostFacts): UsersPart {
  const existing = facts.webConfig.facts?.users ?? [];
  const existingNames = existing.map((user) => user.name);
  const seen = new Set<string>();
  const problems = answers.users.flatMap((user, index) => userProblems(user, index, existingNames, seen));
  const removed = answers.users.filter((user) => user.remove === true).map((user) => user.name);
  const renewed = answers.users.filter((user) => user.keep !== true && user.remove !== true);
  const after = [...new Set([...existingNames, ...renewed.map((user) => user.name)])].filter(
    (name) => !removed.includes(name),
  );
  for (const user of existing) {
    const kept = after.includes(user.name) && !renewed.some((other) => other.name === user.name);
    if (kept && user.cost !== null && user.cost !== 10) {
      problems.push(
        problem('USER_COST_TELLS', { user: user.name, cost: user.cost }, { severity: 'advice', path: facts.webConfig.path }),
      );
    }
  }
  const edits: Edit[] = renewed.map((user) => ({
    op: 'set',
    path: ['basic_auth_users', user.name],
    value: { kind: 'material', ref: `hash:${user.name}` },
  }));
  const emptied = after.length === 0 && existing.length > 0;
  if (emptied) edits.push({ op: 'remove', path: ['basic_auth_users'] });
  else for (const name of removed) edits.push({ op: 'remove', path: ['basic_auth_users', name] });
  if (emptied) problems.push(problem('USERS_ALL_REMOVED', {}, { severity: 'warning' }));
  return {
    after,
    renewed: renewed.map((user) => user.name),
    emptied,
    edits,
    generated: renewed.filter((user) => user.generate === true).map((user) => user.name),
    problems: [...problems, ...transportProblems(answers, facts, after)],
  };
}
