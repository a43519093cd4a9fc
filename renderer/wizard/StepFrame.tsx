import { type ReactNode, type SubmitEvent, useEffect, useRef, useState } from 'react';
import type { Problem } from '../../shared/errors/failure.ts';
import { errorsOfStep, heldWords, problemsOfStep } from '../../shared/wizard/stepProblems.ts';
import { BarActions } from '../components/BarActions.tsx';
import { Button } from '../components/Button.tsx';
import { ProblemList } from '../components/ProblemList.tsx';
import { ProblemText } from '../components/ProblemText.tsx';
import { VisuallyHidden } from '../components/VisuallyHidden.tsx';
import { focusAtFault } from './focusAtFault.ts';
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
  /** What the step itself still waits for, beside what is wrong with the answers; it is shown by the step. */
  undone?: Problem | null;
}

/** Everything that keeps somebody in the step, once Next was pressed; the focus moves to the first of it. */
function useHeld(undone: Problem | null) {
  const { state, problems, isWaiting } = useWizard();
  const form = useRef<HTMLFormElement>(null);
  const [attempt, setAttempt] = useState(0);
  const errors = [...(undone === null ? [] : [undone]), ...errorsOfStep(state.step, problems)];
  const insists = state.insist || (undone !== null && attempt > 0);
  const words = insists && !isWaiting ? heldWords(errors) : null;
  const newest = useRef(words);
  newest.current = words;
  const [said, setSaid] = useState<string | null>(null);
  // With each attempt, and not with each key pressed afterwards.
  useEffect(() => {
    setSaid(newest.current);
    if (newest.current !== null && form.current !== null) focusAtFault(form.current);
  }, [attempt, insists, isWaiting]);
  return { form, words, said: words === null ? null : said, attempt, tried: () => setAttempt((before) => before + 1) };
}

/** A step: heading, form, what is wrong with it, and the bar with the one primary action. Enter presses that. */
export function StepFrame({ title, lead, children, primary, extra, note, shownFields = [], undone = null }: Props) {
  const { state, problems, next, back, nextTitle, fix, isWaiting } = useWizard();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – PromSeal`;
    heading.current?.focus();
  }, [title]);
  const { form, words, said, attempt, tried } = useHeld(undone);
  const own = problemsOfStep(state.step, problems).filter((found) => !shownFields.includes(found.field ?? ''));
  const listed = state.insist ? own : own.filter((found) => found.severity !== 'error');
  const action = primary === undefined ? { label: `Next: ${nextTitle ?? ''}`, onPress: next } : primary;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    tried();
    action?.onPress();
  };
  // Said once by the alert below, so it is kept from those who listen here.
  const held = words === null ? undefined : <span aria-hidden="true"><ProblemText problem={{ severity: 'error', message: words }} /></span>;
  return (
    <form ref={form} className={css.form} onSubmit={submit} noValidate>
      <h1 ref={heading} tabIndex={-1} className={css.title}>{title}</h1>
      <p className={css.lead}>{lead}</p>
      <div className={css.content}>{children}</div>
      {listed.length > 0 && (
        <div className={css.problems} {...(listed.some(({ severity }) => severity === 'error') && { 'data-at-fault': true, tabIndex: -1 })}>
          <ProblemList problems={listed} onFix={fix} />
        </div>
      )}
      <div role="alert">{said !== null && <VisuallyHidden key={attempt}>{said}</VisuallyHidden>}</div>
      {(back !== null || action !== null || extra !== undefined) && <BarActions
        back={back === null ? undefined : <Button onPress={back}>Back</Button>}
        extra={extra}
        note={isWaiting ? 'Looking at this server first.' : (note ?? held)}
        primary={
          action === null ? undefined : (
            <Button variant="primary" type="submit" isDisabled={primary?.isDisabled ?? false}>{action.label}</Button>
          )
        }
      />}
    </form>
  );
}
