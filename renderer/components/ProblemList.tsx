import type { Fix, Problem } from '../../shared/errors/failure.ts';
import { FixAction } from './FixAction.tsx';
import { placeOf } from './placeOf.ts';
import { ProblemText } from './ProblemText.tsx';
import css from './ProblemList.module.css';

interface Props {
  problems: readonly Problem[];
  onFix?: (fix: Fix) => void;
}

/** Everything that is wrong, in order, each with where it is and what to press. Nothing when nothing is. */
export function ProblemList({ problems, onFix }: Props) {
  if (problems.length === 0) return null;
  return (
    <ul className={css.list}>
      {problems.map((problem, index) => (
        <li key={`${problem.code}${problem.field ?? problem.path ?? ''}${index}`} className={css.item}>
          <ProblemText problem={problem} />
          {problem.path !== undefined && <code className={css.place}>{placeOf(problem)}</code>}
          {problem.fix && <FixAction fix={problem.fix} onFix={onFix} />}
        </li>
      ))}
    </ul>
  );
}
