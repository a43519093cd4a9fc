import { canEnter, isStepId, type Step, type StepId, type WizardState } from '../../shared/wizard/steps.ts';
import { stepSummary } from '../../shared/wizard/stepSummary.ts';
import { useApp } from '../app/appContext.ts';
import { Button } from '../components/Button.tsx';
import { type RailStep, StepRail } from '../components/StepRail.tsx';
import { ThemeToggle } from '../components/ThemeToggle.tsx';
import { useWizard } from './wizardContext.ts';
import css from './WizardRail.module.css';

interface Props {
  steps: readonly Step<StepId>[];
  seen: WizardState;
  current: StepId;
  /** What is in place was applied before. */
  isApplied: boolean;
}

function stateOf(step: Step<StepId>, seen: WizardState, current: StepId): RailStep['state'] {
  if (step.id === current) return 'now';
  if (step.done(seen)) return 'done';
  return seen.visited.includes(step.id) && seen.problemSteps.includes(step.id) ? 'attention' : 'todo';
}

function footerWords({ report, applying }: WizardState, isApplied: boolean): string {
  if (applying) return 'At work now';
  if (report === null) return isApplied ? 'Applied earlier, unchanged' : 'Nothing has been changed yet';
  if (report.commands.length > 0) return 'Commands are left to run';
  return report.outcome === 'rolledBack' ? 'Put back as it was' : 'Applied, undo is ready';
}

/** The steps at the left, with what was settled in each, and where the setup lies. */
export function WizardRail({ steps, seen, current, isApplied }: Props) {
  const { settings, changeSettings } = useApp();
  const { go, leave } = useWizard();
  const rail = steps.map((step) => ({
    id: step.id,
    title: step.title,
    summary: seen.visited.includes(step.id) || step.done(seen) ? stepSummary(step.id, seen.answers, seen.report) : undefined,
    state: stateOf(step, seen, current),
    canEnter: canEnter(step.id, seen) && !seen.applying,
  }));
  return (
    <StepRail
      steps={rail}
      current={current}
      onGo={(id) => isStepId(id) && go(id)}
      footer={
        <div className={css.footer}>
          <span className={css.folder}>{seen.answers.folder}</span>
          <span>{footerWords(seen, isApplied)}</span>
          <div className={css.tools}>
            <Button variant="quiet" size="small" onPress={leave}>Start screen</Button>
            <ThemeToggle value={settings.theme} onChange={(theme) => changeSettings({ theme })} />
          </div>
        </div>
      }
    />
  );
}
