import { useEffect, useState } from 'react';
import { Button } from './Button.tsx';
import { copyText } from './copyText.ts';
import { Icon } from './Icon.tsx';
import { VisuallyHidden } from './VisuallyHidden.tsx';
import css from './CopyButton.module.css';

interface Props {
  text: string;
  /** What the button says; `Copy` when left out. */
  label?: string;
  /** What is copied, for those who hear the button without seeing where it stands: `the curl command`. */
  what?: string;
  /** Only the picture, where there are many in a row. */
  isCompact?: boolean;
}

/** Copies a text that is no secret, and says whether it worked. */
export function CopyButton({ text, label = 'Copy', what, isCompact = false }: Props) {
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'refused'>('none');
  useEffect(() => {
    if (outcome === 'none') return;
    const timer = setTimeout(() => setOutcome('none'), 2500);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async (): Promise<void> => setOutcome((await copyText(text)) ? 'copied' : 'refused');
  const shown = { none: label, copied: 'Copied', refused: 'Not copied: select and copy it' }[outcome];
  return (
    <span className={css.copy}>
      <Button variant="quiet" size="small" onPress={() => void copy()}>
        <Icon name={outcome === 'copied' ? 'check' : 'copy'} size={14} />
        {isCompact && outcome !== 'refused' ? <VisuallyHidden>{shown}</VisuallyHidden> : shown}
        {what !== undefined && outcome === 'none' && <VisuallyHidden> {what}</VisuallyHidden>}
      </Button>
      <span role="status">{outcome !== 'none' && <VisuallyHidden>{shown}</VisuallyHidden>}</span>
    </span>
  );
}
