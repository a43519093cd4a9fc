import { useState } from 'react';
import type { Setup } from '../../shared/contract/contract.ts';
import { shellQuote } from '../../shared/doctor/shellQuote.ts';
import { Button } from '../components/Button.tsx';
import { CodeBlock } from '../components/CodeBlock.tsx';
import { Notice } from '../components/Notice.tsx';
import { Panel } from '../components/Panel.tsx';
import { relativeTime } from '../components/format.ts';
import css from './OpenScreen.module.css';

interface Props {
  setup: Setup;
  onChange: () => void;
  onPutBack: (kind: 'undo' | 'recover') => void;
}

/** The name of a file in the folder, the whole path of one elsewhere. */
const nameIn = (folder: string, path: string): string => (path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path);

function History({ setup }: { setup: Setup }) {
  const [now] = useState(() => Date.now());
  return (
    <Panel title="What was changed here" note={`${String(setup.checkpoints.length)} that can be undone`}>
      <ol className={css.history}>
        {setup.checkpoints.map((one) => (
          <li key={one.id}>
            {relativeTime(one.at, now)}: {String(one.files.length)} {one.files.length === 1 ? 'file' : 'files'}
            <small>{one.files.map((file) => nameIn(setup.folder, file)).join(', ')}</small>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** What a folder holds, and what can be done with it now. */
export function OpenedSetup({ setup, onChange, onPutBack }: Props) {
  const [isAsking, setAsking] = useState(false);
  if (setup.interrupted !== null) {
    return (
      <Notice
        tone="warn"
        title="A change was cut off half way"
        actions={<Button variant="primary" onPress={() => onPutBack('recover')}>Put everything back</Button>}
      >
        PromSeal ended before it had finished. Put back what it had changed first; then everything else is open to you again.
      </Notice>
    );
  }
  if (setup.answers === null) {
    return (
      <Notice tone="info" title="PromSeal has not set up anything here">
        To secure a Prometheus whose files are in this folder, go back and choose Secure a Prometheus: it is found by its
        process, or you name this folder there.
      </Notice>
    );
  }
  return (
    <>
      {isAsking && (
        <Notice
          tone="warn"
          title="Undo the last change?"
          isUrgent
          actions={
            <>
              <Button variant="danger" onPress={() => onPutBack('undo')}>Undo now</Button>
              <Button onPress={() => setAsking(false)}>Keep it</Button>
            </>
          }
        >
          Every file of that change goes back to what it was, and Prometheus runs as it ran before.
        </Notice>
      )}
      <Panel title={setup.folder} note={setup.managedRunning ? 'Its Prometheus runs' : 'No Prometheus of PromSeal runs here'}>
        <div className={css.actions}>
          <Button variant="primary" onPress={onChange}>Renew, add a user, change or prove it</Button>
          {setup.checkpoints.length > 0 && <Button variant="danger" onPress={() => setAsking(true)} isDisabled={isAsking}>Undo the last change</Button>}
        </div>
      </Panel>
      {setup.checkpoints.length > 0 && <History setup={setup} />}
      {setup.checkpoints.length > 0 && <CodeBlock title="To undo it by hand" language="shell" code={`promseal undo ${shellQuote(setup.folder)}`} />}
    </>
  );
}
