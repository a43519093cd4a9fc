import { type ClipboardEvent, type KeyboardEvent, type RefObject, useState } from 'react';
import { splitItems } from './chipParsing.ts';
import css from './ChipInput.module.css';

interface Props {
  id: string;
  notesId: string;
  boxRef: RefObject<HTMLInputElement | null>;
  placeholder: string;
  isWrong: boolean;
  onAdd: (texts: string[]) => void;
  onRemoveLast: () => void;
}

const endsItem: ReadonlySet<string> = new Set(['Enter', ',', ';', ' ']);

/** Where the next item is typed. It keeps the typing to itself, so that a thousand chips beside it are not drawn again. */
export function ChipBox({ id, notesId, boxRef, placeholder, isWrong, onAdd, onRemoveLast }: Props) {
  const [typed, setTyped] = useState('');
  const add = (text: string): void => {
    setTyped('');
    onAdd(splitItems(text));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const isEmpty = typed.trim() === '';
    // Enter in an empty box is left to the form: there it is the primary action.
    if (endsItem.has(event.key) && !(isEmpty && event.key === 'Enter')) {
      event.preventDefault();
      add(typed);
    } else if (event.key === 'Backspace' && typed === '') {
      onRemoveLast();
    }
  };
  const onPaste = (event: ClipboardEvent): void => {
    const pasted = event.clipboardData.getData('text');
    if (splitItems(pasted).length < 2) return;
    event.preventDefault();
    add(`${typed} ${pasted}`);
  };
  return (
    <input
      id={id}
      ref={boxRef}
      className={css.input}
      value={typed}
      placeholder={placeholder}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      aria-invalid={isWrong}
      aria-describedby={notesId}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
      onBlur={() => add(typed)}
    />
  );
}
