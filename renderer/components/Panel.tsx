import { type ReactNode, useId } from 'react';
import css from './Panel.module.css';

interface Props {
  title: string;
  /** Said in small at the end of the title: a file name, a count. */
  note?: ReactNode;
  children: ReactNode;
}

/** A framed part of a screen with its title. */
export function Panel({ title, note, children }: Props) {
  const heading = useId();
  return (
    <section className={css.panel} aria-labelledby={heading}>
      <div className={css.bar}>
        <h2 id={heading} className={css.title}>
          {title}
        </h2>
        {note !== undefined && <span className={css.note}>{note}</span>}
      </div>
      <div className={css.body}>{children}</div>
    </section>
  );
}
