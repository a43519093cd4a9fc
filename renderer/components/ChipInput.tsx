import { type ReactNode, useId, useRef, useState } from 'react';
import type { Problem } from '../../shared/errors/failure.ts';
import { Button } from './Button.tsx';
import { Chip, type ChipItem } from './Chip.tsx';
import { ChipBox } from './ChipBox.tsx';
import { addedWords, newItems } from './chipParsing.ts';
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
  /** What a text becomes as an item; an item with an error is added all the same, to be seen and put right. As it is when left out. */
  read?: (text: string) => ChipItem;
}

function Proposals({ label, offered, onAdd }: { label: string; offered: readonly ChipItem[]; onAdd: (texts: string[]) => void }) {
  if (offered.length === 0) return null;
  return (
    <div className={css.offered} role="group" aria-label={`Proposals for ${label}`}>
      {offered.map(({ text, note }) => (
        <Button key={text} size="small" onPress={() => onAdd([text])} aria-label={note === undefined ? `Add ${text}` : `Add ${text}, ${note}`}>
          <Icon name="plus" size={12} />
          <code>{text}</code>
          {note !== undefined && <span className={css.note}>{note}</span>}
        </Button>
      ))}
    </div>
  );
}

const asItIs = (text: string): ChipItem => ({ text });

/** Several short texts: Enter, comma, space or leaving the field adds, pasting adds many, Backspace takes the last away. */
export function ChipInput(props: Props) {
  const { label, items, onAdd, onRemove, hint, problem, suggestions = [], placeholder = 'Add another', read = asItIs } = props;
  const [said, setSaid] = useState('');
  const box = useRef<HTMLInputElement>(null);
  const ids = { input: useId(), notes: useId() };
  const texts = items.map((item) => item.text);
  const add = (entered: string[]): void => {
    const items = entered.map(read);
    const fresh = newItems(items.map(({ text }) => text), texts);
    if (entered.length > 0) setSaid(addedWords(items, fresh));
    if (fresh.length > 0) onAdd(fresh);
  };
  const remove = (index: number): void => {
    if (index < 0) return;
    setSaid(`Removed ${texts[index] ?? ''}`);
    onRemove(index);
    box.current?.focus();
  };
  return (
    <div className={field.field}>
      <label className={field.label} htmlFor={ids.input}>
        {label}
      </label>
      <div className={classNames(field.box, css.box)} data-invalid={isWrong(problem) || undefined}>
        <ul className={css.chips} aria-label={`${label}: ${items.length}`}>
          {items.map((item, index) => (
            // Two spellings of one name read the same, so the text alone does not tell them apart.
            <Chip key={texts.indexOf(item.text) === index ? item.text : `${item.text} ${String(index)}`} item={item} onRemove={() => remove(index)} />
          ))}
          <li className={css.last}>
            <ChipBox
              id={ids.input}
              notesId={ids.notes}
              boxRef={box}
              placeholder={placeholder}
              isWrong={isWrong(problem)}
              onAdd={add}
              onRemoveLast={() => remove(items.length - 1)}
            />
          </li>
        </ul>
      </div>
      <div id={ids.notes} className={field.notes}>
        {problem && <ProblemText problem={problem} />}
        {hint !== undefined && <span>{hint}</span>}
      </div>
      <Proposals label={label} offered={newItems(suggestions, texts).map(read)} onAdd={add} />
      <span role="status">
        <VisuallyHidden>{said}</VisuallyHidden>
      </span>
    </div>
  );
}
