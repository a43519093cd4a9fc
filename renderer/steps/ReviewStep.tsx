import { Button } from '../components/Button.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { ProblemList } from '../components/ProblemList.tsx';
import { Spinner } from '../components/Spinner.tsx';
import { StepFrame } from '../wizard/StepFrame.tsx';
import { useWizard } from '../wizard/wizardContext.ts';
import { BundleReady } from './BundleReady.tsx';
import { LeftToYou, Repairs, ReviewedPlan } from './ReviewedPlan.tsx';
import { ReviewForRoot } from './ReviewForRoot.tsx';
import { withStep } from './reviewProblems.ts';

function OwnReview() {
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
      {planned !== null && planFailure === null && <ReviewedPlan plan={planned.plan} diffs={planned.diffs} />}
    </StepFrame>
  );
}

/** This user may not make the change; whether root may is being looked at. */
function RefusedReview() {
  const { apply } = useWizard();
  return (
    <StepFrame title="Review" lead="Nothing has been touched up to here." primary={{ label: 'Apply', onPress: apply, isDisabled: true }}>
      <Spinner label="You may not write there. Looking at what root would do" />
    </StepFrame>
  );
}

/** Review: every action with its reason, every file with its diff. Up to here nothing has been touched. */
export default function ReviewStep() {
  const { bundle } = useWizard();
  if (bundle.staged !== null && bundle.planned !== null) return <BundleReady staged={bundle.staged} planned={bundle.planned} />;
  if (bundle.isPlanning) return <RefusedReview />;
  return bundle.planned === null ? <OwnReview /> : <ReviewForRoot planned={bundle.planned} />;
}
