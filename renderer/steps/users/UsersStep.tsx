import { useMemo, useState } from 'react';
import type { Answers, UserAnswer } from '../../../shared/model/answers.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { plannedHome, presentHome, type PasswordHome } from '../../../shared/wizard/passwordHome.ts';
import { problemOfField, problemsOfStep } from '../../../shared/wizard/stepProblems.ts';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { StepFrame } from '../../wizard/StepFrame.tsx';
import { setPassword } from '../../wizard/passwords.ts';
import { useWizard } from '../../wizard/wizardContext.ts';
import css from '../steps.module.css';
import { ScrapeSignIn } from './ScrapeSignIn.tsx';
import { UserCard } from './UserCard.tsx';

/** The first name that nobody has yet. */
function freeName(users: readonly UserAnswer[]): string {
  const taken = new Set(users.map((user) => user.name));
  for (const name of ['prometheus', 'grafana', 'admin']) if (!taken.has(name)) return name;
  for (let number = 2; ; number += 1) if (!taken.has(`user${String(number)}`)) return `user${String(number)}`;
}

/** Users: who may sign in. Passwords stay in their fields until the change is applied. */
export default function UsersStep() {
  const { answers, change, facts, problems } = useWizard();
  const { users } = answers;
  // A card holds what is typed into it, so it has to stay with its user when another one is removed.
  const [keys, setKeys] = useState(() => users.map((_, index) => index));
  const plan = useMemo(() => (facts === null ? null : planDeployment(answers, facts)), [answers, facts]);
  const homeOf = (user: UserAnswer): PasswordHome | null => {
    if (plan === null || facts === null) return null;
    return user.keep === true ? presentHome(user.name, answers, facts) : plannedHome(user.name, plan);
  };
  const existing = new Set((facts?.webConfig.facts?.users ?? []).map((user) => user.name));
  const set = (next: Answers['users']): void => change({ users: next });
  const shown = problemsOfStep('users', problems).flatMap(({ field }) => (field?.startsWith('users.') === true ? [field] : []));
  const replace = (index: number, user: UserAnswer): void => set(users.map((each, at) => (at === index ? user : each)));
  const remove = (index: number, user: UserAnswer): void => {
    setPassword(user.name, '');
    if (existing.has(user.name)) return replace(index, { name: user.name, remove: true });
    setKeys(keys.filter((_, at) => at !== index));
    set(users.filter((_, at) => at !== index));
  };
  const add = (): void => {
    setKeys([...keys, Math.max(-1, ...keys) + 1]);
    set([...users, { name: freeName(users) }]);
  };
  return (
    <StepFrame
      title="Users"
      lead="Who may sign in with a name and a password. As soon as there is one user, every page and every API call asks for one, the health checks too. Users change without a restart, from the next request on."
      shownFields={shown}
    >
      <div className={css.stack}>
        {users.map((user, index) => (
          <UserCard
            key={keys[index]}
            user={user}
            index={index}
            exists={existing.has(user.name)}
            passwordProblem={problemOfField(`users.${String(index)}.password`, problems)}
            home={homeOf(user)}
            onChange={(next) => replace(index, next)}
            onRemove={() => remove(index, user)}
          />
        ))}
        <div className={css.row}>
          <Button onPress={add}>Add a user</Button>
        </div>
      </div>
      {users.length === 0 && <Notice tone="info">Without users everybody who reaches the port reads everything, encrypted or not.</Notice>}
      {users.some((user) => user.remove !== true) && <ScrapeSignIn />}
    </StepFrame>
  );
}
