import type { ReactNode } from 'react';
import css from './BarActions.module.css';

interface Props {
  /** The one action of the screen: always at the right end. */
  primary?: ReactNode;
  back?: ReactNode;
  /** Other buttons, left of the primary one. */
  extra?: ReactNode;
  /** What is missing before the primary action can do its work. */
  note?: ReactNode;
}

/** What can be done on this screen, always in the same place at its bottom. */
export function BarActions({ back, primary, extra, note }: Props) {
  return (
    <div className={css.bar}>
      {note !== undefined && note !== null && (
        <div className={css.note} role="status">
          {note}
        </div>
      )}
      <div className={css.row}>
        <div className={css.back}>{back}</div>
        <div className={css.forward}>
          {extra}
          {primary}
        </div>
      </div>
    </div>
  );
}
