import { useState } from 'react';
import type { Setup } from '../../shared/contract/contract.ts';
import type { Answers } from '../../shared/model/answers.ts';
import type { HostFacts } from '../../shared/model/hostFacts.ts';
import type { Report } from '../../shared/model/report.ts';
import { answersFromSetup } from '../../shared/wizard/draft.ts';
import type { StepId } from '../../shared/wizard/steps.ts';
import { Button } from '../components/Button.tsx';
import { CodeBlock } from '../components/CodeBlock.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Link } from '../components/Link.tsx';
import { Notice } from '../components/Notice.tsx';
import { PathField } from '../components/PathField.tsx';
import { Spinner } from '../components/Spinner.tsx';
import { forgetPasswords } from '../wizard/passwords.ts';
import { isBack } from '../wizard/wizardReducer.ts';
import { type Change, OpenedSetup } from './OpenedSetup.tsx';
import { Page } from './Page.tsx';
import { renewal } from './renewal.ts';
import type { Screen } from './App.tsx';
import { useApp } from './appContext.ts';
import { useSetup } from './useSetup.ts';
import css from './OpenScreen.module.css';

interface Props {
  onLeave: () => void;
  onGo: (screen: Screen) => void;
}

/** How an undo or a recovery ended, with what is left to do by hand. */
function PutBackNotice({ report, onForce }: { report: Report; onForce: () => void }) {
  const isDone = report.outcome === 'rolledBack';
  const title = isDone ? 'Put back' : isBack(report) ? 'The rest is yours' : 'Not put back';
  const wouldLose = report.failure?.code === 'UNDO_WOULD_LOSE_CHANGES';
  return (
    <Notice
      tone={isDone ? 'good' : 'warn'}
      title={title}
      actions={wouldLose && <Button variant="danger" onPress={onForce}>Undo all the same</Button>}
    >
      {report.message}
      {report.commands.length > 0 && <CodeBlock title="Run these" language="shell" code={report.commands.join('\n')} />}
    </Notice>
  );
}

/** Where in the wizard something is changed, and with which answers. Nothing but a renewal changes them by itself. */
function destination(wanted: Exclude<Change, 'check' | 'connections'>, kept: Answers, remembered: Answers, facts: HostFacts): { answers: Answers; step: StepId } {
  switch (wanted) {
    case 'renew':
      return renewal(kept, remembered, facts) ?? { answers: kept, step: 'certificate' };
    case 'users':
      return { answers: kept, step: 'users' };
    case 'prove':
      return { answers: kept, step: 'review' };
    case 'anything':
      return { answers: kept, step: 'server' };
  }
}

/** Open an existing setup: a folder, what was done there, and what can be done now. */
export function OpenScreen({ onLeave, onGo }: Props) {
  const { settings, list } = useApp();
  const { setup, failure, report, busy, open, putBack, inspect } = useSetup();
  const [folder, setFolder] = useState(settings.recentFolders[0] ?? '');

  const openFolder = (path: string): void => {
    setFolder(path);
    void open(path);
  };
  const change = async (opened: Setup, wanted: Change): Promise<void> => {
    if (wanted === 'check' || wanted === 'connections') return onGo({ id: wanted, request: { target: { kind: 'folder', folder: opened.folder } } });
    const facts = await inspect(opened);
    if (opened.answers === null || facts === null) return;
    forgetPasswords();
    const kept = answersFromSetup(opened.answers, facts);
    onGo({ id: 'wizard', ...destination(wanted, kept, opened.answers, facts), beginning: { opened: true, applied: opened.checkpoints.length > 0 } });
  };
  return (
    <Page title="Open an existing setup" lead="Name the folder that the setup was made in." onLeave={onLeave}>
      <form
        className={css.row}
        onSubmit={(event) => {
          event.preventDefault();
          openFolder(folder);
        }}
      >
        <PathField label="Folder" value={folder} onChange={setFolder} kind="folder" list={list} />
        <Button variant="primary" type="submit" isDisabled={folder.trim() === '' || busy !== null}>Open</Button>
      </form>
      {settings.recentFolders.length > 0 && setup === null && (
        <section className={css.recent}>
          <h2>Opened before</h2>
          <ul>
            {settings.recentFolders.map((path) => (
              <li key={path}><Link onPress={() => openFolder(path)}>{path}</Link></li>
            ))}
          </ul>
        </section>
      )}
      <div aria-live="polite" className={css.results}>
        {busy !== null && <Spinner label={busy} />}
        {failure !== null && <FailureNotice failure={failure} />}
        {report !== null && <PutBackNotice report={report} onForce={() => void putBack(folder, 'undo', true)} />}
        {setup !== null && <OpenedSetup key={setup.checkpoints[0]?.id ?? ''} setup={setup} onChange={(wanted) => void change(setup, wanted)} onPutBack={(kind) => void putBack(setup.folder, kind, false)} />}
      </div>
    </Page>
  );
}
