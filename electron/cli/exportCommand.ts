/** promseal export: what other programs need to reach the setup in a folder, on standard output or as a file. */
import { join } from 'node:path';
import type { Client } from '../../shared/contract/client.ts';
import { grafanaDatasource } from '../../shared/exports/grafana.ts';
import { nginxProxy } from '../../shared/exports/nginx.ts';
import type { Failure } from '../../shared/errors/failure.ts';
import type { Endpoint } from '../../shared/model/plan.ts';
import { hostPort } from '../../shared/plan/address.ts';
import { asApplied } from '../../shared/plan/asApplied.ts';
import { makeFolder } from '../host/folders.ts';
import { fullPath } from '../host/fullPath.ts';
import { fileState, readText } from '../host/readFiles.ts';
import { writeFileAtomic } from '../host/writeFiles.ts';
import { WizardError } from '../wizardError.ts';
import { failureLines } from './printReport.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

export const exportKinds = ['grafana', 'nginx'] as const;
export type ExportKind = (typeof exportKinds)[number];

export interface ExportOptions {
  readonly kind: ExportKind;
  /** The folder of a setup. */
  readonly folder: string;
  /** Folder to write into; standard output when left out. */
  readonly out: string | undefined;
  /** What Grafana calls the data source, or the name of the proxy. */
  readonly name: string | undefined;
}

const fileNames: Readonly<Record<ExportKind, string>> = { grafana: 'grafana-datasource.yml', nginx: 'nginx-prometheus.conf' };
const publicFileMode = 0o644;
const newFolderMode = 0o755;

/** The endpoint of a setup as it stands, or why there is none. @throws SETUP_NOT_FOUND */
async function endpointOf(folder: string, client: Client): Promise<Endpoint | Failure> {
  const setup = await client['host.openSetup']({ folder });
  if (!setup.ok) return setup.failure;
  if (setup.value.answers === null) throw new WizardError('SETUP_NOT_FOUND', { path: folder });
  const made = await client['plan.create']({ answers: asApplied(setup.value.answers) });
  return made.ok ? made.value.plan.endpoint : made.failure;
}

async function caPemOf(endpoint: Endpoint, client: Client): Promise<string | null | Failure> {
  if (endpoint.caFile === null) return null;
  const read = await client['certificate.read']({ path: endpoint.caFile });
  return read.ok ? read.value.pem : read.failure;
}

function nginxText({ address, port, tls, serverName, caFile, routePrefix }: Endpoint, publicName: string): string {
  return nginxProxy({
    publicName,
    backend: hostPort(address, port),
    tls,
    serverName,
    caFile: caFile ?? '/etc/ssl/certs/ca-certificates.crt',
    certFile: '/etc/nginx/tls/proxy.crt',
    keyFile: '/etc/nginx/tls/proxy.key',
    routePrefix,
  });
}

/** What the export holds. It has the certificate, which is public, and no secret. */
async function textOf({ kind, folder, name }: ExportOptions, client: Client): Promise<string | Failure> {
  const endpoint = await endpointOf(fullPath(folder), client);
  if ('code' in endpoint) return endpoint;
  if (kind === 'nginx') return nginxText(endpoint, name ?? 'prometheus.example.com');
  const caPem = await caPemOf(endpoint, client);
  if (typeof caPem === 'object' && caPem !== null) return caPem;
  return grafanaDatasource({ name: name ?? 'Prometheus', url: endpoint.url, user: endpoint.users[0] ?? null, caPem, serverName: null, skipVerify: false });
}

/** A file with other content is somebody's own. @throws UsageError */
function writeInto(folder: string, name: string, text: string): string {
  const path = join(fullPath(folder), name);
  const there = fileState(path);
  if (there.kind === 'unusable' || (there.kind === 'file' && readText(path) !== text)) {
    throw new UsageError(`${path} is there already and differs; move it away, or choose another --out`);
  }
  makeFolder(fullPath(folder), newFolderMode);
  writeFileAtomic(path, text, { mode: publicFileMode });
  return path;
}

/**
 * @returns exit code 0, or 1 when there is no setup to export
 * @throws SETUP_NOT_FOUND for a folder that PromSeal has not set up; UsageError for a name or a file that cannot be used
 */
export async function exportCommand(options: ExportOptions, client: Client, terminal: Terminal): Promise<number> {
  if (options.name !== undefined && !/^[\p{L}\p{N}\p{P}\p{S} ]{1,200}$/u.test(options.name)) throw new UsageError('--name takes up to 200 printable characters');
  const text = await textOf(options, client);
  if (typeof text !== 'string') {
    for (const line of failureLines(text)) terminal.err(line);
    return 1;
  }
  if (options.out === undefined) terminal.out(text.trimEnd());
  else terminal.out(`Written: ${writeInto(options.out, fileNames[options.kind], text)}`);
  return 0;
}
