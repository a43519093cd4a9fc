import { useState } from 'react';
import type { Setup } from '../../shared/contract/contract.ts';
import type { Failure } from '../../shared/errors/failure.ts';
import type { Report } from '../../shared/model/report.ts';
import { answersFromSetup } from '../../shared/wizard/draft.ts';
import { Button } from '../components/Button.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Link } from '../components/Link.tsx';
import { Notice } from '../components/Notice.tsx';
import { PathField } from '../components/PathField.tsx';
import { Spinner } from '../components/Spinner.tsx';
import { OpenedSetup } from './OpenedSetup.tsx';
import { Page } from './Page.tsx';
import type { Screen } from './App.tsx';
import { useApp } from './appContext.ts';
import css from './OpenScreen.module.css';

interface Props {
  onLeave: () => void;
  onGo: (screen: Screen) => void;
}

/** Open an existing setup: a folder, what was done there, and what can be done now. */
export function OpenScreen({ onLeave, onGo }: Props) {
  const { client, settings, changeSettings, list } = useApp();
  const [folder, setFolder] = useState(settings.recentFolders[0] ?? '');
  const [setup, setSetup] = useState<Setup | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [report, setReport] = useState<Report | null>(null);
  const [busy, setBusy] = useState<string | null>(null);

  const open = async (path: string): Promise<void> => {
    setFolder(path);
    setBusy('Reading the folder');
    const opened = await client['host.openSetup']({ folder: path });
    setBusy(null);
    setFailure(opened.ok ? null : opened.failure);
    setSetup(opened.ok ? opened.value : null);
    if (opened.ok) changeSettings({ recentFolders: [opened.value.folder, ...settings.recentFolders.filter((each) => each !== opened.value.folder)].slice(0, 12) });
  };

  const putBack = async (path: string, kind: 'undo' | 'recover', force: boolean): Promise<void> => {
    setBusy(kind === 'undo' ? 'Putting back what was changed' : 'Putting back what the interrupted run had changed');
    const done = await (kind === 'undo' ? client['apply.undo']({ folder: path, force }) : client['apply.recover']({ folder: path, force }));
    setBusy(null);
    setFailure(done.ok ? null : done.failure);
    setReport(done.ok ? done.value : null);
    if (done.ok) await open(path);
  };

  const change = async (opened: Setup): Promise<void> => {
    if (opened.answers === null) return;
    setBusy('Looking at the setup');
    const facts = await client['host.inspect']({ answers: opened.answers });
    setBusy(null);
    if (facts.ok) onGo({ id: 'wizard', answers: answersFromSetup(opened.answers, facts.value), step: 'server', opened: true });
    else setFailure(facts.failure);
  };

  return (
    <Page title="Open an existing setup" lead="Name the folder that was given when it was applied." onLeave={onLeave}>
      <form
        className={css.row}
        onSubmit={(event) => {
          event.preventDefault();
          void open(folder);
        }}
      >
        <PathField label="Folder" value={folder} onChange={setFolder} kind="folder" list={list} />
        <Button variant="primary" type="submit" isDisabled={folder.trim() === '' || busy !== null}>Open</Button>
      </form>
      {settings.recentFolders.length > 0 && setup === null && (
        <ul className={css.recent} aria-label="Recent folders">
          {settings.recentFolders.map((path) => (
            <li key={path}><Link onPress={() => void open(path)}>{path}</Link></li>
          ))}
        </ul>
      )}
      <div aria-live="polite" className={css.results}>
        {busy !== null && <Spinner label={busy} />}
        {failure !== null && <FailureNotice failure={failure} />}
        {report !== null && (
          <Notice
            tone={report.outcome === 'rolledBack' ? 'good' : 'warn'}
            title={report.outcome === 'rolledBack' ? 'Put back' : 'Not put back'}
            actions={report.failure?.code === 'UNDO_WOULD_LOSE_CHANGES' && <Button variant="danger" onPress={() => void putBack(folder, 'undo', true)}>Undo all the same</Button>}
          >
            {report.message} {report.commands.map((command) => <code key={command}>{command}</code>)}
          </Notice>
        )}
        {setup !== null && <OpenedSetup setup={setup} onChange={() => void change(setup)} onPutBack={(kind) => void putBack(setup.folder, kind, false)} />}
      </div>
    </Page>
  );
}
