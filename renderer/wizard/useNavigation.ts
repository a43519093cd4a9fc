/** Going from step to step: what may be entered, what keeps one in a step, and what comes before and after it. */
import { type Dispatch, useEffect, useRef, useState } from 'react';
import { isStepId, reachable, type Step, type StepId, visibleSteps, type WizardState } from '../../shared/wizard/steps.ts';
import type { Action, State } from './wizardReducer.ts';

export interface Navigation {
  shown: readonly Step<StepId>[];
  before: StepId | null;
  following: Step<StepId> | null;
  /** Leaves the step, or shows what is missing in it. */
  next: () => void;
  /** To a step, or to the first one that keeps from it. */
  go: (id: string) => void;
  /** Next was pressed and goes on as soon as the machine was looked at. */
  isWaiting: boolean;
}

export function useNavigation({ step, plannedFor, answers }: State, seen: WizardState, dispatch: Dispatch<Action>): Navigation {
  const shown = visibleSteps(seen);
  const at = shown.findIndex((each) => each.id === step);
  const following = shown[at + 1] ?? null;
  // What follows is asked about the server that was found, so the first step is left only once it was looked at.
  const mustLook = step === 'server' && plannedFor !== answers;
  const [isWaiting, setWaiting] = useState(false);

  const next = (): void => {
    if (mustLook) setWaiting(true);
    else if (following === null || seen.problemSteps.includes(step)) dispatch({ type: 'insist' });
    else dispatch({ type: 'leave', step, next: following.id });
  };
  const newestNext = useRef(next);
  newestNext.current = next;
  useEffect(() => {
    if (!isWaiting || mustLook) return;
    setWaiting(false);
    newestNext.current();
  }, [isWaiting, mustLook]);

  const go = (id: string): void => {
    if (!isStepId(id)) return;
    const to = reachable(id, seen);
    dispatch({ type: 'go', step: to });
    // Somewhere else than asked for: what is missing there is said at once.
    if (to !== id) dispatch({ type: 'insist' });
  };
  return { shown, before: shown[at - 1]?.id ?? null, following, next, go, isWaiting };
}
