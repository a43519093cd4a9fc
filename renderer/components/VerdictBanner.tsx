import type { ReactNode } from 'react';
import { classNames } from './classNames.ts';
import { Icon, type IconName } from './Icon.tsx';
import type { Tone } from './Notice.tsx';
import css from './VerdictBanner.module.css';

const icons: Record<Tone, IconName> = { good: 'lock', bad: 'unlock', warn: 'warning', info: 'info' };

interface Props {
  tone: Tone;
  title: string;
  children?: ReactNode;
}

/** The outcome in one word and one sentence, read out when it comes. */
export function VerdictBanner({ tone, title, children }: Props) {
  return (
    <div className={classNames(css.banner, css[tone])} role="status">
      <span className={css.seal}>
        <Icon name={icons[tone]} size={20} />
      </span>
      <div className={css.words}>
        <strong className={css.title}>{title}</strong>
        {children !== undefined && <div>{children}</div>}
      </div>
    </div>
  );
}
