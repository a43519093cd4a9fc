import { describeCommand } from '../../shared/plan/describePlan.ts';
import type { Problem } from '../../shared/errors/failure.ts';
import { stepOfField } from '../../shared/wizard/stepProblems.ts';
import { steps } from '../../shared/wizard/steps.ts';
import { Button } from '../components/Button.tsx';
import { DiffView } from '../components/DiffView.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Notice } from '../components/Notice.tsx';
import { placeOf } from '../components/placeOf.ts';
import { ProblemList } from '../components/ProblemList.tsx';
import { Spinner } from '../components/Spinner.tsx';
import { StepFrame } from '../wizard/StepFrame.tsx';
import { useWizard } from '../wizard/wizardContext.ts';
import type { Planned } from '../wizard/wizardReducer.ts';
import css from './steps.module.css';

/** With the way to the step it belongs to, where there are steps that ask. */
function withStep(found: Problem, isRepair: boolean): Problem {
  if (isRepair) return found.fix?.kind === 'goToStep' ? withoutFix(found) : found;
  const step = stepOfField(found.field);
  const title = steps.find((each) => each.id === step)?.title ?? '';
  return found.fix !== undefined || step === 'review' ? found : { ...found, fix: { kind: 'goToStep', label: `Go to ${title}`, step } };
}

function withoutFix({ fix: _, ...found }: Problem): Problem {
  return found;
}

/** Faults that no repair takes away: promtool may refuse the file for one of them, and it is better known before. */
function LeftToYou() {
  const { repairing } = useWizard();
  const findings = (repairing?.rest ?? []).filter(({ severity, repair }) => severity === 'broken' && repair === undefined);
  if (findings.length === 0) return null;
  return (
    <Notice tone="warn" title={findings.length === 1 ? 'One fault is left to you' : `${String(findings.length)} faults are left to you`}>
      <p>A fault that keeps a file from being read makes promtool refuse the repaired file as well, and then nothing is changed. Put such a fault right first.</p>
      <ul className={css.repairs}>
        {findings.map((found) => (
          <li key={found.id}>
            {found.message}
            <small>{placeOf(found)}</small>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** What was chosen to be repaired, before all that it takes. */
function Repairs() {
  const { repairing } = useWizard();
  if (repairing === null || repairing.findings.length === 0) return null;
  return (
    <section className={css.section}>
      <h2>What is repaired</h2>
      <ul className={css.repairs}>
        {repairing.findings.map(({ id, message, repair }) => (
          <li key={id}>
            {repair}
            <small>{message}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Actions({ planned }: { planned: Planned }) {
  const { actions } = planned.plan;
  if (actions.length === 0) {
    return <Notice tone="info">Everything is as you asked for already. Nothing is written; every check is tried once more.</Notice>;
  }
  return (
    <section className={css.section}>
      <h2>What will be done, in this order</h2>
      <ol className={css.actions}>
        {actions.map((action, index) => (
          <li key={`${String(index)} ${action.why}`}>
            <div>
              {action.why}
              {describeCommand(action).map((command) => (
                <code key={command}>{command}</code>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Plan({ planned }: { planned: Planned }) {
  return (
    <>
      <Actions planned={planned} />
      {planned.diffs.length > 0 && (
        <section className={css.section}>
          <h2>Every file</h2>
          <div className={css.stack}>
            {planned.diffs.map((diff) => (
              <DiffView key={diff.path} diff={diff} />
            ))}
          </div>
        </section>
      )}
    </>
  );
}

/** Review: every action with its reason, every file with its diff. Up to here nothing has been touched. */
export default function ReviewStep() {
  const { state, answers, problems, apply, fix, repairing } = useWizard();
  const { planned, plannedFor, planFailure, applyFailure } = state;
  const isCurrent = plannedFor === answers && planned !== null;
  const all = problems.map((found) => withStep(found, repairing !== null));
  const isAllThere = isCurrent && planned.plan.actions.length === 0;
  const blocked = all.some((found) => found.severity === 'error');
  return (
    <StepFrame
      title="Review"
      lead={isAllThere ? 'There is nothing to change. What is in place can be proven again.' : 'Nothing has been touched up to here. Apply does what stands below and nothing else; if it cannot finish, it puts everything back.'}
      primary={{ label: isAllThere ? 'Prove it again' : 'Apply', onPress: apply, isDisabled: !isCurrent || blocked || planFailure !== null }}
      shownFields={all.map(({ field = '' }) => field)}
      {...(repairing !== null && planFailure !== null && { extra: <Button onPress={repairing.onCheckAgain}>Check again</Button> })}
      note={blocked && (isCurrent || planFailure !== null) ? 'Put right what is listed at the top first.' : undefined}
    >
      {applyFailure !== null && <FailureNotice failure={applyFailure} onFix={fix} />}
      {planFailure !== null && all.length === 0 && <FailureNotice failure={planFailure} onFix={fix} />}
      {all.length > 0 && <ProblemList problems={all} onFix={fix} />}
      <Repairs />
      <LeftToYou />
      {!isCurrent && planFailure === null && <Spinner label="Looking at the machine and planning" />}
      {planned !== null && planFailure === null && <Plan planned={planned} />}
    </StepFrame>
  );
}
