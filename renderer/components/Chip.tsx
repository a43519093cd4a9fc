import { useId } from 'react';
import type { Problem } from '../../shared/errors/failure.ts';
import { classNames } from './classNames.ts';
import { isWrong } from './FieldNotes.tsx';
import { Icon } from './Icon.tsx';
import { ProblemText } from './ProblemText.tsx';
import css from './Chip.module.css';

export interface ChipItem {
  text: string;
  /** What kind it is, in a word or two: `DNS`, `IP`. */
  tag?: string;
  /** What sets it apart from the others, in a word or two; why is said beside the field. */
  note?: string | undefined;
  problem?: Problem | null | undefined;
}

/** One item of a ChipInput, with its remove button; what is wrong with it stands right under it. */
export function Chip({ item, onRemove }: { item: ChipItem; onRemove: () => void }) {
  const { text, tag, note, problem } = item;
  const about = useId();
  return (
    <li className={classNames(css.item, problem && css.wide)}>
      <span className={classNames(css.chip, note !== undefined && css.apart, problem && css[problem.severity])}>
        <span className={css.text}>{text}</span>
        {tag !== undefined && <span className={css.tag}>{tag}</span>}
        {note !== undefined && <span className={css.note}>{note}</span>}
        <button
          type="button"
          className={css.remove}
          aria-label={`Remove ${text}`}
          {...(problem && { 'aria-describedby': about })}
          {...(isWrong(problem) && { 'data-at-fault': true })}
          onClick={onRemove}
        >
          <Icon name="cross" size={12} />
        </button>
      </span>
      {problem && <span id={about}><ProblemText problem={problem} /></span>}
    </li>
  );
}
