import type { CheckReport } from '../../shared/model/checkReport.ts';
import { Button } from '../components/Button.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Notice } from '../components/Notice.tsx';
import { ProblemList } from '../components/ProblemList.tsx';
import { Spinner } from '../components/Spinner.tsx';
import type { Screen } from './App.tsx';
import type { Choice } from './connectionAnswers.ts';
import { ConnectionsForm } from './ConnectionsForm.tsx';
import type { CheckRequest } from './checkRequest.ts';
import { targetWords } from './checkWords.ts';
import { Page } from './Page.tsx';
import { useCheck } from './useCheck.ts';
import css from './Connections.module.css';

interface Props {
  request: CheckRequest;
  /** What was found there already. */
  known: CheckReport | null;
  /** What was chosen before. */
  choice: Choice | null;
  onGo: (screen: Screen) => void;
  onLeave: () => void;
}

/** The connections of what was found, or why there are none. */
function Found({ report, request, choice, onGo }: Omit<Props, 'known' | 'onLeave'> & { report: CheckReport }) {
  const { answers, connections, problems } = report;
  const back = (): void => onGo({ id: 'check', request, report });
  if (answers === null || connections.length === 0) {
    return (
      <Notice tone="info" title="There is nothing to switch" actions={<Button onPress={back}>Back to the check</Button>}>
        <p>No scrape job, Alertmanager or remote storage was found in {targetWords(request.target)}.</p>
        <ProblemList problems={problems} />
      </Notice>
    );
  }
  return (
    <ConnectionsForm
      answers={answers}
      connections={connections}
      choice={choice}
      onReview={(wanted, chosen) => onGo({ id: 'switch', answers: wanted, choice: chosen, request, report })}
      onBack={back}
    />
  );
}

/** Switch connections: which of them, what they become, and the way to reviewing it. */
export function ConnectionsScreen({ request, known, choice, onGo, onLeave }: Props) {
  const { check, look } = useCheck(request, known);
  return (
    <Page
      title="Switch connections"
      lead="Give any number of scrape jobs, Alertmanagers and remote storages TLS and passwords at once, or take them back. Nothing is changed before you have reviewed it."
      onLeave={onLeave}
    >
      <p className={css.what}><span>Setup:</span> {targetWords(request.target)}</p>
      {check.kind === 'looking' && <Spinner label={`Looking at ${targetWords(request.target)}: files, servers and what they answer`} />}
      {check.kind === 'waiting' && <Spinner label={`A change is being made in ${check.folder}. The setup is looked at as soon as it has ended`} />}
      {check.kind === 'failed' && <FailureNotice failure={check.failure} onRetry={look} />}
      {check.kind === 'done' && <Found report={check.report} request={request} choice={choice} onGo={onGo} />}
    </Page>
  );
}
