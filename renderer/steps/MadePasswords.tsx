import { CopyButton } from '../components/CopyButton.tsx';
import { formatMode } from '../components/format.ts';
import { Notice } from '../components/Notice.tsx';
import { useWizard } from '../wizard/wizardContext.ts';
import css from './steps.module.css';

/** Where the passwords are that a repair made: nobody has seen them. Nothing where it made none. */
export function MadePasswords() {
  const { state: { made } } = useWizard();
  if (made.length === 0) return null;
  return (
    <Notice tone="info" title={made.length === 1 ? 'PromSeal made a new password' : `PromSeal made ${String(made.length)} new passwords`}>
      <ul className={css.repairs}>
        {made.map(({ user, path, mode }) => (
          <li key={path}>
            <strong>{user}</strong>: <code>{path}</code> <CopyButton text={path} what={`the path of the password of ${user}`} isCompact />
            <small>Mode {formatMode(mode)}. web.yml has only its hash, so this file is where to read it for whoever else signs in as {user}.</small>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
