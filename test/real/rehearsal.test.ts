/** The rehearsal beside the newest Prometheus of this machine: the same questions must get the same answers. */
import { copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTargets } from '../../electron/probe/probeTargets.ts';
import { reloadOverHttp } from '../../electron/probe/prometheusStatus.ts';
import { readLoadedConfig } from '../support/serverState.ts';
import { endpointFor } from '../support/endpointFor.ts';
import { freePort, prometheusLines, startPrometheus, startRehearsal, type RunningServer } from '../support/realPrometheus.ts';
import { describeUnless } from '../support/requireTool.ts';
import { sealedFolder, webConfigText, type SealedFolder } from '../support/sealedFolder.ts';
import { selfSigned } from '../support/selfSigned.ts';
import { recordingServer, stubServer, type Stub } from '../support/stubServers.ts';

const newest = prometheusLines().at(-1);
const alice = { alice: 'geheim' };
const kinds = ['Prometheus', 'rehearsal'] as const;
type Kind = (typeof kinds)[number];

async function startKind(kind: Kind, options: Parameters<typeof startRehearsal>[0]): Promise<RunningServer> {
  return kind === 'rehearsal' ? await startRehearsal(options) : await startPrometheus({ ...options, binary: newest?.prometheus ?? '' });
}

/** Does the same with both, each in a folder of its own, and gives both outcomes. */
async function withBoth<T>(
  setup: { tls: boolean; users: Readonly<Record<string, string>> },
  act: (server: RunningServer, folder: SealedFolder) => Promise<T>,
  options: Partial<Parameters<typeof startRehearsal>[0]> = {},
): Promise<Record<Kind, T>> {
  const one = async (kind: Kind): Promise<T> => {
    const folder = sealedFolder(setup);
    const server = await startKind(kind, { folder: folder.path, webConfig: 'web.yml', ...options });
    try {
      return await act(server, folder);
    } finally {
      await server.stop();
      rmSync(folder.path, { recursive: true });
    }
  };
  const [real, rehearsal] = await Promise.all([one('Prometheus'), one('rehearsal')]);
  return { Prometheus: real, rehearsal };
}

/** Everything a server sends to these bytes on a plain connection, until it closes. */
async function raw(port: number, bytes: string): Promise<string> {
  return await new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });
}

interface Answer {
  readonly status: number | string;
  readonly body: string;
  readonly headers: Record<string, unknown>;
}

async function ask(port: number, path: string, options: { agent?: Agent; auth?: string; method?: string; ca: string }): Promise<Answer> {
  return await new Promise((resolve) => {
    const { agent = new Agent(), ...rest } = options;
    const outgoing = httpsRequest({ host: '127.0.0.1', servername: 'localhost', port, path, agent, ...rest }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => {
        const { 'content-type': type, 'www-authenticate': authenticate, 'x-content-type-options': sniff } = response.headers;
        resolve({ status: response.statusCode ?? 0, body, headers: { type, authenticate, sniff } });
      });
    });
    // Node gives the same alert two codes, by whether it was writing or reading when it came.
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      const alert = /alert ([a-z ]+):/.exec(error.message)?.[0];
      resolve({ status: alert ?? error.code ?? 'error', body: '', headers: {} });
    });
    outgoing.end();
  });
}

/** Replaces a file as an atomic writer does. */
function replace(folder: SealedFolder, name: string, text: string): void {
  writeFileSync(join(folder.path, `${name}.new`), text);
  renameSync(join(folder.path, `${name}.new`), join(folder.path, name));
}

