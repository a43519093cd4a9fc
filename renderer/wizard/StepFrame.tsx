import { type ReactNode, type SubmitEvent, useEffect, useRef } from 'react';
import { BarActions } from '../components/BarActions.tsx';
import { Button } from '../components/Button.tsx';
import { ProblemList } from '../components/ProblemList.tsx';
import { problemsOfStep } from '../../shared/wizard/stepProblems.ts';
import { useWizard } from './wizardContext.ts';
import css from './StepFrame.module.css';

interface Props {
  title: string;
  lead: ReactNode;
  children: ReactNode;
  /** The one action of the step; `Next: …` when left out. */
  primary?: { label: string; onPress: () => void; isDisabled?: boolean } | null;
  extra?: ReactNode;
  /** What is missing before the primary action can do its work. */
  note?: string | undefined;
  /** Fields that show their own problems; the rest are listed under the form. */
  shownFields?: readonly string[];
}

/** A step: heading, form, what is wrong with it, and the bar with the one primary action. Enter presses that. */
export function StepFrame({ title, lead, children, primary, extra, note, shownFields = [] }: Props) {
  const { state, problems, next, back, nextTitle, fix, isWaiting } = useWizard();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – PromSeal`;
    heading.current?.focus();
  }, [title]);
  const own = problemsOfStep(state.step, problems).filter((found) => !shownFields.includes(found.field ?? ''));
  const listed = state.insist ? own : own.filter((found) => found.severity !== 'error');
  const action = primary === undefined ? { label: `Next: ${nextTitle ?? ''}`, onPress: next } : primary;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    action?.onPress();
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <h1 ref={heading} tabIndex={-1} className={css.title}>{title}</h1>
      <p className={css.lead}>{lead}</p>
      <div className={css.content}>{children}</div>
      {listed.length > 0 && (
        <div className={css.problems} role={state.insist ? 'alert' : undefined}>
          <ProblemList problems={listed} onFix={fix} />
        </div>
      )}
      {(back !== null || action !== null || extra !== undefined) && <BarActions
        back={back === null ? undefined : <Button onPress={back}>Back</Button>}
        extra={extra}
        note={isWaiting ? 'Looking at this server first.' : note}
        primary={
          action === null ? undefined : (
            <Button variant="primary" type="submit" isDisabled={primary?.isDisabled ?? false}>{action.label}</Button>
          )
        }
      />}
    </form>
  );
}
