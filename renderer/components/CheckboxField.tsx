import { type ReactNode, useId } from 'react';
import { Checkbox } from 'react-aria-components/Checkbox';
import { Icon } from './Icon.tsx';
import css from './CheckboxField.module.css';

interface Props {
  label: ReactNode;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  isDisabled?: boolean;
  /** What ticking it means. */
  children?: ReactNode;
}

/** A tick box with its explanation under it. */
export function CheckboxField({ label, children, ...rest }: Props) {
  const explanation = useId();
  return (
    <div className={css.field}>
      <Checkbox {...rest} className={css.checkbox ?? ''} aria-describedby={explanation}>
        <span className={css.box} aria-hidden="true">
          {rest.isSelected && <Icon name="check" size={14} />}
        </span>
        <span className={css.label}>{label}</span>
      </Checkbox>
      <div id={explanation} className={css.text}>
        {children}
      </div>
    </div>
  );
}
