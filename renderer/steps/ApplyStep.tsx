import { useEffect, useState } from 'react';
import type { Report } from '../../shared/model/report.ts';
import { CodeBlock } from '../components/CodeBlock.tsx';
import { Disclosure } from '../components/Disclosure.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { LogView } from '../components/LogView.tsx';
import { Progress } from '../components/Progress.tsx';
import type { Tone } from '../components/Notice.tsx';
import { VerdictBanner } from '../components/VerdictBanner.tsx';
import { StepFrame } from '../wizard/StepFrame.tsx';
import { useWizard } from '../wizard/wizardContext.ts';
import { isBack, type Run, stands } from '../wizard/wizardReducer.ts';
import { RunSteps } from './RunSteps.tsx';
import { currentWords, stepsOfRun } from './stepsOfRun.ts';
import css from './steps.module.css';

/** Milliseconds since then, counting. */
function useElapsed(since: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, now - since);
}

const banners: Readonly<Record<Report['outcome'], { tone: Tone; title: string }>> = {
  applied: { tone: 'good', title: 'Applied' },
  appliedWithFailures: { tone: 'warn', title: 'Applied, not all proven' },
  rolledBack: { tone: 'info', title: 'Put back' },
  needsHands: { tone: 'bad', title: 'Your hands are needed' },
};

function Ended({ report }: { report: Report }) {
  const { undo, fix } = useWizard();
  const { failure } = report;
  const refusedUndo = failure?.code === 'UNDO_WOULD_LOSE_CHANGES';
  // Nothing went wrong where the only thing left is a restart that is somebody else's to do.
  const { tone, title } = isBack(report) && report.commands.length > 0 ? { tone: 'warn' as const, title: 'The rest is yours' } : banners[report.outcome];
  const stopped = failure?.code === 'CANCELLED';
  // Who stopped it knows that it was not finished, and wants to hear that it was heard.
  const words = stopped && report.outcome === 'rolledBack' ? failure.message : report.message;
  return (
    <div className={css.stack}>
      <VerdictBanner tone={tone} title={title}>{words}</VerdictBanner>
      {failure !== null && !stopped && <FailureNotice failure={failure} onFix={refusedUndo ? () => undo(true) : fix} />}
      {report.commands.length > 0 && <CodeBlock title="Run these" language="shell" code={report.commands.join('\n')} />}
    </div>
  );
}

const logOf = (run: Run): string[] => run.events.flatMap((event) => (event.type === 'log' ? [event.line] : []));

function AtWork({ run }: { run: Run }) {
  const { cancel } = useWizard();
  const elapsedMs = useElapsed(run.startedAt);
  const log = logOf(run);
  const stopping = { label: 'Stopping, and putting back what was changed', elapsedMs };
  return (
    <>
      <Progress {...(run.isStopping ? stopping : { ...currentWords(run.plan, run.events), elapsedMs, onCancel: cancel })} />
      <RunSteps steps={stepsOfRun(run.plan, run.events)} />
      {log.length > 0 && <LogView lines={log} label="Log of Prometheus" />}
    </>
  );
}

/** For a run that was not finished: where it stopped, and what Prometheus had to say. */
function HowFar({ run, wasPutBack }: { run: Run; wasPutBack: boolean }) {
  const steps = stepsOfRun(run.plan, run.events);
  const log = logOf(run);
  if (steps.length === 0 && log.length === 0) return null;
  return (
    <Disclosure title="How far it went">
      <div className={css.stack}>
        {wasPutBack && <p>What is ticked was done and then put back.</p>}
        {steps.length > 0 && <RunSteps steps={steps} isStopped />}
        {log.length > 0 && <LogView lines={log} label="Log of Prometheus" />}
      </div>
    </Disclosure>
  );
}

const atWork = 'The work goes on whatever happens to this page. Reload it to see where it stands; keep the tab, because its link works only once.';

/** Apply: what is being done right now, what is done already, the log of Prometheus, and a way to stop. */
export default function ApplyStep() {
  const { state, go, next, fix } = useWizard();
  const { run, ran, report, applyFailure } = state;
  const isThere = report !== null && stands(report);
  const hasFailed = applyFailure !== null || (report !== null && !isThere && report.failure !== null);
  const primary = run !== null ? null : isThere ? { label: 'Next: Proof', onPress: next } : { label: 'Back to Review', onPress: () => go('review') };
  return (
    <StepFrame title="Apply" lead={run === null ? 'How it went.' : atWork} primary={primary}>
      {run !== null && <AtWork run={run} />}
      {applyFailure !== null && <FailureNotice failure={applyFailure} onFix={fix} />}
      {report !== null && <Ended report={report} />}
      {ran !== null && hasFailed && <HowFar run={ran} wasPutBack={report?.outcome === 'rolledBack'} />}
      {run === null && report === null && applyFailure === null && <p>Nothing is being applied.</p>}
    </StepFrame>
  );
}
