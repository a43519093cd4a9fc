/** promseal export: what other programs need to reach the setup in a folder, on standard output. */
import type { Client } from '../../shared/contract/client.ts';
import { grafanaDatasource } from '../../shared/exports/grafana.ts';
import { nginxProxy } from '../../shared/exports/nginx.ts';
import { hostPort } from '../../shared/plan/address.ts';
import { asApplied } from '../../shared/plan/asApplied.ts';
import { fullPath } from '../host/fullPath.ts';
import { WizardError } from '../wizardError.ts';
import { failureLines } from './printReport.ts';
import type { Terminal } from './terminal.ts';

export const exportKinds = ['grafana', 'nginx'] as const;
export type ExportKind = (typeof exportKinds)[number];

/**
 * @returns exit code 0, or 1 when there is no setup to export
 * @throws SETUP_NOT_FOUND for a folder that PromSeal has not set up
 */
export async function exportCommand(kind: ExportKind, folder: string, client: Client, terminal: Terminal): Promise<number> {
  const path = fullPath(folder);
  const setup = await client['host.openSetup']({ folder: path });
  if (setup.ok && setup.value.answers === null) throw new WizardError('SETUP_NOT_FOUND', { path });
  const made = setup.ok && setup.value.answers !== null ? await client['plan.create']({ answers: asApplied(setup.value.answers) }) : setup;
  if (!made.ok) {
    for (const line of failureLines(made.failure)) terminal.err(line);
    return 1;
  }
  if (!('plan' in made.value)) return 1;
  const { endpoint } = made.value.plan;
  if (kind === 'nginx') {
    const backend = hostPort(endpoint.address, endpoint.port);
    const tls = { certFile: '/etc/nginx/tls/proxy.crt', keyFile: '/etc/nginx/tls/proxy.key' };
    const { serverName, routePrefix } = endpoint;
    terminal.out(nginxProxy({ publicName: 'prometheus.example.com', backend, serverName, caFile: endpoint.caFile ?? '/etc/ssl/certs/ca-certificates.crt', routePrefix, ...tls }));
    return 0;
  }
  const ca = endpoint.caFile === null ? null : await client['certificate.read']({ path: endpoint.caFile });
  const caPem = ca?.ok === true ? ca.value.pem : null;
  terminal.out(grafanaDatasource({ name: 'Prometheus', url: endpoint.url, user: endpoint.users[0] ?? null, caPem, serverName: null, skipVerify: false }));
  return 0;
}
