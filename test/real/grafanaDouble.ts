/**
 * A double of Grafana, which is not available as a package for these tests: it does what Grafana's source says it
 * does with a provisioned data source, no more. It proves that the file holds what is needed to reach Prometheus; it
 * does not prove Grafana itself.
 * Expansion: grafana/grafana pkg/services/provisioning/values/values.go and pkg/setting/expanders.go.
 * TLS: grafana-plugin-sdk-go backend/http_settings.go. Health check: pkg/promlib/healthcheck.go.
 */
import { readFileSync } from 'node:fs';
import { request as requestClear, type IncomingMessage } from 'node:http';
import { request as requestTls } from 'node:https';
import { isIP } from 'node:net';
import { readProvisioning, type GrafanaDatasource } from '../shared/exports/grafanaFormat.ts';

type Environment = Readonly<Record<string, string>>;

/** os.ExpandEnv of Go: `$NAME` and `${NAME}`, nothing for a variable that is not set. */
function expandEnvironment(text: string, environment: Environment): string {
  return text.replace(/\$(?:\{([^}]*)\}|([A-Za-z_][A-Za-z0-9_]*))/g, (_, braced: string | undefined, plain: string | undefined) => environment[braced ?? plain ?? ''] ?? '');
}

/** The first stage: `${NAME}`, `$__env{NAME}` and `$__file{path}`. */
function expandProviders(text: string, environment: Environment): string {
  return text.replace(/\$(|__\w+)\{([^}]+)\}/g, (_, provider: string, value: string) =>
    provider === '__file' ? readFileSync(value, 'utf8').trim() : (environment[value] ?? ''),
  );
}

/** Both stages, each part between doubled dollar signs on its own. */
export function expandAsGrafana(text: string, environment: Environment): string {
  return text.split('$$').map((part) => expandEnvironment(expandProviders(part, environment), environment)).join('$');
}

function expanded(datasource: GrafanaDatasource, environment: Environment): GrafanaDatasource {
  return JSON.parse(JSON.stringify(datasource), (_key, value: unknown) => (typeof value === 'string' ? expandAsGrafana(value, environment) : value)) as GrafanaDatasource;
}

interface Transport {
  ca?: string;
  servername?: string;
  rejectUnauthorized: boolean;
}

/** The server name and the CA count only where a flag says so. */
function transportOf({ url, jsonData = {}, secureJsonData = {} }: GrafanaDatasource): Transport {
  const { tlsAuth = false, tlsAuthWithCACert = false, tlsSkipVerify = false, serverName } = jsonData;
  const host = new URL(url).hostname;
  const named = tlsAuth || tlsAuthWithCACert ? serverName : undefined;
  const servername = named ?? (isIP(host) === 0 ? host : undefined);
  return {
    rejectUnauthorized: !tlsSkipVerify,
    ...(tlsAuthWithCACert && secureJsonData.tlsCACert !== undefined ? { ca: secureJsonData.tlsCACert } : {}),
    ...(servername === undefined ? {} : { servername }),
  };
}

/** The health check of the data source: the query 1+1.
 *  @returns what Grafana would show: OK, the status it got, or the error of the connection */
export async function healthCheck(provisioning: string, environment: Environment): Promise<string> {
  const datasource = expanded(readProvisioning(provisioning), environment);
  const { basicAuth = false, basicAuthUser = '', secureJsonData = {}, jsonData = {} } = datasource;
  const target = new URL(`${datasource.url.replace(/\/+$/, '')}/api/v1/query`);
  const headers: Record<string, string> = { 'Content-Type': 'application/x-www-form-urlencoded' };
  if (basicAuth) headers['Authorization'] = `Basic ${Buffer.from(`${basicAuthUser}:${secureJsonData.basicAuthPassword ?? ''}`).toString('base64')}`;
  const options = { method: jsonData.httpMethod ?? 'POST', headers, agent: false as const, timeout: 5000, ...transportOf(datasource) };
  const send = target.protocol === 'https:' ? requestTls : requestClear;
  return await new Promise((resolve) => {
    const sent = send(target, options, (response: IncomingMessage) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve(response.statusCode === 200 && /"resultType":"scalar","result":\[[\d.]+,"2"\]/.test(body) ? 'OK' : String(response.statusCode)));
    });
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    sent.on('timeout', () => sent.destroy(new Error('timeout')));
    sent.end('query=1%2B1');
  });
}
