import { type ReactNode, useId, useState } from 'react';
import type { DiffLine, FileDiff } from '../../shared/model/plan.ts';
import { Button } from './Button.tsx';
import { classNames } from './classNames.ts';
import { diffCounts, diffHunks } from './diffHunks.ts';
import { formatMode } from './format.ts';
import { Icon } from './Icon.tsx';
import { VisuallyHidden } from './VisuallyHidden.tsx';
import css from './DiffView.module.css';

const signWords = { ' ': '', '+': 'added: ', '-': 'removed: ' } as const;
const signClasses = { ' ': css.kept, '+': css.added, '-': css.removed } as const;

function Line({ line }: { line: DiffLine }) {
  return (
    <tr className={signClasses[line.sign]}>
      <td className={css.number}>{line.oldLine}</td>
      <td className={css.number}>{line.newLine}</td>
      <td className={css.sign} aria-hidden="true">
        {line.sign}
      </td>
      <td className={css.text}>
        {line.sign !== ' ' && <VisuallyHidden>{signWords[line.sign]}</VisuallyHidden>}
        {line.text}
      </td>
    </tr>
  );
}

function Gap({ count }: { count: number }): ReactNode {
  if (count === 0) return null;
  return (
    <tr className={css.gap}>
      <td colSpan={4}>{count === 1 ? '1 line as it was' : `${count} lines as they were`}</td>
    </tr>
  );
}

/** The change of one file as a code host shows it: only what changes and three lines around it, the rest on request. */
export function DiffView({ diff }: { diff: FileDiff }) {
  const [isWhole, setWhole] = useState(false);
  const heading = useId();
  const { added, removed } = diffCounts(diff.lines);
  const { hunks, skippedAfter } = diffHunks(diff.lines);
  const hidden = skippedAfter + hunks.reduce((sum, hunk) => sum + hunk.skipped, 0);
  return (
    <section className={css.diff} aria-labelledby={heading}>
      <div className={css.head}>
        <Icon name="file" size={14} className={css.icon} />
        <h2 id={heading} className={css.path}>
          {diff.path}
        </h2>
        <span className={classNames(css.badge, diff.created ? css.created : css.changed)}>
          {diff.created ? 'created' : 'changed'}
        </span>
        <span className={css.mode}>mode {formatMode(diff.mode)}</span>
        <span className={css.counts}>
          <span className={css.plus}>+{added}</span> <span className={css.minus}>−{removed}</span>
          <VisuallyHidden> lines added and removed</VisuallyHidden>
        </span>
        {hidden > 0 && (
          <Button variant="quiet" size="small" onPress={() => setWhole(!isWhole)}>
            {isWhole ? 'Only the changes' : 'Whole file'}
          </Button>
        )}
      </div>
      {diff.lines.length === 0 && <p className={css.empty}>The file is empty.</p>}
      {diff.lines.length > 0 && hunks.length === 0 && !isWhole && <p className={css.empty}>Nothing changes in it.</p>}
      <table className={css.lines} aria-labelledby={heading}>
        <colgroup>
          <col className={css.numbers} />
          <col className={css.numbers} />
          <col className={css.signs} />
          <col />
        </colgroup>
        <tbody>
          {isWhole && diff.lines.map((line, index) => <Line key={index} line={line} />)}
          {!isWhole &&
            hunks.flatMap((hunk) => [
              <Gap key={`gap${hunk.start}`} count={hunk.skipped} />,
              ...hunk.lines.map((line, index) => <Line key={hunk.start + index} line={line} />),
            ])}
          {!isWhole && hunks.length > 0 && <Gap count={skippedAfter} />}
        </tbody>
      </table>
    </section>
  );
}
