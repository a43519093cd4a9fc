import type { ReactNode, RefObject } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import type { Problem } from '../../shared/errors/failure.ts';
import { classNames } from './classNames.ts';
import { FieldNotes, isWrong } from './FieldNotes.tsx';
import css from './field.module.css';

export interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  problem?: Problem | null | undefined;
  placeholder?: string;
  type?: 'text' | 'url' | 'search';
  autoFocus?: boolean;
  /** For what goes into a file or a terminal. */
  mono?: boolean;
  isRequired?: boolean;
  isDisabled?: boolean;
  inputRef?: RefObject<HTMLInputElement | null>;
  onBlur?: () => void;
}

/** One line of text with its label, hint and problem. Never for secrets: those go into PasswordField. */
export function TextField(props: TextFieldProps) {
  const { label, hint, problem, placeholder = '', mono = false, inputRef, onBlur, ...field } = props;
  return (
    <AriaTextField
      {...field}
      {...(onBlur && { onBlur })}
      className={css.field ?? ''}
      isInvalid={isWrong(problem)}
      validationBehavior="aria"
      spellCheck="false"
      autoComplete="off"
    >
      <Label className={css.label}>{label}</Label>
      <Input ref={inputRef ?? null} className={classNames(css.box, mono && css.mono)} placeholder={placeholder} />
      <FieldNotes hint={hint} problem={problem} />
    </AriaTextField>
  );
}
