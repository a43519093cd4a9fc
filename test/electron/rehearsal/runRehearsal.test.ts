import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { runRehearsal } from '../../../electron/rehearsal/rehearsalMain.ts';
import { probeEndpoint } from '../../../electron/probe/probeEndpoint.ts';
import { askPrometheus, type ApiAccess } from '../../../electron/probe/prometheusApi.ts';
import { readTargets, waitForTargets } from '../../../electron/probe/probeTargets.ts';
import { readFlags } from '../../support/serverState.ts';
import { readLogLine } from '../../../shared/prometheus/logLine.ts';
import { versionFromOutput } from '../../../shared/prometheus/versions.ts';
import { endpointFor } from '../../support/endpointFor.ts';
import { freePort, startRehearsal, type RunningServer } from '../../support/realPrometheus.ts';
import { sealedFolder, selfScrapeText, type SealedFolder } from '../../support/sealedFolder.ts';

const program = fileURLToPath(new URL('../../../electron/rehearsal/rehearsalMain.ts', import.meta.url));
const folders: SealedFolder[] = [];
const servers: RunningServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const { path } of folders.splice(0)) rmSync(path, { recursive: true });
});

function folderWith(setup: Parameters<typeof sealedFolder>[0]): SealedFolder {
  const folder = sealedFolder(setup);
  folders.push(folder);
  return folder;
}

async function start(folder: SealedFolder, options: Partial<Parameters<typeof startRehearsal>[0]> = {}): Promise<RunningServer> {
  const server = await startRehearsal({ folder: folder.path, webConfig: 'web.yml', ...options });
  servers.push(server);
  return server;
}

function access(server: RunningServer, folder: SealedFolder, over: Partial<ApiAccess> = {}): ApiAccess {
  const credentials = { user: 'alice', password: 'geheim' };
  return { endpoint: endpointFor(server.port), caPem: folder.pair.certPem, expectedLeafSha256: folder.pair.sha256, credentials, now: Date.now(), deadlineMs: 3000, ...over };
}

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 5000; !condition() && Date.now() < deadline; ) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(condition()).toBe(true);
}

describe('the rehearsal server', () => {
  it('is probed like a sealed Prometheus, scrapes itself, and ends when told', async () => {
    const folder = folderWith({ tls: true, users: { alice: 'geheim' } });
    const port = await freePort();
    writeFileSync(join(folder.path, 'prometheus.yml'), selfScrapeText(port, true, { name: 'alice', password: 'geheim' }));
    const server = await start(folder, { port });
    const input = { url: `https://localhost:${port}/`, caFile: folder.pair.certPath, user: 'alice', password: 'geheim', insecure: false, deadlineMs: 3000 };
    expect(await probeEndpoint(input, Date.now())).toMatchObject({ ok: true, diagnosis: { code: 'PROBE_OK' } });
    const targets = await waitForTargets(access(server, folder), { job: 'prometheus', expectedJobs: ['prometheus'], since: 0, deadlineMs: 5000 });
    expect(targets).toMatchObject([{ job: 'prometheus', health: 'up', lastError: '', url: `https://localhost:${port}/metrics` }]);
    const messages = server.log().trim().split('\n').map((line) => readLogLine(line).message);
    expect(messages).toEqual(expect.arrayContaining(['Listening on', 'TLS is enabled.', 'Server is ready to receive web requests.']));
    process.kill(server.pid, 'SIGTERM');
    await until(() => server.exitCode() !== null);
    expect(server.exitCode()).toBe(0);
    expect(server.log()).toContain('See you next time!');
    expect(server.log()).not.toContain('geheim');
  });

  it('reloads on SIGHUP', async () => {
    const folder = folderWith({ tls: true, users: { alice: 'geheim' } });
    const server = await start(folder);
    writeFileSync(join(folder.path, 'prometheus.yml'), selfScrapeText(server.port, false, null));
    process.kill(server.pid, 'SIGHUP');
    await until(() => server.log().split('Completed loading of configuration file').length > 2);
    expect((await readTargets(access(server, folder), [])).targets).toHaveLength(1);
  });

  it('quits over HTTP only where the lifecycle is on', async () => {
    const folder = folderWith({ tls: true, users: { alice: 'geheim' } });
    const off = await start(folder);
    expect((await askPrometheus(access(off, folder), 'POST', '/-/quit')).status).toBe(403);
    const on = await start(folder, { args: ['--web.enable-lifecycle', '--web.enable-admin-api', '--web.external-url=https://localhost/prom/'] });
    const inside = access(on, folder, { endpoint: endpointFor(on.port, { routePrefix: '/prom' }) });
    expect((await askPrometheus(inside, 'POST', '/api/v1/admin/tsdb/delete_series')).status).toBe(400);
    expect(await readFlags(inside)).toMatchObject({ 'web.enable-lifecycle': 'true', 'web.config.file': 'web.yml' });
    expect((await askPrometheus(access(on, folder), 'GET', '/metrics')).status).toBe(404);
    expect((await askPrometheus(inside, 'POST', '/-/quit')).status).toBe(200);
    await until(() => on.exitCode() !== null);
    expect([on.exitCode(), off.exitCode()]).toEqual([0, null]);
  });

  it('takes as long for a user it does not know as for one it knows', async () => {
    const folder = folderWith({ tls: true, users: { alice: 'geheim' } });
    const server = await start(folder);
    const time = async (user: string): Promise<number> => {
      const times: number[] = [];
      for (const attempt of [1, 2, 3]) {
        const started = performance.now();
        const answer = await askPrometheus(access(server, folder, { credentials: { user, password: `falsch-${attempt}` } }), 'GET', '/metrics');
        expect(answer.status).toBe(401);
        times.push(performance.now() - started);
      }
      return Math.min(...times);
    };
    const [known, unknown] = [await time('alice'), await time('mallory')];
    expect(unknown).toBeGreaterThan(known * 0.6);
    expect(known).toBeGreaterThan(unknown * 0.6);
  });

  it('listens on loopback only, whatever it is told', async () => {
    const folder = folderWith({ tls: false, users: {} });
    const config = `--config.file=${join(folder.path, 'prometheus.yml')}`;
    const lines: string[] = [];
    expect(await runRehearsal([config, '--web.listen-address=192.0.2.1:9090'], (line) => lines.push(line))).toBe(1);
    expect(lines.join('')).toContain('loopback');
    const port = await freePort();
    const anywhere = await startRehearsal({ folder: folder.path, port, listen: `:${port}` });
    servers.push(anywhere);
    expect(anywhere.log()).toContain(`address=127.0.0.1:${port}`);
  });

  it('tells its version as Prometheus does', () => {
    const output = execFileSync(process.execPath, [program, '--version'], { encoding: 'utf8' });
    expect(versionFromOutput('prometheus', output)).toBe('3.5.0-rehearsal');
  });

  it('asks for a client certificate where web.yml does', async () => {
    const folder = folderWith({ tls: true, users: {} });
    const web = 'tls_server_config:\n  cert_file: prometheus.crt\n  key_file: prometheus.key\n  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: prometheus.crt\n';
    writeFileSync(join(folder.path, 'web.yml'), web);
    const server = await start(folder);
    const input = { url: `https://localhost:${server.port}/`, caFile: folder.pair.certPath, insecure: false, deadlineMs: 3000 };
    expect((await probeEndpoint(input, Date.now())).diagnosis.code).toBe('CLIENT_CERTIFICATE_REQUIRED');
  });
});
