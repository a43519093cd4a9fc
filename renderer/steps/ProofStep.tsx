import { type ReactNode, useEffect, useState } from 'react';
import type { Report, Target } from '../../shared/model/report.ts';
import { maskedReport } from '../../shared/exports/maskLinks.ts';
import { reportPage } from '../../shared/exports/reportPage.ts';
import { useApp } from '../app/appContext.ts';
import { Button } from '../components/Button.tsx';
import { CertificateChain } from '../components/CertificateChain.tsx';
import { CodeBlock } from '../components/CodeBlock.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { HandshakeTimeline } from '../components/HandshakeTimeline.tsx';
import { Notice } from '../components/Notice.tsx';
import { ProofGrid } from '../components/ProofGrid.tsx';
import { Spinner } from '../components/Spinner.tsx';
import { TargetsTable } from '../components/TargetsTable.tsx';
import { VerdictBanner } from '../components/VerdictBanner.tsx';
import { StepFrame } from '../wizard/StepFrame.tsx';
import { useWizard } from '../wizard/wizardContext.ts';
import { MadePasswords } from './MadePasswords.tsx';
import { LiveLog } from './LiveLog.tsx';
import { saveText } from './saveText.ts';
import css from './steps.module.css';

const pollMs = 2000;

/** The targets as Prometheus has them now, asked again while the page is looked at. */
function useTargets(first: readonly Target[]): { targets: readonly Target[]; now: number } {
  const { client } = useApp();
  const { answers } = useWizard();
  const [seen, setSeen] = useState({ targets: first, now: Date.now() });
  useEffect(() => {
    let watching = true;
    const look = async (): Promise<void> => {
      if (document.visibilityState === 'visible') {
        const read = await client['proof.targets']({ answers });
        if (watching && read.ok && read.value.targets.length > 0) setSeen({ targets: read.value.targets, now: Date.now() });
      }
      if (watching) timer = setTimeout(() => void look(), pollMs);
    };
    let timer = setTimeout(() => void look(), pollMs);
    return () => {
      watching = false;
      clearTimeout(timer);
    };
  }, [client, answers]);
  return seen;
}

/** Nothing was tried yet: a person has to restart the server first. */
const waitsForHands = ({ checks, commands }: Report): boolean => checks.length === 0 && commands.length > 0;

function Verdict({ report }: { report: Report }) {
  if (waitsForHands(report)) return <VerdictBanner tone="warn" title="The rest is yours">{report.message}</VerdictBanner>;
  const good = report.checks.filter((check) => check.ok).length;
  const up = report.targets.filter((target) => target.health === 'up').length;
  const counts = `${String(good)} of ${String(report.checks.length)} checks hold, ${String(up)} of ${String(report.targets.length)} targets up.`;
  const sealed = report.outcome === 'applied';
  return (
    <VerdictBanner tone={sealed ? 'good' : 'bad'} title={sealed ? 'Proven' : 'Not proven'}>
      {report.message} {counts}
    </VerdictBanner>
  );
}

/** Where what was chosen is repaired and checks fail all the same: other faults were there before. */
function RestOfRepair({ report: { outcome, checks } }: { report: Report }) {
  const { repairing } = useWizard();
  const repairs = checks.filter(({ id }) => id === 'repaired');
  const isRepaired = repairs.length > 0 && repairs.every(({ ok }) => ok);
  if (repairing === null || repairing.rest.length === 0 || outcome === 'applied' || !isRepaired) return null;
  return (
    <Notice tone="info" title="What you chose is repaired" actions={<Button size="small" onPress={repairing.onCheckAgain}>See what is left</Button>}>
      Something else was found beside it and is still there, which may be why a check fails.
    </Notice>
  );
}

function Connection({ report }: { report: Report }) {
  const [now] = useState(() => Date.now());
  const { state } = useWizard();
  const { connection } = report;
  if (connection === null) return null;
  const endpoint = state.planned?.plan.endpoint;
  const leaf = connection.chain[0];
  const caFile = endpoint?.caFile ?? null;
  const trusted = leaf?.selfSigned === true && caFile !== null ? { label: caFile, sha256: leaf.sha256 } : null;
  return (
    <div className={css.columns}>
      <section className={css.section}>
        <h2>One connection, in order</h2>
        <HandshakeTimeline result={connection} />
      </section>
      {connection.chain.length > 0 && (
        <section className={css.section}>
          <h2>Who vouches for whom</h2>
          <CertificateChain chain={connection.chain} trusted={trusted} address={new URL(connection.url).host} now={now} isAccepted={connection.clients.go?.ok === true} />
        </section>
      )}
    </div>
  );
}

