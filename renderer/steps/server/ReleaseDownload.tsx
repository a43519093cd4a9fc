import { useState } from 'react';
import type { Failure, Problem } from '../../../shared/errors/failure.ts';
import { knownReleases } from '../../../shared/prometheus/versions.ts';
import { useApp } from '../../app/appContext.ts';
import { Button } from '../../components/Button.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { ProblemText } from '../../components/ProblemText.tsx';
import { Progress } from '../../components/Progress.tsx';
import { TextField } from '../../components/TextField.tsx';
import css from '../steps.module.css';

interface Props {
  /** The release is unpacked in it. */
  into: string;
  onDownloaded: (path: string) => void;
  problem: Problem | null;
}

type State = { kind: 'idle' } | { kind: 'busy'; text: string; done: number; total: number | null } | { kind: 'failed'; failure: Failure };

const preset: string = (knownReleases.find(({ note }) => note === 'long-term support') ?? knownReleases[0]).version;

/** Downloads an official release, checks it, and hands on its program. */
export function ReleaseDownload({ into, onDownloaded, problem }: Props) {
  const { client, settings, changeSettings } = useApp();
  const [version, setVersion] = useState<string>(preset);
  const [state, setState] = useState<State>({ kind: 'idle' });
  const download = async (): Promise<void> => {
    setState({ kind: 'busy', text: 'Asking the release host', done: 0, total: null });
    // Settings are written a moment after they change; the host that was typed just now is the one meant.
    await client['settings.save']({ settings });
    const got = await client['release.download']({ version, into }, (event) => setState({ kind: 'busy', ...event }));
    setState(got.ok || got.failure.code === 'CANCELLED' ? { kind: 'idle' } : { kind: 'failed', failure: got.failure });
    if (got.ok) onDownloaded(got.value.path);
  };
  return (
    <div className={css.stack}>
      <TextField label="Version" value={version} onChange={setVersion} mono hint="The preset is the newest long-term release that this PromSeal knows." />
      <Disclosure title="Release host">
        <TextField
          label="Host"
          value={settings.releaseHost}
          onChange={(releaseHost) => changeSettings({ releaseHost })}
          type="url"
          mono
          hint="A mirror with the same paths works too. Archive and checksum come from the same host: the check finds damage, not a host that lies."
        />
      </Disclosure>
      {state.kind === 'busy' && (
        <Progress
          label={state.text}
          {...(state.total === null ? {} : { value: state.done / state.total })}
          onCancel={() => void client['release.cancel']({})}
        />
      )}
      {state.kind === 'failed' && <FailureNotice failure={state.failure} onRetry={() => void download()} />}
      {problem !== null && state.kind === 'idle' && <ProblemText problem={problem} />}
      <div className={css.row} {...(problem !== null && { 'data-at-fault': true })}>
        <Button onPress={() => void download()} isDisabled={state.kind === 'busy' || version.trim() === ''}>Download and check</Button>
      </div>
    </div>
  );
}
