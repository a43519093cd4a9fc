import { useState } from 'react';
import { nginxProxy } from '../../../shared/exports/nginx.ts';
import type { Endpoint } from '../../../shared/model/plan.ts';
import { hostPort } from '../../../shared/plan/address.ts';
import { Button } from '../../components/Button.tsx';
import { CodeBlock } from '../../components/CodeBlock.tsx';
import { TextField } from '../../components/TextField.tsx';
import { saveText } from '../saveText.ts';
import css from '../steps.module.css';

/** The sealed way from nginx to Prometheus. */
export function NginxExport({ endpoint }: { endpoint: Endpoint }) {
  const [publicName, setPublicName] = useState('prometheus.example.com');
  const text = nginxProxy({
    tls: endpoint.tls,
    publicName,
    backend: hostPort(endpoint.address, endpoint.port),
    serverName: endpoint.serverName,
    caFile: endpoint.caFile ?? '/etc/ssl/certs/ca-certificates.crt',
    certFile: '/etc/nginx/tls/proxy.crt',
    keyFile: '/etc/nginx/tls/proxy.key',
    routePrefix: endpoint.routePrefix,
  });
  return (
    <div className={css.stack}>
      <TextField label="Name of the proxy" value={publicName} onChange={setPublicName} mono hint="What people type. The certificate for it is the proxy's own." />
      <CodeBlock title="Server block" language="nginx" code={text} />
      <p className={css.note}>nginx verifies the certificate of Prometheus and hands the password on: whoever signs in at the proxy signs in at Prometheus.</p>
      <div className={css.row}>
        <Button onPress={() => saveText('prometheus.conf', text)}>Save the file</Button>
      </div>
    </div>
  );
}
