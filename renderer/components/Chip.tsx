import type { Problem } from '../../shared/errors/failure.ts';
import { classNames } from './classNames.ts';
import { Icon } from './Icon.tsx';
import { ProblemText } from './ProblemText.tsx';
import css from './Chip.module.css';

export interface ChipItem {
  text: string;
  /** What kind it is, in a word or two: `DNS`, `IP`. */
  tag?: string;
  problem?: Problem | null | undefined;
}

/** One item of a ChipInput, with its remove button; what is wrong with it stands right under it. */
export function Chip({ item, onRemove }: { item: ChipItem; onRemove: () => void }) {
  const { text, tag, problem } = item;
  return (
    <li className={classNames(css.item, problem && css.wide)}>
      <span className={classNames(css.chip, problem && css[problem.severity])}>
        <span className={css.text}>{text}</span>
        {tag !== undefined && <span className={css.tag}>{tag}</span>}
        <button type="button" className={css.remove} aria-label={`Remove ${text}`} onClick={onRemove}>
          <Icon name="cross" size={12} />
        </button>
      </span>
      {problem && <ProblemText problem={problem} />}
    </li>
  );
}
