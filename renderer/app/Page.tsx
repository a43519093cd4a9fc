import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../components/Button.tsx';
import { SealMark } from '../components/SealMark.tsx';
import { ThemeToggle } from '../components/ThemeToggle.tsx';
import { useApp } from './appContext.ts';
import css from './Page.module.css';

interface Props {
  title: string;
  lead: string;
  /** Back to the first screen; left out on that screen itself. */
  onLeave?: () => void;
  children: ReactNode;
}

/** A screen outside of the wizard: the name, the theme, one column. */
export function Page({ title, lead, onLeave, children }: Props) {
  const { settings, changeSettings } = useApp();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – PromSeal`;
    if (onLeave !== undefined) heading.current?.focus();
  }, [title, onLeave]);
  return (
    <div className={css.page}>
      <header className={css.header}>
        <div className={css.brand}>
          <SealMark />
          <span>PromSeal</span>
        </div>
        <ThemeToggle value={settings.theme} onChange={(theme) => changeSettings({ theme })} />
      </header>
      <main className={css.main}>
        {onLeave !== undefined && (
          <div className={css.leave}>
            <Button variant="quiet" size="small" onPress={onLeave}>
              Back to the start
            </Button>
          </div>
        )}
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        <p className={css.lead}>{lead}</p>
        <div className={css.content}>{children}</div>
      </main>
    </div>
  );
}
