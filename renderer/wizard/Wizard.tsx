import { Suspense, useEffect, useReducer } from 'react';
import type { Fix } from '../../shared/errors/failure.ts';
import type { Answers } from '../../shared/model/answers.ts';
import { stepsWithErrors } from '../../shared/wizard/stepProblems.ts';
import type { StepId, WizardState } from '../../shared/wizard/steps.ts';
import { useApp } from '../app/appContext.ts';
import { withRecent } from '../app/useSetup.ts';
import { AppFrame } from '../components/AppFrame.tsx';
import { Spinner } from '../components/Spinner.tsx';
import { usePasswordProblems } from './passwordProblems.ts';
import { PreviewColumn } from './PreviewColumn.tsx';
import { stepViews } from './stepViews.ts';
import { useApplying } from './useApplying.ts';
import { useBundle } from './useBundle.ts';
import { useNavigation } from './useNavigation.ts';
import { usePlanning, useProblems } from './usePlanning.ts';
import { type Repairing, WizardProvider } from './wizardContext.ts';
import { WizardRail } from './WizardRail.tsx';
import { type Beginning, initialState, isComplete, stands, type State, wizardReducer } from './wizardReducer.ts';

interface Props {
  first: Answers;
  firstStep: StepId;
  beginning: Beginning;
  /** null where somebody answers the questions. */
  repairing?: Repairing | null;
  onLeave: () => void;
}

/** Steps whose picture is the result itself: they get the whole width. */
const wideSteps: readonly StepId[] = ['review', 'apply', 'proof', 'finish'];

/** Where loading the page again goes on: at the proof of what is complete, at how it went where something is left to do. */
function stepToKeep({ step, report, answers, settled }: State): StepId {
  if (report === null) return step;
  if (isComplete({ report, answers, settled })) return 'proof';
  return answers === settled ? 'apply' : 'review';
}

/** Somebody has applied here, now or before. */
const wasApplied = (state: State): boolean => state.isApplied || state.earlier.length > 0;

/** Keeps the answers for the next start, which nothing secret is in; those of a repair never take the place of somebody's own. */
function useDraft(state: State, isRepair: boolean): void {
  const { changeSettings } = useApp();
  const { answers } = state;
  const step = stepToKeep(state);
  const applied = wasApplied(state);
  useEffect(() => {
    if (!isRepair) changeSettings({ draft: { answers, step, applied } });
  }, [answers, step, applied, isRepair, changeSettings]);
}

/** A folder in which something was applied is offered for opening again. */
function useRecentFolder({ report, answers: { folder } }: State): void {
  const { settings, changeSettings } = useApp();
  const { recentFolders } = settings;
  useEffect(() => {
    if (report !== null && recentFolders[0] !== folder) changeSettings({ recentFolders: withRecent(recentFolders, folder) });
  }, [report, folder, recentFolders, changeSettings]);
}

/** What is wrong with the answers, and with the passwords that somebody has to type. */
function useAllProblems(state: State) {
  const { answers, planned, plannedFor } = state;
  const found = useProblems(state);
  const current = plannedFor === answers ? planned : null;
  const asked = answers.repair.length > 0 && current !== null ? current.answers : answers;
  return [...found, ...usePasswordProblems(asked, current?.plan ?? null)];
}

/** The wizard: the rail, the step, and what it will do. */
export function Wizard({ first, firstStep, beginning, repairing = null, onLeave }: Props) {
  const { client, changeSettings } = useApp();
  const isRepair = repairing !== null;
  const [state, dispatch] = useReducer(wizardReducer, undefined, () => initialState(first, firstStep, beginning));
  usePlanning(client, state, dispatch);
  const applying = useApplying(client, state, dispatch);
  const { answers, step, report, visited, run, planned } = state;
  const problems = useAllProblems(state);
  const bundle = useBundle(client, state, problems);
  useDraft(state, isRepair);
  useRecentFolder(state);
  const leave = (): void => {
    if (!isRepair && isComplete(state)) changeSettings({ draft: null });
    onLeave();
  };

  // The passwords of a bundle were sent, and are asked for again only by whoever goes back.
  const problemSteps = bundle.staged === null ? stepsWithErrors(problems) : [];
  const seen: WizardState = { answers, visited, problemSteps, report, applying: run !== null, isRepair };
  const { shown, before, following, next, go, isWaiting } = useNavigation(state, seen, dispatch);
  // What was found before a run says nothing about what is there after it.
  const findings = (report === null ? repairing?.onBack : repairing?.onCheckAgain) ?? null;
  const goBack = before === null ? findings : () => dispatch({ type: 'go', step: before });
  // Where a run was not finished, the primary action itself goes back.
  const isBackTheOnlyWay = step === 'apply' && (report === null || !stands(report));
  const View = stepViews[step];
  return (
    <WizardProvider
      value={{
        state, answers, problems, next, isWaiting, repairing, bundle, ...applying,
        facts: planned?.facts ?? null,
        change: (change) => dispatch({ type: 'answer', change }),
        go,
        fix: (fix: Fix) => {
          if (fix.kind === 'goToStep') go(fix.step);
          else if (fix.kind === 'retry' && step === 'proof') applying.proveAgain();
        },
        back: run !== null || isBackTheOnlyWay ? null : goBack,
        nextTitle: following?.title ?? null,
        leave,
      }}
    >
      <AppFrame
        rail={<WizardRail steps={shown} seen={seen} current={step} isApplied={wasApplied(state)} />}
        main={
          <Suspense fallback={<Spinner label="Loading the step" />}>
            <View />
          </Suspense>
        }
        side={wideSteps.includes(step) ? undefined : <PreviewColumn />}
      />
    </WizardProvider>
  );
}
