import type { ReactNode } from 'react';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import css from './RadioCards.module.css';

interface Option<Id extends string> {
  id: Id;
  title: string;
  text?: ReactNode;
  /** A word in the corner, such as `recommended`. */
  badge?: string;
}

interface Props<Id extends string> {
  label: string;
  /** null: nothing chosen yet. */
  value: Id | null;
  onChange: (id: Id) => void;
  options: readonly Option<Id>[];
  hint?: ReactNode;
  /** One under the other, for options with much to say. */
  isStacked?: boolean;
}

/** One of a few ways to go, each with what it means. */
export function RadioCards<Id extends string>({ label, value, onChange, options, hint, isStacked = false }: Props<Id>) {
  const choose = (id: string): void => {
    const option = options.find((one) => one.id === id);
    if (option) onChange(option.id);
  };
  return (
    <RadioGroup className={css.group ?? ''} value={value} onChange={choose}>
      <Label className={css.label}>{label}</Label>
      {hint !== undefined && <p className={css.hint}>{hint}</p>}
      <div className={isStacked ? css.stack : css.grid}>
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className={css.card ?? ''}>
            <span className={css.dot} aria-hidden="true" />
            <span className={css.words}>
              <span className={css.title}>
                {option.title}
                {option.badge !== undefined && <span className={css.badge}>{option.badge}</span>}
              </span>
              {option.text !== undefined && <span className={css.text}>{option.text}</span>}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