describeUnless(newest === undefined ? 'there is no Prometheus on this machine' : null, 'the rehearsal beside Prometheus', () => {
  it('answers plain HTTP on the TLS port with the same bytes', async () => {
    const both = await withBoth({ tls: true, users: {} }, async ({ port }) => await raw(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
    expect(both.rehearsal).toBe(both.Prometheus);
    expect(both.rehearsal).toBe('HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n');
  });

  it('refuses and answers with the same status, headers and body', async () => {
    const both = await withBoth(
      { tls: true, users: alice },
      async ({ port }, { pair }) => {
        const ca = pair.certPem;
        const right = { ca, auth: 'alice:geheim' };
        return [
          await ask(port, '/metrics', { ca }),
          await ask(port, '/-/ready', { ca, auth: 'alice:falsch' }),
          await ask(port, '/-/ready', { ca, auth: 'bob:geheim' }),
          await ask(port, '/-/ready', right),
          await ask(port, '/-/healthy', right),
          await ask(port, '/-/reload', { ...right, method: 'POST' }),
          await ask(port, '/-/reload', right),
          await ask(port, '/api/v1/admin/tsdb/delete_series', { ...right, method: 'POST' }),
        ];
      },
    );
    expect(both.rehearsal).toEqual(both.Prometheus);
  });

  it('reads web.yml at every request and every connection', async () => {
    const both = await withBoth({ tls: true, users: alice }, async ({ port }, folder) => {
      const ca = folder.pair.certPem;
      const kept = new Agent({ keepAlive: true, maxSockets: 1 });
      const seen = [await ask(port, '/-/ready', { ca, agent: kept, auth: 'alice:geheim' })];
      replace(folder, 'web.yml', webConfigText({ tls: true, users: { bob: 'andere' } }));
      seen.push(await ask(port, '/-/ready', { ca, agent: kept, auth: 'alice:geheim' }));
      seen.push(await ask(port, '/-/ready', { ca, auth: 'bob:andere' }));
      replace(folder, 'web.yml', 'no_such_key: 1\n');
      seen.push(await ask(port, '/-/ready', { ca, agent: kept, auth: 'bob:andere' }));
      seen.push(await ask(port, '/-/ready', { ca, auth: 'bob:andere' }));
      replace(folder, 'web.yml', '');
      seen.push(await ask(port, '/-/ready', { ca, agent: kept }));
      seen.push(await ask(port, '/-/ready', { ca }));
      kept.destroy();
      return seen.map(({ status, body }) => [status, body]);
    });
    expect(both.rehearsal).toEqual(both.Prometheus);
    expect(both.rehearsal.map(([status]) => status)).toEqual([200, 401, 200, 500, 'alert internal error:', 200, 'alert internal error:']);
  });

  it('serves a new certificate at the next connection, and none that does not fit its key', async () => {
    const both = await withBoth({ tls: true, users: {} }, async ({ port }, folder) => {
      const fresh = selfSigned(folder.path, 'fresh');
      replace(folder, 'web.yml', webConfigText({ tls: true, users: {} }).replaceAll('prometheus.', 'fresh.'));
      const seen = [await ask(port, '/-/ready', { ca: fresh.certPem }), await ask(port, '/-/ready', { ca: folder.pair.certPem })];
      copyFileSync(folder.pair.keyPath, fresh.keyPath);
      seen.push(await ask(port, '/-/ready', { ca: fresh.certPem }));
      return seen.map(({ status }) => status);
    });
    expect(both.rehearsal).toEqual(both.Prometheus);
    expect(both.rehearsal[0]).toBe(200);
  });

  it('does not turn TLS on while it runs', async () => {
    const both = await withBoth({ tls: false, users: alice }, async ({ port }, folder) => {
      replace(folder, 'web.yml', webConfigText({ tls: true, users: {} }));
      const answer = await raw(port, 'GET /-/ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
      return answer.split('\r\n')[0];
    });
    expect(both.rehearsal).toBe(both.Prometheus);
    expect(both.rehearsal).toBe('HTTP/1.1 200 OK');
  });

  it.each([
    ['an unknown key', 'nonsense: 1\n', 'field nonsense not found in type web.Config'],
    ['a password in the place of a hash', 'basic_auth_users:\n  alice: geheim\n', 'crypto/bcrypt: hashedSecret too short to be a bcrypted password'],
    ['no key', 'tls_server_config:\n  cert_file: prometheus.crt\n', 'missing one of key or key_file'],
    ['a missing certificate', 'tls_server_config:\n  cert_file: none.crt\n  key_file: prometheus.key\n', 'no such file or directory'],
    ['swapped files', 'tls_server_config:\n  cert_file: prometheus.key\n  key_file: prometheus.crt\n', 'failed to load X509KeyPair'],
    ['a client CA without a policy', 'tls_server_config:\n  cert_file: prometheus.crt\n  key_file: prometheus.key\n  client_ca_file: prometheus.crt\n', 'configured without a Client Auth Policy'],
  ])('does not start with %s in web.yml, and says the same', async (_case, webConfig, words) => {
    const folder = sealedFolder({ tls: true, users: {} });
    writeFileSync(join(folder.path, 'web.yml'), webConfig);
    for (const kind of kinds) {
      const server = await startKind(kind, { folder: folder.path, webConfig: 'web.yml' });
      await server.stop();
      expect({ kind, code: server.exitCode(), log: server.log() }).toMatchObject({ code: 1, log: expect.stringContaining(words) as string });
    }
    rmSync(folder.path, { recursive: true });
  });

  it('exits as Prometheus does when prometheus.yml or the port is unusable', async () => {
    const folder = sealedFolder({ tls: false, users: {} });
    const taken = await stubServer(() => undefined);
    for (const kind of kinds) {
      writeFileSync(join(folder.path, 'prometheus.yml'), '{}\n');
      const second = await startKind(kind, { folder: folder.path, port: taken.port });
      await second.stop();
      expect([second.exitCode(), second.log()]).toEqual([1, expect.stringContaining('address already in use')]);
      writeFileSync(join(folder.path, 'prometheus.yml'), 'scrape_configs: 1\n');
      const broken = await startKind(kind, { folder: folder.path });
      await broken.stop();
      expect(broken.exitCode()).toBe(2);
    }
    await taken.close();
    rmSync(folder.path, { recursive: true });
  });

  describe('scraping', () => {
    const stubs: Stub[] = [];
    const servers = new Map<Kind, { server: RunningServer; folder: SealedFolder }>();
    afterAll(async () => {
      for (const { server, folder } of servers.values()) {
        await server.stop();
        rmSync(folder.path, { recursive: true });
      }
      for (const stub of stubs) await stub.close();
    });

    beforeAll(async () => {
      const guarded = sealedFolder({ tls: true, users: alice });
      const secured = await recordingServer((request, response) => {
        const right = request.headers.authorization === `Basic ${Buffer.from('alice:geheim').toString('base64')}`;
        response.writeHead(right ? 200 : 401, { 'Content-Type': 'text/plain; version=0.0.4' }).end('a 1\n');
      }, guarded.pair);
      const clear = await recordingServer((_request, response) => response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4' }).end('a 1\n'));
      stubs.push(secured, clear);
      const closed = await freePort();
      const tls = (extra = ''): string => `    scheme: https\n    tls_config:\n      ca_file: ca.crt\n${extra}`;
      const auth = (password: string): string => `    basic_auth:\n      username: alice\n      ${password}\n`;
      const job = (name: string, target: string, lines = ''): string => `  - job_name: ${name}\n${lines}    static_configs:\n      - targets: ["${target}"]\n`;
      const good = `localhost:${secured.port}`;
      const config = [
        'global:\n  scrape_interval: 1s\n  scrape_timeout: 1s\nscrape_configs:\n',
        job('good', good, tls() + auth('password: geheim')),
        job('file', good, tls() + auth('password_file: alice.password')),
        job('wrong-password', good, tls() + auth('password: falsch')),
        job('no-password', good, tls()),
        job('no-ca', good, `    scheme: https\n${auth('password: geheim')}`),
        job('wrong-name', `127.0.0.1:${secured.port}`, tls('      server_name: other.example\n')),
        job('plain-to-tls', good),
        job('tls-to-plain', `localhost:${clear.port}`, tls()),
        job('skip', good, `    scheme: https\n    tls_config:\n      insecure_skip_verify: true\n${auth('password: geheim')}`),
        job('refused', `127.0.0.1:${closed}`),
        job('missing-ca', good, '    scheme: https\n    tls_config:\n      ca_file: none.crt\n'),
      ].join('');
      rmSync(guarded.path, { recursive: true });
      for (const kind of kinds) {
        const folder = sealedFolder({ tls: false, users: {} });
        writeFileSync(join(folder.path, 'prometheus.yml'), config);
        writeFileSync(join(folder.path, 'ca.crt'), guarded.pair.certPem);
        writeFileSync(join(folder.path, 'alice.password'), 'geheim\n');
        servers.set(kind, { folder, server: await startKind(kind, { folder: folder.path, args: ['--web.enable-lifecycle'] }) });
      }
      await new Promise((resolve) => setTimeout(resolve, 9000));
    }, 60_000);

    function access(kind: Kind): Parameters<typeof readTargets>[0] {
      const port = servers.get(kind)?.server.port ?? 0;
      return { endpoint: endpointFor(port, { tls: false }), caPem: null, expectedLeafSha256: null, credentials: null, now: Date.now(), deadlineMs: 3000 };
    }

    it('reports the same health and the same words for every target', async () => {
      const told = async (kind: Kind): Promise<unknown[]> => {
        const { targets, settled } = await readTargets(access(kind), ['good', 'missing-ca']);
        expect(settled).toBe(true);
        return targets.map(({ job, health, lastError }) => [job, health, lastError]).sort();
      };
      const rehearsed = await told('rehearsal');
      expect(rehearsed).toEqual(await told('Prometheus'));
      expect(rehearsed.filter((row) => (row as string[])[1] === 'up').map((row) => (row as string[])[0])).toEqual(['file', 'good', 'skip']);
    });

    it('shows the loaded configuration without its secrets', async () => {
      for (const kind of kinds) {
        const yaml = await readLoadedConfig(access(kind));
        expect(yaml).toContain('<secret>');
        expect(yaml).not.toContain('geheim');
      }
    });

    it('reloads, and goes on with the old configuration when the new one is broken', async () => {
      for (const kind of kinds) {
        const folder = servers.get(kind)?.folder;
        if (folder === undefined) throw new Error('not started');
        expect(await reloadOverHttp(access(kind))).toMatchObject({ reloadConfigSuccess: true });
        replace(folder, 'prometheus.yml', 'scrape_configs: {\n');
        await expect(reloadOverHttp(access(kind))).rejects.toMatchObject({
          code: 'RELOAD_REFUSED',
          failure: { raw: expect.stringContaining('failed to reload config') as string },
        });
        expect((await readTargets(access(kind), [])).targets.some(({ job }) => job === 'good')).toBe(true);
      }
    });
  });
});
