import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { classNames } from './classNames.ts';
import css from './Button.module.css';

export interface ButtonProps
  extends Pick<AriaButtonProps, 'onPress' | 'isDisabled' | 'type' | 'autoFocus' | 'aria-label' | 'aria-describedby' | 'aria-expanded' | 'slot'> {
  /** `primary` is the one action of a screen; `quiet` has no frame until it is pointed at. */
  variant?: 'primary' | 'plain' | 'danger' | 'quiet';
  /** `small` for buttons inside of panels, tables and fields. */
  size?: 'normal' | 'small';
  children: ReactNode;
}

/** A push button. */
export function Button({ variant = 'plain', size = 'normal', ...rest }: ButtonProps) {
  return <AriaButton {...rest} className={classNames(css.button, css[variant], size === 'small' && css.small)} />;
}
