/**
 * A Grafana data source as a provisioning file
 * (https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources).
 */
import { quoteScalar } from '../yaml/quoteScalar.ts';

export interface GrafanaInput {
  /** Shown in Grafana. */
  name: string;
  /** Where Grafana reaches Prometheus, with https where TLS is on. */
  url: string;
  /** User that Grafana signs in as; null without users. Its password comes from the environment of Grafana. */
  user: string | null;
  /** PEM of the certificate or CA to trust; null when it is a public one. */
  caPem: string | null;
  /** The name in the certificate, when it is not the host of the URL. */
  serverName: string | null;
  /** Trusts any certificate: only protects against listeners, not against a server in the middle. */
  skipVerify: boolean;
}

/** The variable in Grafana's environment that holds the password, so that the file holds none. */
export const passwordVariable = 'PROMETHEUS_PASSWORD';

const quoted = (text: string): string => {
  const scalar = quoteScalar(text);
  return scalar.ok ? scalar.text : '""';
};

/** Grafana expands variables in every text of the file; a doubled dollar sign is one. */
const literal = (text: string): string => quoted(text.replaceAll('$', '$$$$'));

function jsonData(input: GrafanaInput, usesCa: boolean): string[] {
  // Grafana reads these as booleans only when YAML does: no quotes, no variables. serverName counts only with a CA.
  return [
    '    jsonData:',
    '      httpMethod: POST',
    ...(usesCa ? ['      tlsAuthWithCACert: true'] : []),
    ...(input.skipVerify ? ['      tlsSkipVerify: true'] : []),
    ...(usesCa && input.serverName !== null ? [`      serverName: ${literal(input.serverName)}`] : []),
  ];
}

function secureJsonData(input: GrafanaInput, usesCa: boolean): string[] {
  // A plain variable is expanded once. In braces, or read from a file, a password with a dollar sign would be expanded again.
  const password = input.user === null ? [] : [`      basicAuthPassword: $${passwordVariable}`];
  const pem = usesCa ? (input.caPem ?? '').trim().split(/\r?\n/) : [];
  const ca = pem.length === 0 ? [] : ['      tlsCACert: |', ...pem.map((line) => `        ${line}`)];
  return password.length + ca.length === 0 ? [] : ['    secureJsonData:', ...password, ...ca];
}

/** The text of the provisioning file. It holds the certificate, which is public, and no secret. */
export function grafanaDatasource(input: GrafanaInput): string {
  const usesCa = !input.skipVerify && input.caPem !== null;
  const install = [
    '# Install: save as /etc/grafana/provisioning/datasources/prometheus.yml and restart Grafana.',
    ...(input.user === null ? [] : [`# Set ${passwordVariable} in the environment of Grafana to the password of ${quoted(input.user)}.`]),
    '# Undo: delete the file, delete the data source in Grafana, restart Grafana.',
  ];
  const signIn = input.user === null ? [] : ['    basicAuth: true', `    basicAuthUser: ${literal(input.user)}`];
  return [
    ...install,
    'apiVersion: 1',
    'datasources:',
    `  - name: ${literal(input.name)}`,
    '    uid: prometheus-sealed',
    '    type: prometheus',
    '    access: proxy',
    `    url: ${literal(input.url)}`,
    ...signIn,
    ...jsonData(input, usesCa),
    ...secureJsonData(input, usesCa),
    '',
  ].join('\n');
}
