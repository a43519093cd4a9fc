import { useState } from 'react';
import { grafanaDatasource, passwordVariable } from '../../../shared/exports/grafana.ts';
import type { Endpoint } from '../../../shared/model/plan.ts';
import { Button } from '../../components/Button.tsx';
import { CodeBlock } from '../../components/CodeBlock.tsx';
import { RadioCards } from '../../components/RadioCards.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useWizard } from '../../wizard/wizardContext.ts';
import { saveText } from '../saveText.ts';
import css from '../steps.module.css';

/** The data source for Grafana as a provisioning file, with the certificate inlined. */
export function GrafanaExport({ endpoint }: { endpoint: Endpoint }) {
  const { state } = useWizard();
  const [url, setUrl] = useState(endpoint.url);
  const [user, setUser] = useState(endpoint.users[0] ?? null);
  const [trust, setTrust] = useState<'ca' | 'skip'>('ca');
  const caPem = state.report?.caPem ?? null;
  const text = grafanaDatasource({ name: 'Prometheus', url, user, caPem, serverName: null, skipVerify: endpoint.tls && trust === 'skip' });
  return (
    <div className={css.stack}>
      <TextField label="URL as Grafana reaches it" value={url} onChange={setUrl} type="url" mono hint="Its host has to be one of the names in the certificate." />
      {endpoint.users.length > 1 && (
        <RadioCards label="Grafana signs in as" value={user} onChange={setUser} options={endpoint.users.map((name) => ({ id: name, title: name }))} />
      )}
      {endpoint.tls && (
        <Segmented<'ca' | 'skip'>
          label="How Grafana knows the certificate"
          value={trust}
          onChange={setTrust}
          hint={trust === 'ca' ? 'The certificate is in the file, and Grafana refuses any other.' : 'Grafana accepts any certificate: it cannot tell Prometheus from somebody in between.'}
          options={[
            { id: 'ca', label: 'By its certificate' },
            { id: 'skip', label: 'Not at all (skip verify)' },
          ]}
        />
      )}
      <CodeBlock title="Data source" language="yaml" code={text} />
      {user !== null && <p className={css.note}>The file holds no password: Grafana reads it from the variable {passwordVariable} of its own environment.</p>}
      <div className={css.row}>
        <Button onPress={() => saveText('prometheus.yml', text)}>Save the file</Button>
      </div>
    </div>
  );
}
