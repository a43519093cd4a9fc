/** The Grafana export against every Prometheus on this machine, by a double of Grafana (see grafanaDouble.ts). */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grafanaDatasource, type GrafanaInput } from '../../shared/exports/grafana.ts';
import { freePort, prometheusLines, startPrometheus, type RunningServer } from '../support/realPrometheus.ts';
import { describeUnless } from '../support/requireTool.ts';
import { sealedFolder, type SealedFolder } from '../support/sealedFolder.ts';
import { selfSigned } from '../support/selfSigned.ts';
import { expandAsGrafana, healthCheck } from './grafanaDouble.ts';

const oddUser = 'graf$HOME "ana" $$';
const password = 'pa$$word ${HOME} "$1"';
const environment = { PROMETHEUS_PASSWORD: password, HOME: '/root' };
const lines = prometheusLines();

describe('the double expands as Grafana does', () => {
  it.each([
    ['$HOME', '/root'],
    ['${HOME}', '/root'],
    ['$$HOME', '$HOME'],
    ['a$$$$b', 'a$$b'],
    ['$UNSET', ''],
    ['$PROMETHEUS_PASSWORD', password],
  ])('%s', (text, result) => {
    expect(expandAsGrafana(text, environment)).toBe(result);
  });

  it('expands what came out of braces once more, so that a password there would be lost', () => {
    expect(expandAsGrafana('${PROMETHEUS_PASSWORD}', environment)).not.toBe(password);
  });
});

describeUnless(lines.length === 0 ? 'no Prometheus on this machine' : null, 'the data source', () => {
  describe.each(lines)('for Prometheus $line', ({ prometheus }) => {
    const folders: SealedFolder[] = [];
    const servers: RunningServer[] = [];
    const start = async (options: Parameters<typeof sealedFolder>[0]): Promise<{ port: number; folder: SealedFolder }> => {
      const folder = sealedFolder(options);
      folders.push(folder);
      const server = await startPrometheus({ binary: prometheus, folder: folder.path, webConfig: 'web.yml', port: await freePort() });
      servers.push(server);
      return { port: server.port, folder };
    };
    let sealed: Awaited<ReturnType<typeof start>>;
    let open: Awaited<ReturnType<typeof start>>;

    beforeAll(async () => {
      [sealed, open] = await Promise.all([start({ tls: true, users: { grafana: password, [oddUser]: password } }), start({ tls: true, users: {} })]);
    });

    afterAll(async () => {
      await Promise.all(servers.map((server) => server.stop()));
      for (const { path } of folders) rmSync(path, { recursive: true, force: true });
    });

    const check = async (change: Partial<GrafanaInput> = {}, env = environment): Promise<string> => {
      const base = { name: 'Prometheus $1', url: `https://localhost:${sealed.port}/`, user: 'grafana', caPem: sealed.folder.pair.certPem, serverName: null, skipVerify: false };
      return await healthCheck(grafanaDatasource({ ...base, ...change }), env);
    };

    it('reaches it with its certificate and a password', async () => {
      expect(await check()).toBe('OK');
    });

    it('signs in a user whose name holds dollar signs and quotes', async () => {
      expect(await check({ user: oddUser })).toBe('OK');
    });

    it('is refused with a wrong password or none', async () => {
      expect(await check({}, { ...environment, PROMETHEUS_PASSWORD: 'wrong' })).toBe('401');
      expect(await check({ user: null })).toBe('401');
    });

    it('refuses a server that does not have the certificate', async () => {
      const other = selfSigned(sealed.folder.path, 'other').certPem;
      expect(await check({ caPem: other })).toMatch(/SELF_SIGNED|UNABLE_TO_VERIFY/);
      expect(await check({ caPem: null })).toMatch(/SELF_SIGNED|UNABLE_TO_VERIFY/);
    });

    it('refuses a name that is not in the certificate, unless it is told which one is', async () => {
      expect(await check({ serverName: 'prometheus.example' })).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
      expect(await check({ url: `https://127.0.0.1:${sealed.port}/`, serverName: 'localhost' })).toBe('OK');
    });

    it('accepts any certificate where verification is skipped', async () => {
      expect(await check({ skipVerify: true, caPem: null })).toBe('OK');
    });

    it('needs no user where there is none', async () => {
      expect(await check({ url: `https://localhost:${open.port}/`, caPem: open.folder.pair.certPem, user: null })).toBe('OK');
    });
  });
});
