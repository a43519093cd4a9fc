import { useEffect, useState } from 'react';
import type { ApplyEvent, Report } from '../../shared/model/report.ts';
import { Button } from '../components/Button.tsx';
import { CodeBlock } from '../components/CodeBlock.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { LogView } from '../components/LogView.tsx';
import { Progress } from '../components/Progress.tsx';
import type { Tone } from '../components/Notice.tsx';
import { VerdictBanner } from '../components/VerdictBanner.tsx';
import { StepFrame } from '../wizard/StepFrame.tsx';
import { useWizard } from '../wizard/wizardContext.ts';
import { isBack } from '../wizard/wizardReducer.ts';
import css from './steps.module.css';

function useElapsed(since: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (since === null) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [since]);
  return since === null ? 0 : Math.max(0, now - since);
}

function currentWords(events: readonly ApplyEvent[]): { label: string; value?: number } {
  const latest = events.findLast((event) => event.type !== 'log');
  if (latest === undefined) return { label: 'Looking at the machine once more' };
  if (latest.type === 'check') return { label: `Proving: ${latest.check.title}` };
  if (latest.type === 'progress') return { label: latest.text, ...(latest.total === null ? {} : { value: latest.done / latest.total }) };
  return latest.type === 'step' ? { label: latest.text, value: latest.index / latest.total } : { label: '' };
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

/** Apply: what is being done right now, the log of Prometheus, and a way to stop. */
export default function ApplyStep() {
  const { state, cancel, go, next, fix } = useWizard();
  const { run, report, applyFailure } = state;
  const elapsedMs = useElapsed(run?.startedAt ?? null);
  const events = run?.events ?? [];
  const log = events.flatMap((event) => (event.type === 'log' ? [event.line] : []));
  const doneSteps = events.filter((event) => event.type === 'step');
  const stands = report !== null && (report.outcome === 'applied' || report.outcome === 'appliedWithFailures');
  const primary = run !== null ? null : stands ? { label: 'Next: Proof', onPress: next } : { label: 'Back to Review', onPress: () => go('review') };
  return (
    <StepFrame title="Apply" lead={run === null ? 'How it went.' : 'The work goes on whatever happens to this page. Reload it to see where it stands; keep the tab, because its link works only once.'} primary={primary}>
      {run !== null && (
        <>
          <Progress {...currentWords(events)} elapsedMs={elapsedMs} onCancel={cancel} />
          {doneSteps.length > 0 && (
            <ol className={css.actions}>
              {doneSteps.map((event) => event.type === 'step' && <li key={event.index}>{event.text}</li>)}
            </ol>
          )}
          {log.length > 0 && <LogView lines={log} label="Log of Prometheus" />}
        </>
      )}
      {applyFailure !== null && <FailureNotice failure={applyFailure} onFix={fix} />}
      {report !== null && <Ended report={report} />}
      {run === null && report === null && applyFailure === null && <Button onPress={() => go('review')}>Back to Review</Button>}
    </StepFrame>
  );
}
