import { useEffect, useRef, useState } from 'react';
import { generatePassword } from '../../../shared/auth/generatePassword.ts';
import { passwordStrength, type PasswordStrength } from '../../../shared/auth/passwordStrength.ts';
import type { Problem } from '../../../shared/errors/failure.ts';
import type { UserAnswer } from '../../../shared/model/answers.ts';
import { keptPasswordWords, newPasswordWords, type PasswordHome } from '../../../shared/wizard/passwordHome.ts';
import { problemOfField } from '../../../shared/wizard/stepProblems.ts';
import { Button } from '../../components/Button.tsx';
import { PasswordField } from '../../components/PasswordField.tsx';
import { ProblemText } from '../../components/ProblemText.tsx';
import { TextField } from '../../components/TextField.tsx';
import { hasPassword, renamePassword, setPassword } from '../../wizard/passwords.ts';
import { useWizard } from '../../wizard/wizardContext.ts';
import { randomIndex } from './randomIndex.ts';
import css from '../steps.module.css';

interface Props {
  user: UserAnswer;
  index: number;
  /** web.yml has this user already. */
  exists: boolean;
  passwordProblem: Problem | null;
  /** Where its password stands, or will stand; null before the machine was looked at. */
  home: PasswordHome | null;
  onChange: (user: UserAnswer) => void;
  onRemove: () => void;
}

const levels = { weak: 1, fair: 2, strong: 4 } as const;
const words = { weak: 'Weak', fair: 'Fair', strong: 'Strong' } as const;

function strengthOf({ level, sentence }: PasswordStrength) {
  return { level: levels[level], text: `${words[level]}. ${sentence}` };
}

function NewPassword({ user, passwordProblem, home }: Pick<Props, 'user' | 'passwordProblem' | 'home'>) {
  const input = useRef<HTMLInputElement>(null);
  const isMaking = useRef(false);
  const { state, answers } = useWizard();
  // While a name is typed it can pass through that of another user and take its password along: the boxes know better.
  const names = JSON.stringify(answers.users.map(({ name }) => name));
  useEffect(() => {
    const typed = input.current?.value ?? '';
    if (typed !== '') setPassword(user.name, typed);
  }, [user.name, names]);
  const [isGenerated, setGenerated] = useState(false);
  const [strength, setStrength] = useState<ReturnType<typeof strengthOf> | null>(null);
  const take = (password: string): void => {
    setPassword(user.name, password);
    setGenerated(isMaking.current);
    isMaking.current = false;
    setStrength(password === '' ? null : strengthOf(passwordStrength(password)));
  };
  const generate = (): string => {
    isMaking.current = true;
    return generatePassword(randomIndex);
  };
  const missing = passwordProblem?.code === 'PASSWORD_MISSING';
  const stored = newPasswordWords(home, isGenerated);
  const hint = hasPassword(user.name) && strength === null ? `Typed before and still held for this run; type again to replace it. ${stored}` : stored;
  return (
    <PasswordField
      label="Password"
      inputRef={input}
      onInput={take}
      onGenerate={generate}
      strength={strength}
      hint={hint}
      problem={missing && !state.insist ? null : passwordProblem}
    />
  );
}

/** One user: a new one with a password, or one that web.yml has. */
export function UserCard({ user, index, exists, passwordProblem, home, onChange, onRemove }: Props) {
  const { problems } = useWizard();
  const problem = problemOfField(`users.${String(index)}.name`, problems) ?? problemOfField(`users.${String(index)}`, problems);
  if (user.remove === true) {
    return (
      <div className={css.card} {...(problem && { 'data-at-fault': true })}>
        <p className={css.row}>
          <span>
            <strong className={css.name}>{user.name}</strong> will be taken out and can no longer sign in.
          </span>
          <Button size="small" onPress={() => onChange({ name: user.name, keep: true })}>Keep after all</Button>
        </p>
        {problem && <ProblemText problem={problem} />}
      </div>
    );
  }
  if (user.keep === true) {
    return (
      <div className={css.card} {...(problem && { 'data-at-fault': true })}>
        <p className={css.row}>
          <span>
            <strong className={css.name}>{user.name}</strong> keeps its password. {keptPasswordWords(home)}
          </span>
          <Button size="small" onPress={() => onChange({ name: user.name })}>Set a new password</Button>
          <Button size="small" variant="danger" onPress={onRemove}>Remove</Button>
        </p>
        {problem && <ProblemText problem={problem} />}
      </div>
    );
  }
  const rename = (name: string): void => {
    renamePassword(user.name, name);
    onChange({ ...user, name });
  };
  return (
    <fieldset className={`${css.card ?? ''} ${css.group ?? ''}`} aria-label={`User ${user.name}`}>
      <div className={css.stack}>
        <TextField label="User name" value={user.name} onChange={rename} mono problem={problem} hint="No colon: basic authentication cannot carry one." />
        <NewPassword user={user} passwordProblem={passwordProblem} home={home} />
        <div className={css.row}>
          {exists && <Button size="small" onPress={() => onChange({ name: user.name, keep: true })}>Keep the old password</Button>}
          <Button size="small" onPress={onRemove}>Remove this user</Button>
        </div>
      </div>
    </fieldset>
  );
}
