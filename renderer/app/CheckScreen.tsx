import type { CheckReport } from '../../shared/model/checkReport.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { Button } from '../components/Button.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { countsOfFindings } from '../components/findingLook.ts';
import { Spinner } from '../components/Spinner.tsx';
import { VisuallyHidden } from '../components/VisuallyHidden.tsx';
import type { Screen } from './App.tsx';
import { CheckChooser } from './CheckChooser.tsx';
import { CheckFindings } from './CheckFindings.tsx';
import { CheckLookedAt } from './CheckLookedAt.tsx';
import type { CheckRequest } from './checkRequest.ts';
import { targetWords, verdictOf } from './checkWords.ts';
import { Page } from './Page.tsx';
import { type Check, useCheck } from './useCheck.ts';
import css from './CheckScreen.module.css';

interface Props {
  /** null while it is being chosen. */
  request: CheckRequest | null;
  /** What was found there already. */
  known: CheckReport | null;
  onGo: (screen: Screen) => void;
  onLeave: () => void;
}

/** What is said to those who hear the page, once it is there: the list itself they read when they want to. */
function doneWords(report: CheckReport): string {
  const { title, text } = verdictOf(report);
  const counts = countsOfFindings(report.findings);
  return `Checked. ${title}. ${counts === '' ? text : `${counts}.`}`;
}

function waitWords(check: Check, request: CheckRequest): string | null {
  if (check.kind === 'looking') return `Looking at ${targetWords(request.target)}: files, servers and what they answer`;
  return check.kind === 'waiting' ? `A change is being made in ${check.folder}. The setup is looked at as soon as it has ended` : null;
}

/** What was found, and what it was found in. */
function Found({ request, known, onGo }: Omit<Props, 'onLeave' | 'request'> & { request: CheckRequest }) {
  const { check, look } = useCheck(request, known);
  const waiting = waitWords(check, request);
  const repair = (report: CheckReport, findings: readonly Finding[]): void => {
    if (report.answers === null) return;
    onGo({ id: 'repair', answers: { ...report.answers, repair: findings.map(({ id }) => id) }, findings, request, report });
  };
  return (
    <>
      <div className={css.target}>
        <p className={css.what}><span>Setup:</span> {targetWords(request.target)}</p>
        <div className={css.actions}>
          <Button size="small" onPress={look} isDisabled={waiting !== null}>Check again</Button>
          {check.kind === 'done' && check.report.answers !== null && check.report.connections.length > 0 && (
            <Button size="small" onPress={() => onGo({ id: 'connections', request, report: check.report })}>Switch connections</Button>
          )}
          <Button size="small" onPress={() => onGo({ id: 'check', request: null })}>Check something else</Button>
        </div>
        <div role="status" className={css.said}>{check.kind === 'done' && <VisuallyHidden>{doneWords(check.report)}</VisuallyHidden>}</div>
      </div>
      {waiting !== null && <Spinner label={waiting} />}
      {check.kind === 'failed' && <FailureNotice failure={check.failure} onRetry={look} />}
      {check.kind === 'done' && <CheckFindings report={check.report} onRepair={(findings) => repair(check.report, findings)} />}
      {check.kind === 'done' && <CheckLookedAt report={check.report} />}
    </>
  );
}

/** Check a setup: what to look at, what was found in it, and the way to repairing it. */
export function CheckScreen({ request, known, onGo, onLeave }: Props) {
  return (
    <Page
      title="Check a setup"
      lead="PromSeal reads the files, asks the servers, and compares one with the other. Nothing is changed."
      onLeave={onLeave}
    >
      {request === null ? <CheckChooser onCheck={(chosen) => onGo({ id: 'check', request: chosen })} /> : <Found request={request} known={known} onGo={onGo} />}
    </Page>
  );
}
