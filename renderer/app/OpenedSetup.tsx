import { useState } from 'react';
import type { Setup } from '../../shared/contract/contract.ts';
import { shellQuote } from '../../shared/doctor/shellQuote.ts';
import { Button } from '../components/Button.tsx';
import { CodeBlock } from '../components/CodeBlock.tsx';
import { Notice } from '../components/Notice.tsx';
import { Panel } from '../components/Panel.tsx';
import { relativeTime } from '../components/format.ts';
import css from './OpenScreen.module.css';

/** What can be asked of a setup that is there. */
export type Change = 'renew' | 'users' | 'prove' | 'check' | 'connections' | 'anything';

interface Props {
  setup: Setup;
  onChange: (change: Change) => void;
  onPutBack: (kind: 'undo' | 'recover') => void;
}

interface Task {
  change: Change;
  title: string;
  text: string;
}

const renewTask: Task = { change: 'renew', title: 'Renew the certificate', text: 'A new key and certificate beside the old ones, without a restart. You see every file before anything is written.' };
const otherTasks: readonly Task[] = [
  { change: 'users', title: 'Add or change a user', text: 'Somebody new, another password, or one who may not sign in any more.' },
  { change: 'prove', title: 'Prove it again', text: 'Every check is tried once more. Where nothing else has changed, nothing is written.' },
  { change: 'check', title: 'Check it', text: 'What is broken, will break or is unsafe in its files and servers, and what of it can be repaired.' },
  { change: 'connections', title: 'Switch connections', text: 'Scrape jobs, Alertmanagers and remote storages to TLS and passwords, any number at once.' },
  { change: 'anything', title: 'Change something else', text: 'Server, names, certificate, users and options, with the answers as they are.' },
];

function Tasks({ tasks, onChange }: { tasks: readonly Task[]; onChange: (change: Change) => void }) {
  return (
    <ul className={css.tasks}>
      {tasks.map(({ change, title, text }) => (
        <li key={change} className={css.task}>
          <Button onPress={() => onChange(change)}>{title}</Button>
          <p>{text}</p>
        </li>
      ))}
    </ul>
  );
}

/** The name of a file in the folder, the whole path of one elsewhere. */
const nameIn = (folder: string, path: string): string => (path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path);

/** What was changed here, and the way back. */
function History({ setup, onUndo }: { setup: Setup; onUndo: () => void }) {
  const [now] = useState(() => Date.now());
  const [isAsking, setAsking] = useState(false);
  return (
    <Panel title="What was changed here" note={`${String(setup.checkpoints.length)} that can be undone`}>
      <div className={css.past}>
        <ol className={css.history}>
          {setup.checkpoints.map((one) => (
            <li key={one.id}>
              {relativeTime(one.at, now)}: {String(one.files.length)} {one.files.length === 1 ? 'file' : 'files'}
              <small>{one.files.map((file) => nameIn(setup.folder, file)).join(', ')}</small>
            </li>
          ))}
        </ol>
        {isAsking ? (
          <Notice
            tone="warn"
            title="Undo the last change?"
            isUrgent
            actions={
              <>
                <Button variant="danger" onPress={onUndo}>Undo now</Button>
                <Button onPress={() => setAsking(false)}>Keep it</Button>
              </>
            }
          >
            Every file of that change goes back to what it was, and Prometheus runs as it ran before.
          </Notice>
        ) : (
          <div>
            <Button variant="danger" onPress={() => setAsking(true)}>Undo the last change</Button>
          </div>
        )}
        <CodeBlock title="To undo it by hand" language="shell" code={`promseal undo ${shellQuote(setup.folder)}`} />
      </div>
    </Panel>
  );
}

/** What a folder holds, and what can be done with it now. */
export function OpenedSetup({ setup, onChange, onPutBack }: Props) {
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
      <Notice tone="info" title="PromSeal has not set up anything here" actions={<Button onPress={() => onChange('check')}>Check what is here</Button>}>
        To secure a Prometheus whose files are in this folder, go back and choose Secure a Prometheus: it is found by its
        process, or you name this folder there.
      </Notice>
    );
  }
  const isApplied = setup.checkpoints.length > 0;
  const tasks = setup.answers.certificate.source === 'none' ? otherTasks : [renewTask, ...otherTasks];
  return (
    <>
      <Panel title={setup.folder} note={setup.managedRunning ? 'Its Prometheus runs' : 'No Prometheus of PromSeal runs here'}>
        {isApplied ? (
          <Tasks tasks={tasks} onChange={onChange} />
        ) : (
          <div className={css.again}>
            <p>What PromSeal did here was undone. Your answers are kept; passwords are asked for again.</p>
            <Button variant="primary" onPress={() => onChange('anything')}>Set it up again</Button>
          </div>
        )}
      </Panel>
      {isApplied && <History setup={setup} onUndo={() => onPutBack('undo')} />}
    </>
  );
}
