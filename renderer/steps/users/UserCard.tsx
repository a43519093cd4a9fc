import { useRef, useState } from 'react';
import { generatePassword } from '../../../shared/auth/generatePassword.ts';
import { passwordStrength, type PasswordStrength } from '../../../shared/auth/passwordStrength.ts';
import type { Problem } from '../../../shared/errors/failure.ts';
import type { UserAnswer } from '../../../shared/model/answers.ts';
import { problemOfField } from '../../../shared/wizard/stepProblems.ts';
import { Button } from '../../components/Button.tsx';
import { PasswordField } from '../../components/PasswordField.tsx';
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
  onChange: (user: UserAnswer) => void;
  onRemove: () => void;
}

const levels = { weak: 1, fair: 2, strong: 4 } as const;

function strengthOf({ level, sentence }: PasswordStrength) {
  return { level: levels[level], text: `${level}. ${sentence}` };
}

function NewPassword({ user, passwordProblem }: Pick<Props, 'user' | 'passwordProblem'>) {
  const input = useRef<HTMLInputElement>(null);
  const { state } = useWizard();
  const [isGenerated, setGenerated] = useState(false);
  const [strength, setStrength] = useState<ReturnType<typeof strengthOf> | null>(null);
  const take = (password: string): void => {
    setPassword(user.name, password);
    setStrength(password === '' ? null : strengthOf(passwordStrength(password)));
  };
  const generate = (): string => {
    const password = generatePassword(randomIndex);
    take(password);
    setGenerated(true);
    return password;
  };
  const missing = passwordProblem?.code === 'PASSWORD_MISSING';
  const stored = isGenerated ? 'Copy it now for whoever signs in with it: web.yml gets only its hash.' : '1 to 72 bytes. Prometheus stores only its bcrypt hash.';
  const hint = hasPassword(user.name) && strength === null ? 'Typed before and still held for this run. Type again to replace it.' : stored;
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
export function UserCard({ user, index, exists, passwordProblem, onChange, onRemove }: Props) {
  const { problems } = useWizard();
  const problem = problemOfField(`users.${String(index)}.name`, problems) ?? problemOfField(`users.${String(index)}`, problems);
  if (user.remove === true) {
    return (
      <div className={css.card}>
        <p className={css.row}>
          <strong>{user.name}</strong> will be taken out and can no longer sign in.
          <Button size="small" onPress={() => onChange({ name: user.name, keep: true })}>Keep after all</Button>
        </p>
      </div>
    );
  }
  if (user.keep === true) {
    return (
      <div className={css.card}>
        <p className={css.row}>
          <strong>{user.name}</strong> keeps the password that web.yml has.
          <Button size="small" onPress={() => onChange({ name: user.name })}>Set a new password</Button>
          <Button size="small" variant="danger" onPress={onRemove}>Remove</Button>
        </p>
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
        <NewPassword user={user} passwordProblem={passwordProblem} />
      </div>
      <div className={css.row}>
        {exists && <Button size="small" variant="quiet" onPress={() => onChange({ name: user.name, keep: true })}>Keep the old password</Button>}
        <Button size="small" variant="quiet" onPress={onRemove}>Remove this user</Button>
      </div>
    </fieldset>
  );
}
