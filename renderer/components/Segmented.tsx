import type { ReactNode } from 'react';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { classNames } from './classNames.ts';
import field from './field.module.css';
import css from './Segmented.module.css';

interface Props<Id extends string> {
  label: string;
  value: Id;
  onChange: (id: Id) => void;
  options: readonly { id: Id; label: ReactNode }[];
  hint?: ReactNode;
  /** The label is read out, not shown. */
  isLabelHidden?: boolean;
}

/** One of a few short words. */
export function Segmented<Id extends string>(props: Props<Id>) {
  const { label, value, onChange, options, hint, isLabelHidden = false } = props;
  const choose = (id: string): void => {
    const option = options.find((one) => one.id === id);
    if (option) onChange(option.id);
  };
  return (
    <RadioGroup
      className={field.field ?? ''}
      value={value}
      onChange={choose}
      orientation="horizontal"
      {...(isLabelHidden && { 'aria-label': label })}
    >
      {!isLabelHidden && <Label className={field.label}>{label}</Label>}
      <div className={css.segments}>
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className={css.segment ?? ''}>
            {option.label}
          </Radio>
        ))}
      </div>
      {hint !== undefined && <p className={classNames(field.notes)}>{hint}</p>}
    </RadioGroup>
  );
}
