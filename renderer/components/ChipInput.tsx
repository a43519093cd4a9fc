import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import type { Problem } from '../../shared/errors/failure.ts';
import { Button } from './Button.tsx';
import { Chip, type ChipItem } from './Chip.tsx';
import { newItems, splitItems } from './chipParsing.ts';
import { classNames } from './classNames.ts';
import { isWrong } from './FieldNotes.tsx';
import { Icon } from './Icon.tsx';
import { ProblemText } from './ProblemText.tsx';
import { VisuallyHidden } from './VisuallyHidden.tsx';
import field from './field.module.css';
import css from './ChipInput.module.css';

interface Props {
  label: string;
  items: readonly ChipItem[];
  /** Called with what is new in what was typed or pasted. */
  onAdd: (texts: string[]) => void;
  onRemove: (index: number) => void;
  hint?: ReactNode;
  problem?: Problem | null | undefined;
  suggestions?: readonly string[];
  placeholder?: string;
}

/** Several short texts: Enter, comma, space or leaving the field adds, pasting adds many, Backspace takes the last away. */
export function ChipInput(props: Props) {
  const { label, items, onAdd, onRemove, hint, problem, suggestions = [], placeholder = 'Add another' } = props;
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState('');
  const box = useRef<HTMLInputElement>(null);
  const ids = { input: useId(), notes: useId() };
  const texts = items.map((item) => item.text);
  const add = (text: string): void => {
    const fresh = newItems(splitItems(text), texts);
    setTyped('');
    if (fresh.length === 0) return;
    setSaid(`Added ${fresh.join(', ')}`);
    onAdd(fresh);
  };
  const remove = (index: number): void => {
    setSaid(`Removed ${texts[index] ?? ''}`);
    onRemove(index);
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (['Enter', ',', ' ', ';'].includes(event.key) && (typed.trim() !== '' || event.key !== 'Enter')) {
      event.preventDefault();
      add(typed);
    } else if (event.key === 'Backspace' && typed === '' && items.length > 0) {
      remove(items.length - 1);
    }
  };
  const onPaste = (event: ClipboardEvent): void => {
    const pasted = splitItems(event.clipboardData.getData('text'));
    if (pasted.length < 2) return;
    event.preventDefault();
    add(`${typed} ${pasted.join(' ')}`);
  };
  const offered = newItems(suggestions, texts);
  return (
    <div className={field.field}>
      <label className={field.label} htmlFor={ids.input}>
        {label}
      </label>
      <div className={classNames(field.box, css.box)} data-invalid={isWrong(problem) || undefined}>
        <ul className={css.chips} aria-label={`${label}: ${items.length}`}>
          {items.map((item, index) => (
            <Chip key={item.text} item={item} onRemove={() => remove(index)} />
          ))}
          <li className={css.last}>
            <input
              id={ids.input}
              ref={box}
              className={css.input}
              value={typed}
              placeholder={placeholder}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              aria-invalid={isWrong(problem)}
              aria-describedby={ids.notes}
              onChange={(event) => setTyped(event.currentTarget.value)}
              onKeyDown={onKeyDown}
              onPaste={onPaste}
              onBlur={() => add(typed)}
            />
          </li>
        </ul>
      </div>
      <div id={ids.notes} className={field.notes}>
        {problem && <ProblemText problem={problem} />}
        {hint !== undefined && <span>{hint}</span>}
      </div>
      {offered.length > 0 && (
        <div className={css.offered} role="group" aria-label={`Proposals for ${label}`}>
          {offered.map((text) => (
            <Button key={text} size="small" onPress={() => add(text)} aria-label={`Add ${text}`}>
              <Icon name="plus" size={12} />
              <code>{text}</code>
            </Button>
          ))}
        </div>
      )}
      <span role="status">
        <VisuallyHidden>{said}</VisuallyHidden>
      </span>
    </div>
  );
}
