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
import { useNavigation } from './useNavigation.ts';
import { usePlanning, useProblems } from './usePlanning.ts';
import { WizardProvider } from './wizardContext.ts';
import { WizardRail } from './WizardRail.tsx';
import { type Beginning, initialState, isComplete, stands, type State, wizardReducer } from './wizardReducer.ts';

interface Props {
  first: Answers;
  firstStep: StepId;
  beginning: Beginning;
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

/** The wizard: the rail, the step, and what it will do. */
export function Wizard({ first, firstStep, beginning, onLeave }: Props) {
  const { client, settings, changeSettings } = useApp();
  const [state, dispatch] = useReducer(wizardReducer, undefined, () => initialState(first, firstStep, beginning));
  usePlanning(client, state, dispatch);
  const applying = useApplying(client, state, dispatch);
  const { answers, step, report, visited, run, planned, plannedFor } = state;
  const found = useProblems(state);
  const passwordProblems = usePasswordProblems(answers, plannedFor === answers && planned !== null ? planned.plan : null);
  const problems = [...found, ...passwordProblems];

  // Nothing secret is in the answers, so they may be kept for the next start.
  const keptStep = stepToKeep(state);
  const isApplied = state.isApplied || state.earlier.length > 0;
  useEffect(() => {
    changeSettings({ draft: { answers, step: keptStep, applied: isApplied } });
  }, [answers, keptStep, isApplied, changeSettings]);
  const leave = (): void => {
    if (isComplete(state)) changeSettings({ draft: null });
    onLeave();
  };

  const { recentFolders } = settings;
  useEffect(() => {
    if (report !== null && recentFolders[0] !== answers.folder) changeSettings({ recentFolders: withRecent(recentFolders, answers.folder) });
  }, [report, answers.folder, recentFolders, changeSettings]);

  const seen: WizardState = { answers, visited, problemSteps: stepsWithErrors(problems), report, applying: run !== null };
  const { shown, before, following, next, go, isWaiting } = useNavigation(state, seen, dispatch);
  // Where a run was not finished, the primary action itself goes back.
  const isBackTheOnlyWay = step === 'apply' && (report === null || !stands(report));
  const View = stepViews[step];
  return (
    <WizardProvider
      value={{
        state, answers, problems, next, isWaiting, ...applying,
        facts: planned?.facts ?? null,
        change: (change) => dispatch({ type: 'answer', change }),
        go,
        fix: (fix: Fix) => {
          if (fix.kind === 'goToStep') go(fix.step);
          else if (fix.kind === 'retry' && step === 'proof') applying.proveAgain();
        },
        back: before === null || run !== null || isBackTheOnlyWay ? null : () => dispatch({ type: 'go', step: before }),
        nextTitle: following?.title ?? null,
        leave,
      }}
    >
      <AppFrame
        rail={<WizardRail steps={shown} seen={seen} current={step} isApplied={isApplied} />}
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