function Proven({ report, children }: { report: Report; children: ReactNode }) {
  const { fix } = useWizard();
  const { targets, now } = useTargets(report.targets);
  return (
    <>
      <Verdict report={report} />
      <RestOfRepair report={report} />
      <MadePasswords />
      {report.commands.length > 0 && <CodeBlock title="Still to be run by you" language="shell" code={report.commands.join('\n')} />}
      <div className={css.row}>{children}</div>
      <Connection report={report} />
      {!waitsForHands(report) && (
        <>
          <section className={css.section}>
            <h2>The door</h2>
            <ProofGrid checks={report.checks} onFix={fix} />
          </section>
          <section className={css.section}>
            <h2>What Prometheus says</h2>
            <TargetsTable targets={targets} now={now} />
          </section>
        </>
      )}
      <LiveLog />
    </>
  );
}

/** The report to keep: a page for people, and the same for programs. Neither holds a secret. */
function SaveReport({ report }: { report: Report }) {
  const { state, answers } = useWizard();
  const savePage = (): void => {
    const at = state.provenAt ?? report.startedAt + report.ms;
    saveText('promseal-report.html', reportPage(report, { endpoint: state.planned?.plan.endpoint ?? null, folder: answers.folder, at }));
  };
  return (
    <>
      <Button size="small" onPress={savePage}>Save report</Button>
      <Button size="small" onPress={() => saveText('promseal-report.json', JSON.stringify(maskedReport(report), null, 2))}>Save as JSON</Button>
    </>
  );
}

function AskUndo({ report, onKeep }: { report: Report; onKeep: () => void }) {
  const { facts, undo } = useWizard();
  const isOurs = facts === null || facts.server.control === 'promseal' || facts.server.control === 'rehearsal';
  return (
    <Notice
      tone="warn"
      title={report.checkpoint === null ? 'Undo the last change here?' : 'Undo what this run changed?'}
      isUrgent
      actions={
        <>
          <Button variant="danger" onPress={() => undo()}>Undo now</Button>
          <Button onPress={onKeep}>Keep it</Button>
        </>
      }
    >
      {report.checkpoint === null && 'This run changed nothing, so the change before it is undone. '}
      {isOurs
        ? 'Every file goes back to what it was, and Prometheus runs as it ran before. Until you apply again it is as open as it was.'
        : 'Every file goes back to what it was. PromSeal did not start this Prometheus, so you restart it: the commands are shown right after, and until then it refuses every connection.'}
    </Notice>
  );
}

/** Proof: everything below was tried, nothing is assumed. */
export default function ProofStep() {
  const { state, proveAgain, proving, fix, repairing } = useWizard();
  const { report, proofFailure } = state;
  const [isAsking, setAsking] = useState(false);
  const isUntried = report !== null && waitsForHands(report);
  const provingAgain = { label: 'Prove again', onPress: proveAgain, isDisabled: proving };
  return (
    <StepFrame
      title="Proof"
      lead={isUntried ? 'Nothing has been tried yet. Run the commands first, then prove it.' : 'Every line was tried for real, on a fresh connection each. A refusal that should happen counts as much as an answer.'}
      {...(isUntried && { primary: provingAgain })}
    >
      {report !== null && isAsking && <AskUndo report={report} onKeep={() => setAsking(false)} />}
      {report === null && <Spinner label="Looking for the proof of the last run" />}
      {proving && <Spinner label="Knocking on every door again" />}
      {proofFailure !== null && <FailureNotice failure={proofFailure} onFix={fix} onRetry={proveAgain} />}
      {report !== null && (
        <Proven report={report}>
          {!isUntried && <Button size="small" onPress={proveAgain} isDisabled={proving}>Prove again</Button>}
          {repairing !== null && <Button size="small" onPress={repairing.onCheckAgain}>Check again</Button>}
          <SaveReport report={report} />
          <Button size="small" variant="danger" onPress={() => setAsking(true)} isDisabled={isAsking}>{report.checkpoint === null ? 'Undo the last change' : 'Undo everything'}</Button>
        </Proven>
      )}
    </StepFrame>
  );
}
