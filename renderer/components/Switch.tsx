import { type ReactNode, useId } from 'react';
import { Switch as AriaSwitch } from 'react-aria-components/Switch';
import css from './Switch.module.css';

interface Props {
  label: string;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  isDisabled?: boolean;
  /** What being on means. */
  children?: ReactNode;
}

/** Something that is on or off, with what that does under it. */
export function Switch({ label, children, ...rest }: Props) {
  const explanation = useId();
  return (
    <div className={css.field}>
      <AriaSwitch {...rest} className={css.switch ?? ''} aria-describedby={explanation}>
        <span className={css.track} aria-hidden="true">
          <span className={css.knob} />
        </span>
        <span className={css.label}>{label}</span>
        <span className={css.state} aria-hidden="true">
          {rest.isSelected ? 'On' : 'Off'}
        </span>
      </AriaSwitch>
      <div id={explanation} className={css.text}>
        {children}
      </div>
    </div>
  );
}
