import type { Problem, Severity } from '../../shared/errors/failure.ts';
import { classNames } from './classNames.ts';
import { Icon, type IconName } from './Icon.tsx';
import { VisuallyHidden } from './VisuallyHidden.tsx';
import css from './ProblemText.module.css';

const looks: Record<Severity, { icon: IconName; word: string }> = {
  error: { icon: 'stop', word: 'Error: ' },
  warning: { icon: 'warning', word: 'Warning: ' },
  advice: { icon: 'info', word: 'Advice: ' },
};

/** What is wrong and what to do, in words with a shape beside them. Spans only, so that it fits inside of any text. */
export function ProblemText({ problem }: { problem: Pick<Problem, 'severity' | 'message' | 'hint'> }) {
  const look = looks[problem.severity];
  return (
    <span className={classNames(css.problem, css[problem.severity])}>
      <Icon name={look.icon} className={css.icon} />
      <span className={css.words}>
        <VisuallyHidden>{look.word}</VisuallyHidden>
        <span className={css.message}>{problem.message}</span>
        {problem.hint !== undefined && <span className={css.hint}> {problem.hint}</span>}
      </span>
    </span>
  );
}
