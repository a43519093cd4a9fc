import type { ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Text } from 'react-aria-components/Text';
import type { Problem } from '../../shared/errors/failure.ts';
import { ProblemText } from './ProblemText.tsx';
import css from './field.module.css';

export interface FieldNotesProps {
  hint?: ReactNode;
  problem?: Problem | null | undefined;
}

/** Whether a field is to be shown and announced as wrong: warnings and advice leave it as it is. */
export function isWrong(problem: Problem | null | undefined): boolean {
  return problem?.severity === 'error';
}

/** Hint and problem of a field of the accessible base, tied to its box by aria-describedby. */
export function FieldNotes({ hint, problem }: FieldNotesProps) {
  const remark = problem && !isWrong(problem) ? problem : null;
  return (
    <>
      {problem && isWrong(problem) && (
        <FieldError className={css.notes ?? ''}>
          <ProblemText problem={problem} />
        </FieldError>
      )}
      {(hint !== undefined || remark) && (
        <Text slot="description" className={css.notes ?? ''}>
          {remark && <ProblemText problem={remark} />}
          {hint !== undefined && <span>{hint}</span>}
        </Text>
      )}
    </>
  );
}
