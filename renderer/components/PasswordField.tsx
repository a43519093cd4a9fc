import { type ReactNode, type RefObject, useId, useState } from 'react';
import type { Problem } from '../../shared/errors/failure.ts';
import { Button } from './Button.tsx';
import { classNames } from './classNames.ts';
import { isWrong } from './FieldNotes.tsx';
import { ProblemText } from './ProblemText.tsx';
import field from './field.module.css';
import css from './PasswordField.module.css';

interface Props {
  label: string;
  /** The only way to the password: it is read from the box when it is needed and kept nowhere else. */
  inputRef: RefObject<HTMLInputElement | null>;
  /** Called with what the box holds, to judge it at once. Keep the judgement, never the text. */
  onInput?: (password: string) => void;
  /** How strong what was typed is, 0 to 4, in a word. */
  strength?: { level: 0 | 1 | 2 | 3 | 4; text: string } | null;
  /** Makes a password. It is put in the box and shown, so that it can be written down. */
  onGenerate?: () => string;
  hint?: ReactNode;
  problem?: Problem | null | undefined;
  /** `current-password` where an existing one is asked for. */
  autoComplete?: 'new-password' | 'current-password' | 'off';
}

/** A password that React never holds: the box is not controlled and has no value of its own in any state. */
export function PasswordField(props: Props) {
  const { label, inputRef, onInput, strength, onGenerate, hint, problem, autoComplete = 'new-password' } = props;
  const [isShown, setShown] = useState(false);
  const id = useId();
  const notes = useId();
  const generate = (make: () => string): void => {
    const box = inputRef.current;
    if (!box) return;
    box.value = make();
    setShown(true);
    onInput?.(box.value);
    box.focus();
  };
  return (
    <div className={field.field}>
      <label className={field.label} htmlFor={id}>
        {label}
      </label>
      <div className={css.row}>
        <input
          id={id}
          ref={inputRef}
          className={classNames(field.box, field.mono)}
          type={isShown ? 'text' : 'password'}
          autoComplete={autoComplete}
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={isWrong(problem)}
          aria-describedby={notes}
          onInput={(event) => onInput?.(event.currentTarget.value)}
        />
        <Button aria-label={`${isShown ? 'Hide' : 'Show'}: ${label}`} onPress={() => setShown(!isShown)}>
          {isShown ? 'Hide' : 'Show'}
        </Button>
        {onGenerate && <Button onPress={() => generate(onGenerate)}>Generate</Button>}
      </div>
      <div id={notes} className={field.notes}>
        {problem && <ProblemText problem={problem} />}
        {strength && (
          <span className={css.strength} data-level={strength.level}>
            <span className={css.meter} aria-hidden="true">
              {[1, 2, 3, 4].map((bar) => (
                <span key={bar} className={classNames(css.bar, bar <= strength.level && css.full)} />
              ))}
            </span>
            {strength.text}
          </span>
        )}
        {hint !== undefined && <span>{hint}</span>}
      </div>
    </div>
  );
}
