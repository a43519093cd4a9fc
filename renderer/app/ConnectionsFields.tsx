import type { Problem } from '../../shared/errors/failure.ts';
import { Panel } from '../components/Panel.tsx';
import { PathField } from '../components/PathField.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { TextField } from '../components/TextField.tsx';
import { useApp } from './appContext.ts';
import type { Becomes, Way } from './connectionAnswers.ts';
import css from './Connections.module.css';

interface Props {
  becomes: Becomes;
  change: (part: Partial<Becomes>) => void;
  /** The problem of a field of the answers, such as `ca_file`. */
  problemOf: (field: string) => Problem | null;
}

const ways: readonly { id: Way; label: string }[] = [
  { id: 'leave', label: 'Leave' },
  { id: 'set', label: 'Set' },
  { id: 'remove', label: 'Take away' },
];
const schemes: readonly { id: Becomes['scheme']; label: string }[] = [
  { id: 'leave', label: 'Leave' },
  { id: 'https', label: 'https' },
  { id: 'http', label: 'http' },
];
const verifying: readonly { id: Becomes['verify']; label: string }[] = [
  { id: 'leave', label: 'Leave' },
  { id: 'on', label: 'Checked' },
];

/** What the other side is believed by. */
function TrustFields({ becomes, change, problemOf }: Props) {
  const { list } = useApp();
  return (
    <>
      <div className={css.field}>
        <Segmented label="CA" value={becomes.ca} onChange={(ca) => change({ ca })} options={ways} hint="Signed the certificates of the other sides. Without one, the authorities of the machine are trusted." />
        {becomes.ca === 'set' && <PathField label="CA file" value={becomes.caFile} onChange={(caFile) => change({ caFile })} kind="file" list={list} problem={problemOf('ca_file')} hint={problemOf('ca_file') === null ? 'A relative path starts at the folder of prometheus.yml.' : undefined} />}
      </div>
      <div className={css.field}>
        <Segmented label="Name in the certificate" value={becomes.name} onChange={(name) => change({ name })} options={ways} hint="Needed where targets are asked by an address that their certificate does not name." />
        {becomes.name === 'set' && <TextField label="Server name" value={becomes.serverName} onChange={(serverName) => change({ serverName })} mono problem={problemOf('server_name')} />}
      </div>
      <div className={css.field}>
        <Segmented label="Checking certificates" value={becomes.verify} onChange={(verify) => change({ verify })} options={verifying} hint="Checked takes insecure_skip_verify away, which makes Prometheus believe anyone." />
      </div>
    </>
  );
}

/** How Prometheus says who it is. */
function SignInFields({ becomes, change, problemOf }: Props) {
  const { list } = useApp();
  return (
    <>
      <div className={css.field}>
        <Segmented label="User and password" value={becomes.signIn} onChange={(signIn) => change({ signIn })} options={ways} />
        {becomes.signIn === 'set' && (
          <>
            <TextField label="User" value={becomes.user} onChange={(user) => change({ user })} mono problem={problemOf('user')} hint="Left empty, each keeps the name it has." />
            <PathField label="Password file" value={becomes.passwordFile} onChange={(passwordFile) => change({ passwordFile })} kind="file" list={list} problem={problemOf('password_file')} hint="Prometheus reads the password from it. Left empty, each keeps the password it has." />
          </>
        )}
      </div>
      <div className={css.field}>
        <Segmented label="Client certificate" value={becomes.client} onChange={(client) => change({ client })} options={ways} hint="For other sides that ask Prometheus for one." />
        {becomes.client === 'set' && (
          <>
            <PathField label="Certificate file" value={becomes.certFile} onChange={(certFile) => change({ certFile })} kind="file" list={list} problem={problemOf('cert_file')} />
            <PathField label="Key file" value={becomes.keyFile} onChange={(keyFile) => change({ keyFile })} kind="file" list={list} problem={problemOf('key_file')} />
          </>
        )}
      </div>
    </>
  );
}

/** What the chosen connections become. What is left stays as each of them has it. */
export function ConnectionsFields(props: Props) {
  const { becomes, change } = props;
  return (
    <Panel title="What they become">
      <div className={css.fields}>
        <div className={css.field}>
          <Segmented label="Scheme" value={becomes.scheme} onChange={(scheme) => change({ scheme })} options={schemes} hint="Of a remote storage it is the beginning of its URL." />
        </div>
        <TrustFields {...props} />
        <SignInFields {...props} />
      </div>
    </Panel>
  );
}
