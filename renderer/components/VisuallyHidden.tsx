import type { ReactNode } from 'react';
import css from './VisuallyHidden.module.css';

/** Words for those who listen, where those who look see a picture. */
export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className={css.hidden}>{children}</span>;
}
