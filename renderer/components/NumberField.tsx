import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import type { Problem } from '../../shared/errors/failure.ts';
import { FieldNotes, isWrong } from './FieldNotes.tsx';
import { readWholeNumber, stepWithin } from './wholeNumber.ts';
import { classNames } from './classNames.ts';
import field from './field.module.css';
import css from './NumberField.module.css';

interface Props {
  label: string;
  value: number;
  /** Called with every whole number that is typed, also one outside of the bounds: the owner says what is wrong with it. */
  onChange: (value: number) => void;
  min: number;
  max: number;
  unit?: string;
  hint?: ReactNode;
  problem?: Problem | null | undefined;
}

/** A whole number: typed, or moved by the arrow keys within its bounds. Text that is none falls back when the field is left. */
export function NumberField({ label, value, onChange, min, max, unit, hint, problem }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const change = (text: string): void => {
    const number = readWholeNumber(text);
    setTyped(text);
    if (number !== null) onChange(number);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    setTyped(null);
    onChange(stepWithin(value, by, min, max));
  };
  return (
    <AriaTextField
      className={field.field ?? ''}
      value={typed ?? String(value)}
      onChange={change}
      onBlur={() => setTyped(null)}
      onKeyDown={onKeyDown}
      isInvalid={isWrong(problem)}
      validationBehavior="aria"
      inputMode="numeric"
      autoComplete="off"
    >
      <Label className={field.label}>{unit === undefined ? label : `${label} (${unit})`}</Label>
      <Input className={classNames(field.box, css.number)} />
      <FieldNotes hint={hint} problem={problem} />
    </AriaTextField>
  );
}
