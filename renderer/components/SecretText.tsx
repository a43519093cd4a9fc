import { useState } from 'react';
import { Button } from './Button.tsx';
import { holdOnClipboard } from './clipboardHold.ts';
import { Icon } from './Icon.tsx';
import { pageClipboard } from './pageClipboard.ts';
import css from './SecretText.module.css';

interface Props {
  value: string;
  label: string;
}

/** A secret that was made here and has to be written down: masked, shown by click, copied by click for a minute. */
export function SecretText({ value, label }: Props) {
  const [isShown, setShown] = useState(false);
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    try {
      await holdOnClipboard(value, pageClipboard);
      setSaid('Copied. The clipboard is cleared in a minute.');
    } catch {
      setSaid('Not copied: show it and copy it by hand.');
    }
  };
  return (
    <div className={css.secret}>
      <span className={css.label}>{label}</span>
      <code className={css.value}>{isShown ? value : <span aria-label="hidden">••••••••••••</span>}</code>
      <Button variant="quiet" size="small" onPress={() => setShown(!isShown)} aria-label={`${isShown ? 'Hide' : 'Show'} ${label}`}>
        <Icon name={isShown ? 'eyeOff' : 'eye'} size={14} />
        {isShown ? 'Hide' : 'Show'}
      </Button>
      <Button variant="quiet" size="small" onPress={() => void copy()} aria-label={`Copy ${label}`}>
        <Icon name="copy" size={14} />
        Copy
      </Button>
      <span role="status" className={css.said}>
        {said}
      </span>
    </div>
  );
}
