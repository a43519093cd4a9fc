import type { ReactNode } from 'react';
import { classNames } from './classNames.ts';
import { Icon, type IconName } from './Icon.tsx';
import { VisuallyHidden } from './VisuallyHidden.tsx';
import css from './Notice.module.css';

export type Tone = 'good' | 'bad' | 'warn' | 'info';

const looks: Record<Tone, { icon: IconName; word: string }> = {
  good: { icon: 'check', word: 'Good: ' },
  bad: { icon: 'stop', word: 'Error: ' },
  warn: { icon: 'warning', word: 'Warning: ' },
  info: { icon: 'info', word: 'Note: ' },
};

interface Props {
  tone: Tone;
  title?: ReactNode;
  children: ReactNode;
  /** Buttons under the words. */
  actions?: ReactNode;
  /** Read out at once when it appears, for what the person has to know now. */
  isUrgent?: boolean;
}

/** Something to know, set off from the rest by a shape, a word and a colour. */
export function Notice({ tone, title, children, actions, isUrgent = false }: Props) {
  return (
    <div className={classNames(css.notice, css[tone])} {...(isUrgent && { role: 'alert' })}>
      <Icon name={looks[tone].icon} className={css.icon} />
      <div className={css.words}>
        <VisuallyHidden>{looks[tone].word}</VisuallyHidden>
        {title !== undefined && <div className={css.title}>{title}</div>}
        <div className={css.text}>{children}</div>
        {actions !== undefined && actions !== false && <div className={css.actions}>{actions}</div>}
      </div>
    </div>
  );
}
