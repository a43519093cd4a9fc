import { useRef } from 'react';
import type { Answers } from '../../../shared/model/answers.ts';
import { Notice } from '../../components/Notice.tsx';
import { PasswordField } from '../../components/PasswordField.tsx';
import { RadioCards } from '../../components/RadioCards.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { Switch } from '../../components/Switch.tsx';
import type { Problem } from '../../../shared/errors/failure.ts';
import { problemOfField } from '../../../shared/wizard/stepProblems.ts';
import { keptPasswordsNeeded } from '../../wizard/passwordProblems.ts';
import { setPassword } from '../../wizard/passwords.ts';
import { useWizard } from '../../wizard/wizardContext.ts';
import css from '../steps.module.css';

/** The password of a kept user, which web.yml does not tell: Prometheus needs it to sign in to itself. */
function KeptPassword({ user, problem }: { user: string; problem: Problem | null }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <PasswordField
      label={`Password of ${user}`}
      inputRef={input}
      onInput={(password) => setPassword(user, password)}
      autoComplete="current-password"
      problem={problem}
      hint="web.yml has only its hash. Prometheus needs the password to scrape itself; it is compared with the hash first."
    />
  );
}

/** How Prometheus signs in when it scrapes itself. */
export function ScrapeSignIn() {
  const { answers, change, state, problems } = useWizard();
  const { scrape, users } = answers;
  const names = [...new Set(users.filter((user) => user.remove !== true).map((user) => user.name))];
  const set = (part: Partial<Answers['scrape']>): void => change({ scrape: { ...scrape, ...part } });
  const asked = keptPasswordsNeeded(answers, state.planned?.plan ?? null);
  const problemFor = (name: string): Problem | null => {
    const found = problemOfField(`users.${String(users.findIndex((user) => user.name === name))}.password`, problems);
    return found?.code === 'PASSWORD_MISSING' && !state.insist ? null : found;
  };
  return (
    <fieldset className={css.group}>
      <legend>The scrape of itself</legend>
      <p className={css.note}>
        Prometheus scrapes its own metrics like any other target. With users, that target answers 401 Unauthorized until the job signs in.
      </p>
      <div className={css.stack}>
        <Switch label="Let the job in prometheus.yml sign in" isSelected={scrape.edit} onChange={(edit) => set({ edit })}>
          Only that job is edited; every other byte of the file stays as it is.
        </Switch>
        {!scrape.edit && <Notice tone="warn">prometheus.yml is left alone, so the target of Prometheus itself will be down with 401 Unauthorized.</Notice>}
        {scrape.edit && names.length > 1 && (
          <RadioCards
            label="It signs in as"
            value={scrape.user ?? names[0] ?? null}
            onChange={(user) => set({ user })}
            options={names.map((name) => ({ id: name, title: name }))}
          />
        )}
        {scrape.edit && (
          <Segmented<'file' | 'inline'>
            label="Where the job finds the password"
            value={scrape.password}
            onChange={(password) => set({ password })}
            hint={scrape.password === 'file' ? 'password_file, readable by the server alone. It can be changed without a reload.' : 'password, written into prometheus.yml: whoever reads that file has it.'}
            options={[
              { id: 'file', label: 'In a file of its own' },
              { id: 'inline', label: 'In prometheus.yml' },
            ]}
          />
        )}
        {asked.map((user) => (
          <KeptPassword key={user} user={user} problem={problemFor(user)} />
        ))}
      </div>
    </fieldset>
  );
}
