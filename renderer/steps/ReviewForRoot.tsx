import type { Failure, Problem } from '../../shared/errors/failure.ts';
import { cannotBeRead, stopsOnlyThisUser } from '../../shared/plan/needsRoot.ts';
import { useApp } from '../app/appContext.ts';
import { CodeBlock } from '../components/CodeBlock.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Notice } from '../components/Notice.tsx';
import { PathField } from '../components/PathField.tsx';
import { ProblemList } from '../components/ProblemList.tsx';
import { StepFrame } from '../wizard/StepFrame.tsx';
import type { PlannedBundle } from '../wizard/useBundle.ts';
import { useWizard } from '../wizard/wizardContext.ts';
import { LeftToYou, Repairs, ReviewedPlan } from './ReviewedPlan.tsx';
import { withStep } from './reviewProblems.ts';
import css from './steps.module.css';

/** The places this user may not write, and what PromSeal does instead of asking for more rights. */
function WhyRoot() {
  const { problems } = useWizard();
  const messages = new Set(problems.filter(stopsOnlyThisUser).map(({ message }) => message));
  return (
    <Notice tone="info" title="This change needs root">
      <p>PromSeal never asks for more rights. It puts the change into a folder of yours, with one script that you can read; root installs it with one command.</p>
      <ul className={css.repairs}>
        {[...messages].map((message) => <li key={message}>{message}</li>)}
      </ul>
    </Notice>
  );
}

const aboutFolder: readonly string[] = ['BUNDLE_FOLDER_TAKEN', 'FOLDER_WORLD_WRITABLE', 'FILE_NOT_WRITABLE', 'FOLDER_NOT_A_FOLDER'];

const problemOf = ({ code, message, hint }: Failure): Problem => ({ code, message, severity: 'error', ...(hint !== undefined && { hint }) });

/** Review of a change for which only root's rights are missing: it is staged for root to install. */
export function ReviewForRoot({ planned }: { planned: PlannedBundle }) {
  const { bundle, fix, repairing } = useWizard();
  const { list } = useApp();
  const { folder, setFolder, failure, isMaking, make } = bundle;
  const listed = bundle.problems.map((found) => withStep(found, repairing !== null));
  const { dropIn } = planned;
  const refused = failure !== null && aboutFolder.includes(failure.code) ? problemOf(failure) : null;
  return (
    <StepFrame
      title="Review"
      lead="Nothing has been touched up to here. The bundle holds what stands below and nothing else; until root installs it, nothing on this machine changes."
      primary={{ label: isMaking ? 'Making the bundle' : 'Make a bundle', onPress: make, isDisabled: isMaking || listed.length > 0 || folder.trim() === '' }}
      shownFields={listed.map(({ field = '' }) => field)}
      note={listed.length > 0 ? 'Put right what is listed at the top first.' : failure?.message}
    >
      {failure !== null && refused === null && <FailureNotice failure={failure} onFix={fix} />}
      {listed.length > 0 && <ProblemList problems={listed} onFix={fix} />}
      {listed.some(cannotBeRead) && (
        <Notice tone="warn" title="You may not read all of it">
          What you may not read cannot be staged by you. Have root run PromSeal in a terminal, or let you read it.
        </Notice>
      )}
      <WhyRoot />
      <PathField
        label="New folder for the bundle"
        value={folder}
        onChange={setFolder}
        kind="folder"
        list={list}
        problem={refused}
        hint="It will hold keys and passwords, for you alone. ~ is your home folder."
      />
      <Repairs />
      <LeftToYou />
      <ReviewedPlan
        plan={planned.plan}
        diffs={planned.diffs}
        title="What root will do, in this order"
        more={dropIn !== null && <CodeBlock title={dropIn.path} language="systemd" code={dropIn.text} />}
      />
    </StepFrame>
  );
}
