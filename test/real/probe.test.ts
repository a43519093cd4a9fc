/** The doctor beside every Prometheus of this machine: what it says must not depend on the version. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { looksReady } from '../../electron/probe/looksReady.ts';
import { probeEndpoint } from '../../electron/probe/probeEndpoint.ts';
import type { ApiAccess } from '../../electron/probe/prometheusApi.ts';
import { reloadOverHttp } from '../../electron/probe/prometheusStatus.ts';
import { readFlags, readLoadedConfig } from '../support/serverState.ts';
import { waitForTargets } from '../../electron/probe/probeTargets.ts';
import type { ProbeInput, ProbeResult } from '../../shared/model/probeResult.ts';
import { endpointFor } from '../support/endpointFor.ts';
import { freePort, prometheusLines, startPrometheus, type RunningServer } from '../support/realPrometheus.ts';
import { describeUnless } from '../support/requireTool.ts';
import { sealedFolder, selfScrapeText, webConfigText, type SealedFolder } from '../support/sealedFolder.ts';

const lines = prometheusLines();
const alice = { name: 'alice', password: 'gehéim' };
const users = { [alice.name]: alice.password };

async function probe(server: RunningServer, over: Partial<ProbeInput> = {}, scheme = 'https'): Promise<ProbeResult> {
  return await probeEndpoint({ url: `${scheme}://localhost:${server.port}/`, insecure: false, deadlineMs: 5000, ...over }, Date.now());
}

describeUnless(lines.length === 0 ? 'there is no Prometheus on this machine' : null, 'the doctor beside Prometheus', () => {
  describe.each(lines)('$line', ({ prometheus }) => {
    let folder: SealedFolder;
    let server: RunningServer;
    let access: ApiAccess;

    beforeAll(async () => {
      folder = sealedFolder({ tls: true, users });
      const port = await freePort();
      const broken = '  - job_name: broken\n    scheme: https\n    tls_config:\n      ca_file: none.crt\n    static_configs:\n      - targets: ["localhost:1"]\n';
      writeFileSync(join(folder.path, 'prometheus.yml'), `${selfScrapeText(port, true, alice)}${broken}`);
      server = await startPrometheus({ binary: prometheus, folder: folder.path, port, webConfig: 'web.yml', args: ['--web.enable-lifecycle'] });
      const endpoint = endpointFor(port, { users: [alice.name], caFile: folder.pair.certPath });
      const credentials = { user: alice.name, password: alice.password };
      access = { endpoint, caPem: folder.pair.certPem, expectedLeafSha256: folder.pair.sha256, credentials, now: Date.now(), deadlineMs: 3000 };
    }, 30_000);
    afterAll(async () => {
      await server.stop();
      rmSync(folder.path, { recursive: true });
    });

    it('names each state of a connection', async () => {
      const caFile = folder.pair.certPath;
      const right = { caFile, user: alice.name, password: alice.password };
      expect(await probe(server, right)).toMatchObject({ ok: true, diagnosis: { code: 'PROBE_OK' }, clients: { go: { ok: true }, node: { ok: true } } });
      const codes = async (over: Partial<ProbeInput>, scheme?: string): Promise<string> => (await probe(server, over, scheme)).diagnosis.code;
      expect(await codes({ caFile })).toBe('SIGN_IN_REQUIRED');
      expect(await codes({ ...right, password: 'falsch' })).toBe('SIGN_IN_REFUSED');
      expect(await codes({})).toBe('ISSUER_UNKNOWN');
      expect(await codes({ ...right, serverName: 'other.example' })).toBe('NAME_NOT_IN_CERTIFICATE');
      expect(await codes(right, 'http')).toBe('PORT_SPEAKS_TLS');
    });

    it('asks Prometheus itself, and finds the job that it left out', async () => {
      expect(await looksReady(access)).toBe(true);
      expect(await readFlags(access)).toMatchObject({ 'web.config.file': 'web.yml' });
      expect(await readLoadedConfig(access)).not.toContain(alice.password);
      const targets = await waitForTargets(access, { job: null, expectedJobs: ['prometheus', 'broken'], since: 0, deadlineMs: 15_000 });
      expect(targets.map(({ job, health }) => [job, health])).toEqual([['prometheus', 'up'], ['broken', 'vanished']]);
    }, 30_000);

    it('reads the result of a reload back', async () => {
      expect(await reloadOverHttp(access)).toMatchObject({ reloadConfigSuccess: true });
    });

    it('tells no password to another Prometheus that has the port (R-17)', async () => {
      const elsewhere = { ...access, expectedLeafSha256: '00'.repeat(32) };
      expect(await looksReady(elsewhere)).toBe(false);
      await expect(readFlags(elsewhere)).rejects.toMatchObject({ code: 'SERVER_IS_FOREIGN' });
    });

    it('sees when the running server cannot read its own files', async () => {
      const good = webConfigText({ tls: true, users });
      writeFileSync(join(folder.path, 'web.yml'), 'nonsense: 1\n');
      expect((await probe(server, { caFile: folder.pair.certPath })).diagnosis.code).toBe('SERVER_FILES_BROKEN');
      writeFileSync(join(folder.path, 'web.yml'), `${good}  min_version: TLS13\n  max_version: TLS12\n`);
      expect((await probe(server, { caFile: folder.pair.certPath })).diagnosis.code).toBe('TLS_VERSION_NOT_SHARED');
      writeFileSync(join(folder.path, 'web.yml'), `${good}  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: prometheus.crt\n`);
      expect((await probe(server, { caFile: folder.pair.certPath })).diagnosis.code).toBe('CLIENT_CERTIFICATE_REQUIRED');
      writeFileSync(join(folder.path, 'web.yml'), good);
    });

    it('sees that TLS is not on', async () => {
      const other = sealedFolder({ tls: false, users: {} });
      const clear = await startPrometheus({ binary: prometheus, folder: other.path });
      const results = [await probe(clear), await probe(clear, {}, 'http')];
      await clear.stop();
      rmSync(other.path, { recursive: true });
      expect(results.map(({ diagnosis }) => diagnosis.code)).toEqual(['PORT_STILL_CLEAR', 'PROBE_OK_WITHOUT_PASSWORD']);
    });
  });
});
