import { type SubmitEvent, useRef, useState } from 'react';
import type { Failure } from '../../shared/errors/failure.ts';
import type { ProbeResult } from '../../shared/model/probeResult.ts';
import { Button } from '../components/Button.tsx';
import { Disclosure } from '../components/Disclosure.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { PasswordField } from '../components/PasswordField.tsx';
import { PathField } from '../components/PathField.tsx';
import { Spinner } from '../components/Spinner.tsx';
import { Switch } from '../components/Switch.tsx';
import { TextField } from '../components/TextField.tsx';
import { Page } from './Page.tsx';
import { ProbeReport, type Trusted } from './ProbeReport.tsx';
import { useApp } from './appContext.ts';
import css from './ProbeScreen.module.css';

type State = { kind: 'idle' } | { kind: 'busy' } | { kind: 'done'; result: ProbeResult; trusted: Trusted | null } | { kind: 'failed'; failure: Failure };

interface Form {
  url: string;
  caFile: string;
  serverName: string;
  user: string;
  insecure: boolean;
}

const empty: Form = { url: 'https://localhost:9090', caFile: '', serverName: '', user: '', insecure: false };

function MoreOptions({ form, change }: { form: Form; change: (part: Partial<Form>) => void }) {
  return (
    <Disclosure title="More">
      <div className={css.fields}>
        <TextField
          label="Server name"
          value={form.serverName}
          onChange={(serverName) => change({ serverName })}
          mono
          hint="The name to ask for and to find in the certificate, when it is not the host of the address."
        />
        <Switch label="Go on even if the certificate is refused" isSelected={form.insecure} onChange={(insecure) => change({ insecure })}>
          As curl -k does: it shows what answers and proves nothing about who it is. The password is sent to it as well.
        </Switch>
      </div>
    </Disclosure>
  );
}

/** Check a connection: one address, one result, the cause and what to do. */
export function ProbeScreen({ onLeave }: { onLeave: () => void }) {
  const { client, list } = useApp();
  const [form, setForm] = useState(empty);
  const [state, setState] = useState<State>({ kind: 'idle' });
  const password = useRef<HTMLInputElement>(null);
  const change = (part: Partial<Form>): void => setForm((before) => ({ ...before, ...part }));

  /** The certificate in the CA file, to show whether it is the one that the server has. */
  const trustedFile = async (path: string): Promise<Trusted | null> => {
    if (path === '') return null;
    const read = await client['certificate.read']({ path });
    return { label: path, sha256: read.ok ? read.value.summary.sha256 : '' };
  };

  const run = async (): Promise<void> => {
    const typed = password.current?.value ?? '';
    setState({ kind: 'busy' });
    const result = await client['probe.run']({
      url: form.url,
      insecure: form.insecure,
      ...(form.caFile === '' ? {} : { caFile: form.caFile }),
      ...(form.serverName === '' ? {} : { serverName: form.serverName }),
      ...(form.user === '' ? {} : { user: form.user }),
      ...(form.user === '' || typed === '' ? {} : { password: typed }),
    });
    if (!result.ok) setState({ kind: 'failed', failure: result.failure });
    else setState({ kind: 'done', result: result.value, trusted: await trustedFile(form.caFile) });
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void run();
  };

  return (
    <Page title="Check a connection" lead="Every try is a fresh connection. A password is sent only after the certificate has been verified." onLeave={onLeave}>
      <form className={css.fields} onSubmit={submit}>
        <TextField label="Address" value={form.url} onChange={(url) => change({ url })} type="url" mono isRequired hint="Such as https://localhost:9090 or https://192.0.2.14:9100/metrics." />
        <PathField label="CA file" value={form.caFile} onChange={(caFile) => change({ caFile })} kind="file" list={list} hint="The certificate to trust, as in ca_file. Left empty, the system's own are trusted." />
        <div className={css.pair}>
          <TextField label="User name" value={form.user} onChange={(user) => change({ user })} hint="Left empty, nobody signs in." />
          <PasswordField label="Password" inputRef={password} autoComplete="off" />
        </div>
        <MoreOptions form={form} change={change} />
        <div className={css.go}>
          <Button variant="primary" type="submit" isDisabled={state.kind === 'busy' || form.url.trim() === ''}>
            Check
          </Button>
        </div>
      </form>
      <div aria-live="polite" className={css.fields}>
        {state.kind === 'busy' && <Spinner label={`Connecting to ${form.url}`} />}
        {state.kind === 'failed' && <FailureNotice failure={state.failure} />}
        {state.kind === 'done' && <ProbeReport result={state.result} trusted={state.trusted} />}
      </div>
    </Page>
  );
}
