import { useLayoutEffect, useRef } from 'react';
import { CopyButton } from './CopyButton.tsx';
import frame from './codeFrame.module.css';
import css from './LogView.module.css';

interface Props {
  lines: readonly string[];
  label: string;
}

/** Lines as they come. Follows the end until somebody scrolls away from it, and again when they come back. */
export function LogView({ lines, label }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  useLayoutEffect(() => {
    const element = box.current;
    if (element && follows.current) element.scrollTop = element.scrollHeight;
  }, [lines.length]);
  const onScroll = (): void => {
    const element = box.current;
    if (element) follows.current = element.scrollHeight - element.scrollTop - element.clientHeight < 24;
  };
  return (
    <div className={frame.frame}>
      <div className={frame.bar}>
        <span className={frame.title}>{label}</span>
        <span className={frame.aside}>{lines.length === 1 ? '1 line' : `${lines.length} lines`}</span>
        <CopyButton text={lines.join('\n')} what={label} />
      </div>
      <div ref={box} className={css.lines} role="log" aria-label={label} tabIndex={0} onScroll={onScroll}>
        {lines.length === 0 && <p className={css.empty}>Nothing yet.</p>}
        {lines.map((line, index) => (
          <div key={index} className={css.line}>
            {line}
          </div>
        ))}
      </div>
    </div>
  );
}
