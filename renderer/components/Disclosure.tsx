import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import css from './Disclosure.module.css';

interface Props {
  title: ReactNode;
  children: ReactNode;
  isOpenAtFirst?: boolean;
}

/** Something more to read for those who want it. The browser's own, so that searching the page opens it. */
export function Disclosure({ title, children, isOpenAtFirst = false }: Props) {
  return (
    <details className={css.disclosure} open={isOpenAtFirst}>
      <summary className={css.title}>
        <Icon name="chevron" size={14} className={css.chevron} />
        {title}
      </summary>
      <div className={css.content}>{children}</div>
    </details>
  );
}
