import { useState } from 'react';
import { Button } from '../../../renderer/components/Button.tsx';
import { CodeBlock } from '../../../renderer/components/CodeBlock.tsx';
import { DiffView } from '../../../renderer/components/DiffView.tsx';
import { Disclosure } from '../../../renderer/components/Disclosure.tsx';
import { FailureNotice } from '../../../renderer/components/FailureNotice.tsx';
import { Link } from '../../../renderer/components/Link.tsx';
import { LogView } from '../../../renderer/components/LogView.tsx';
import { Notice } from '../../../renderer/components/Notice.tsx';
import { ProblemList } from '../../../renderer/components/ProblemList.tsx';
import { Progress } from '../../../renderer/components/Progress.tsx';
import { Spinner } from '../../../renderer/components/Spinner.tsx';
import { ThemeToggle } from '../../../renderer/components/ThemeToggle.tsx';
import { changedFile, createdFile, failure, problem } from './samples.ts';
import css from './gallery.module.css';

const lines = [
  'ts=2026-11-23T14:02:00.812Z caller=main.go:512 level=info msg="Starting Prometheus" version="2.42.0"',
  'ts=2026-11-23T14:02:00.901Z caller=tls_config.go:313 level=info component=web msg="TLS is enabled." http2=true address=127.0.0.1:9090',
  'ts=2026-11-23T14:02:01.113Z caller=main.go:1004 level=info msg="Server is ready to receive web requests."',
];

export function FeedbackPage() {
  const [theme, setTheme] = useState<'system' | 'light' | 'dark'>('system');
  const [pressed, setPressed] = useState(0);
  const press = (): void => setPressed(pressed + 1);
  return (
    <main className={css.page}>
      <h1>Feedback</h1>
      <ThemeToggle value={theme} onChange={setTheme} />
      <div>
        <Button variant="primary" onPress={press}>Next: Users</Button> <Button onPress={press}>Back</Button>{' '}
        <Button variant="danger" onPress={press}>Undo everything</Button> <Button variant="quiet" onPress={press}>Quiet</Button>{' '}
        <Button isDisabled onPress={press}>Not now</Button> <Button size="small" onPress={press}>Small</Button>
      </div>
      <p>
        Pressed {pressed} times. <Link onPress={press}>Go to Users</Link> or read <Link href="https://prometheus.io/docs/">what Prometheus says</Link>.
      </p>
      <Notice tone="good" title="Nothing has been changed yet">PromSeal has only looked.</Notice>
      <Notice tone="info" title="No restart is needed">Prometheus reads web.yml again for every connection.</Notice>
      <Notice tone="warn" title="Passwords would travel in clear">Without TLS everybody on the way can read them.</Notice>
      <FailureNotice failure={failure} onFix={press} onRetry={press} />
      <ProblemList
        problems={[
          { ...problem('error', 'web.yml is no YAML.', 'A tab stands where spaces are needed.'), path: 'web.yml', line: 3, column: 1 },
          problem('advice', 'The certificate is for this machine alone.', 'Add its name when others connect to it.'),
        ]}
        onFix={press}
      />
      <Progress label="Waiting until Prometheus answers" value={0.6} elapsedMs={2100} onCancel={press} />
      <Progress label="Downloading Prometheus 3.5.0" elapsedMs={640} />
      <Spinner label="Looking for Prometheus on this machine" />
      <Disclosure title="Why a restart">TLS on and off is decided when Prometheus opens its port.</Disclosure>
      <CodeBlock title="The same by hand" language="shell" code={'openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 \\\n  -days 365 -noenc -x509 -keyout prometheus.key -out prometheus.crt'} />
      <LogView label="Log of Prometheus" lines={lines} />
      <DiffView diff={createdFile} />
      <DiffView diff={changedFile} />
    </main>
  );
}
