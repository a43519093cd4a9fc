/** The nginx export: read by a real nginx, in front of a real sealed Prometheus. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { nginxProxy, type NginxInput } from '../../shared/exports/nginx.ts';
import { freePort, startPrometheus, type RunningServer } from '../support/realPrometheus.ts';
import { describeWith, toolPath } from '../support/requireTool.ts';
import { sealedFolder, webConfigText, type SealedFolder } from '../support/sealedFolder.ts';
import { selfSigned, type SelfSigned } from '../support/selfSigned.ts';

const run = promisify(execFile);
const password = 'gehéim$1';

interface Proxy {
  /** Status of a request through the proxy. */
  readonly status: (path: string, user?: string) => Promise<number>;
  readonly errors: () => string;
}

describeWith(['nginx', 'prometheus', 'curl'], 'nginx in front of a sealed Prometheus', () => {
  const base = mkdtempSync(join(tmpdir(), 'promseal-nginx-'));
  const folders: SealedFolder[] = [];
  const servers: RunningServer[] = [];
  let own: SelfSigned;
  let sealed: RunningServer;
  let caFile: string;

  async function prometheusWith(args: string[], prepare: (folder: SealedFolder) => void = () => undefined, tls = true): Promise<RunningServer> {
    const folder = sealedFolder({ tls, users: { alice: password } });
    folders.push(folder);
    prepare(folder);
    const server = await startPrometheus({ binary: toolPath('prometheus'), folder: folder.path, webConfig: 'web.yml', args });
    servers.push(server);
    return server;
  }

  beforeAll(async () => {
    own = selfSigned(base, 'proxy', { names: 'DNS:metrics.example', commonName: 'metrics.example' });
    sealed = await prometheusWith([]);
    caFile = folders[0]?.pair.certPath ?? '';
  });

  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    for (const { path } of folders) rmSync(path, { recursive: true, force: true });
    rmSync(base, { recursive: true, force: true });
  });

  /** Only where it listens is changed: port 443 belongs to the machine. */
  async function nginxWith(change: Partial<NginxInput> = {}): Promise<Proxy> {
    const folder = mkdtempSync(join(base, 'nginx-'));
    const port = await freePort();
    const input = { publicName: 'metrics.example', backend: `127.0.0.1:${sealed.port}`, serverName: 'localhost', caFile, certFile: own.certPath, keyFile: own.keyPath, routePrefix: '' };
    const server = nginxProxy({ ...input, ...change });
    expect(server).toContain('listen 443 ssl;');
    writeFileSync(join(folder, 'prometheus.conf'), server.replace('listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`));
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`);
    const main = ['daemon off;', ...(process.getuid?.() === 0 ? ['user root;'] : []), `pid ${folder}/pid;`, 'worker_processes 1;', 'events {}'];
    writeFileSync(join(folder, 'nginx.conf'), [...main, 'http {', 'access_log off;', ...temporary, `include ${folder}/prometheus.conf;`, '}', ''].join('\n'));
    const args = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')];
    const tested = await run(toolPath('nginx'), ['-t', ...args]);
    expect(tested.stderr).toContain('test is successful');
    const child = spawn(toolPath('nginx'), args, { stdio: 'ignore' });
    onTestFinished(() => stop(child));
    const curl = async (path: string, user?: string): Promise<string> => {
      const config = join(folder, 'curlrc');
      writeFileSync(config, user === undefined ? '' : `user = "${user}"\n`, { mode: 0o600 });
      const url = `https://metrics.example:${port}${path}`;
      const args = ['-s', '-o', join(folder, 'body'), '-w', '%{http_code}', '-K', config, '--cacert', own.certPath, '--resolve', `metrics.example:${port}:127.0.0.1`];
      const { stdout } = await run('curl', [...args, url]).catch(() => ({ stdout: '0' }));
      return stdout;
    };
    for (let tries = 0; tries < 100 && (await curl('/-/none')) === '0'; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    return { status: async (path, user) => Number(await curl(path, user)), errors: () => readFileSync(join(folder, 'error.log'), 'utf8') };
  }

  it('hands the password on: 401 without one, 200 with it', async () => {
    const proxy = await nginxWith();
    expect(await proxy.status('/metrics')).toBe(401);
    expect(await proxy.status('/metrics', 'alice:wrong')).toBe(401);
    expect(await proxy.status('/metrics', `alice:${password}`)).toBe(200);
    expect(await proxy.status('/api/v1/query?query=1%2B1', `alice:${password}`)).toBe(200);
  });

  it('refuses a server whose certificate it does not trust', async () => {
    const proxy = await nginxWith({ caFile: own.certPath });
    expect(await proxy.status('/metrics', `alice:${password}`)).toBe(502);
    expect(proxy.errors()).toContain('upstream SSL certificate verify error');
  });

  it('refuses a server whose certificate is for another name', async () => {
    const proxy = await nginxWith({ serverName: 'prometheus.example' });
    expect(await proxy.status('/metrics', `alice:${password}`)).toBe(502);
    expect(proxy.errors()).toContain('upstream SSL certificate does not match "prometheus.example"');
  });

  it('serves a Prometheus below a path', async () => {
    const server = await prometheusWith(['--web.route-prefix=/prometheus', '--web.external-url=https://metrics.example/prometheus/']);
    const ca = folders.at(-1)?.pair.certPath ?? '';
    const proxy = await nginxWith({ backend: `127.0.0.1:${server.port}`, caFile: ca, routePrefix: '/prometheus' });
    expect(await proxy.status('/prometheus/metrics')).toBe(401);
    expect(await proxy.status('/prometheus/-/healthy', `alice:${password}`)).toBe(200);
    expect(await proxy.status('/metrics', `alice:${password}`)).toBe(404);
  });

  it('serves a Prometheus that has passwords but no TLS', async () => {
    const server = await prometheusWith([], undefined, false);
    const proxy = await nginxWith({ backend: `127.0.0.1:${server.port}`, tls: false });
    expect(await proxy.status('/metrics')).toBe(401);
    expect(await proxy.status('/metrics', `alice:${password}`)).toBe(200);
  });

  it('verifies a certificate that has only an address, where that is its common name too', async () => {
    const server = await prometheusWith([], ({ path }) => {
      selfSigned(path, 'prometheus', { names: 'IP:127.0.0.1', commonName: '127.0.0.1' });
      writeFileSync(join(path, 'web.yml'), webConfigText({ tls: true, users: { alice: password } }));
    });
    const ca = folders.at(-1)?.pair.certPath ?? '';
    const proxy = await nginxWith({ backend: `127.0.0.1:${server.port}`, caFile: ca, serverName: '127.0.0.1' });
    expect(await proxy.status('/metrics', `alice:${password}`)).toBe(200);
  });
});

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  await ended;
}
