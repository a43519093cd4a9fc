/** Setups of real servers as a check sees them: Prometheus of every line, and the other servers that take a web.yml. */
import { chmodSync, chownSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { gatherSetup } from '../../electron/check/gatherSetup.ts';
import { defaultConfigFile } from '../../electron/check/programDefaults.ts';
import { programFields } from '../../electron/check/programFields.ts';
import { promtoolFields } from '../../electron/check/promtoolFields.ts';
import { stopManaged, startManaged } from '../../electron/process/managedProcess.ts';
import { CheckTarget } from '../../shared/model/checkTarget.ts';
import type { SetupFacts, SetupServer } from '../../shared/model/setupFacts.ts';
import { prometheusArgs } from '../../shared/prometheus/flags.ts';
import { exporterProgram, startExporter } from '../support/realExporters.ts';
import { freePort, prometheusLines, startPrometheus, type RunningServer } from '../support/realPrometheus.ts';
import { describeUnless } from '../support/requireTool.ts';
import { selfScrapeText, webConfigText } from '../support/sealedFolder.ts';
import { selfSigned, type SelfSigned } from '../support/selfSigned.ts';

const lines = prometheusLines();
/** Two that differ in all that a check asks; each test waits for the first scrape of its server. */
const asked = lines.filter(({ line }) => line === '2.42' || line === '3.5');
const admin = { name: 'admin', password: 'gehéim' };
const users = { [admin.name]: admin.password };
const exporters = (['node_exporter', 'alertmanager', 'pushgateway', 'blackbox_exporter'] as const).map((kind) => ({ kind, program: exporterProgram(kind) }));

let folder = '';
let pair: SelfSigned;
let port = 0;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'gather-')));
  pair = selfSigned(folder);
  port = await freePort();
  writeFileSync(join(folder, 'web.yml'), webConfigText({ tls: true, users }));
  writeFileSync(join(folder, 'prometheus.yml'), selfScrapeText(port, true, admin));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function gather(target: CheckTarget): Promise<SetupFacts> {
  return await gatherSetup(CheckTarget.parse(target), { now: () => Date.now(), rehearsalCommand: ['/nowhere'] });
}

async function running(binary: string, options: { webConfig?: string; args?: string[] } = {}): Promise<RunningServer> {
  const server = await startPrometheus({ binary, folder, port, ...options });
  onTestFinished(async () => await server.stop());
  return server;
}

/** Asks again while Prometheus has not begun with its jobs. */
async function gatherLive(target: CheckTarget): Promise<SetupFacts> {
  let facts = await gather(target);
  await expect.poll(async () => {
    facts = await gather(target);
    return facts.problems.map(({ code }) => code);
  }, { timeout: 20_000 }).not.toContain('CHECK_LIVE_STARTING');
  return facts;
}

const only = ({ servers }: SetupFacts): SetupServer => {
  const [server, ...others] = servers;
  if (server === undefined || others.length > 0) throw new Error(`${servers.length} servers`);
  return server;
};
const folderTarget = (): CheckTarget => ({ kind: 'folder', folder });
const codesOf = ({ problems }: SetupFacts): string[] => problems.map(({ code }) => code);

describeUnless(asked.length === 0 ? 'no Prometheus 2.42 or 3.5 on this machine' : null, 'a setup of Prometheus', () => {
  describe.each(asked)('$line', ({ line, prometheus, promtool }) => {
    it('is the same by file, folder and address, and is asked what it does', async () => {
      const server = await running(prometheus, { webConfig: 'web.yml' });
      const facts = await gatherLive(folderTarget());
      expect(codesOf(facts)).toEqual([]);
      expect(only(facts)).toMatchObject({
        kind: 'prometheus', pid: server.pid, running: true, control: 'process', unit: null, nextArgs: null, promtool, listen: `127.0.0.1:${port}`, workingDirectory: folder,
        version: expect.stringMatching(new RegExp(`^${line.replace('.', '\\.')}\\.`)), configFile: join(folder, 'prometheus.yml'), webConfigFile: join(folder, 'web.yml'),
        served: { address: `127.0.0.1:${port}`, speaks: 'tls', chainSha256: [pair.sha256], handshakeError: null, statusWithoutPassword: 401 },
        live: { jobs: ['prometheus'], flags: { 'web.config.file': 'web.yml' }, reloadSucceeded: true },
      });
      expect(only(facts).live?.targets).toEqual([expect.objectContaining({ job: 'prometheus', url: `https://localhost:${port}/metrics` })]);
      expect(facts.signIns).toEqual([{ section: 'scrape', job: 'prometheus', user: 'admin', userExists: true, matches: true, bytes: 7 }]);
      expect(facts.promtool.map(({ path, ok, version }) => [path, ok, version])).toEqual([
        [join(folder, 'web.yml'), true, only(facts).version], [join(folder, 'prometheus.yml'), true, only(facts).version],
      ]);
      const sorts = (found: SetupFacts): unknown => [Object.keys(found.files).sort(), only(found).pid, only(found).live?.jobs, found.signIns];
      expect(sorts(await gather({ kind: 'server', listen: `localhost:${port}` }))).toEqual(sorts(facts));
      expect(sorts(await gather({ kind: 'files', paths: [join(folder, 'web.yml')] }))).toEqual(sorts(facts));
      expect(server.log()).not.toContain('TLS handshake error');
    });

    it('shows jobs that Prometheus left out, a password that does not fit, and what clients of its CA would say', async () => {
      selfSigned(folder, 'other');
      const broken = '  - job_name: gone\n    scheme: https\n    tls_config: {ca_file: none.crt}\n    static_configs: [{targets: ["localhost:1"]}]\n';
      const refused = selfScrapeText(port, true, { name: 'admin', password: 'wrong' }).replace('job_name: prometheus', 'job_name: refused').replace(/^.*scrape_configs:\n/s, '').replace('ca_file: prometheus.crt', 'ca_file: other.crt');
      writeFileSync(join(folder, 'prometheus.yml'), selfScrapeText(port, true, admin) + broken + refused);
      await running(prometheus, { webConfig: 'web.yml' });
      // Once the time in which jobs may be late is over.
      await new Promise((resolve) => setTimeout(resolve, 7500));
      const facts = await gather(folderTarget());
      const { live } = only(facts);
      expect(live?.jobs).not.toContain('gone');
      const refusal = live?.targets.find(({ job }) => job === 'refused')?.lastError ?? '';
      expect(facts.signIns.map(({ job, matches }) => [job, matches])).toEqual([['prometheus', true], ['refused', false]]);
      expect(facts.files[join(folder, 'none.crt')]?.state).toEqual({ kind: 'absent' });
      const first = selfScrapeText(port, true, admin).replace('ca_file: prometheus.crt', 'ca_file: other.crt');
      writeFileSync(join(folder, 'prometheus.yml'), first);
      const changed = await gather(folderTarget());
      // Prometheus itself says it of the other job, with the same CA.
      expect(only(changed).served?.handshakeError).toContain('x509: certificate signed by unknown authority');
      expect(refusal.endsWith(`: ${only(changed).served?.handshakeError ?? ''}`)).toBe(true);
      expect(changed.scrapeConfigs[0]?.changedAt).toBeGreaterThan(only(changed).live?.configLoadedAt ?? Infinity);
    });

    it('is asked without a password where there is none, and not in clear where there is one', async () => {
      writeFileSync(join(folder, 'web.yml'), '{}\n');
      writeFileSync(join(folder, 'prometheus.yml'), selfScrapeText(port, false, null));
      await running(prometheus, { webConfig: 'web.yml' });
      const clear = await gatherLive(folderTarget());
      expect(only(clear)).toMatchObject({ served: { speaks: 'http', statusWithoutPassword: 200, chainSha256: [] }, live: { jobs: ['prometheus'] } });
      writeFileSync(join(folder, 'web.yml'), webConfigText({ tls: false, users }));
      const sealed = await gather(folderTarget());
      expect(only(sealed)).toMatchObject({ served: { speaks: 'http', statusWithoutPassword: 401 }, live: null });
      expect(codesOf(sealed)).toEqual(['CHECK_LIVE_CLEAR']);
    });

    it('tells of files that break the handshake, and of what promtool says to them', async () => {
      await running(prometheus, { webConfig: 'web.yml' });
      writeFileSync(join(folder, 'prometheus.key'), selfSigned(folder, 'other').keyPem);
      const facts = await gather(folderTarget());
      expect(only(facts)).toMatchObject({ served: { speaks: 'tls', chainSha256: [], handshakeError: 'remote error: tls: internal error' }, live: null });
      expect(codesOf(facts)).toEqual(['CHECK_LIVE_UNVERIFIED']);
      expect(facts.promtool.find(({ path }) => path.endsWith('web.yml'))).toMatchObject({ ok: false, words: expect.stringContaining('private key does not match public key') });
    });

    it('shows its client certificate where the server wants one', async () => {
      selfSigned(folder, 'client', { usage: 'clientAuth' });
      writeFileSync(join(folder, 'web.yml'), `${webConfigText({ tls: true, users })}  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: client.crt\n`);
      writeFileSync(join(folder, 'prometheus.yml'), selfScrapeText(port, true, admin).replace('ca_file: prometheus.crt', 'ca_file: prometheus.crt\n      cert_file: client.crt\n      key_file: client.key'));
      await running(prometheus, { webConfig: 'web.yml' });
      const facts = await gatherLive(folderTarget());
      expect(only(facts)).toMatchObject({ served: { speaks: 'tls', chainSha256: [pair.sha256], statusWithoutPassword: null, handshakeError: null }, live: { jobs: ['prometheus'] } });
    });
  });

  it.each(lines)('has the capabilities that its promtool shows, its own program the same, and a configuration by default: $line', async ({ line, prometheus, promtool }) => {
    const told = await promtoolFields(promtool, null);
    expect(told).toEqual(programFields(prometheus));
    expect(told).toContain('webConfig');
    expect(await defaultConfigFile(prometheus, null)).toMatch(/prometheus\.yml$/);
    expect(told?.includes('inlineCertificates')).toBe(line !== '2.24' && line !== '2.42');
  });

  it.each(lines.slice(-1))('runs promtool as the account of the server: $line', async ({ prometheus }) => {
    if (process.getuid?.() !== 0) return;
    for (const name of ['', 'web.yml', 'prometheus.yml', 'prometheus.crt', 'prometheus.key']) chownSync(join(folder, name), 65_534, 65_534);
    chmodSync(join(folder, 'prometheus.key'), 0o600);
    const args = prometheusArgs({ configFile: join(folder, 'prometheus.yml'), webConfigFile: join(folder, 'web.yml'), listen: `127.0.0.1:${port}`, dataFolder: join(folder, 'data'), externalUrl: null, lifecycle: false, adminApi: false });
    onTestFinished(async () => void (await stopManaged(folder, 5000)));
    const managed = await startManaged(folder, { argv: [prometheus, ...args], workingDirectory: folder, account: { uid: 65_534, gid: 65_534, name: 'nobody' } }, Date.now());
    await expect.poll(async () => only(await gather(folderTarget())).served?.speaks, { timeout: 20_000 }).toBe('tls');
    chownSync(join(folder, 'prometheus.key'), 0, 0);
    const facts = await gather(folderTarget());
    expect(only(facts)).toMatchObject({ pid: managed.pid, control: 'promseal', account: { name: 'nobody' } });
    expect(facts.unreadable).toEqual({ [join(folder, 'prometheus.key')]: 'nobody' });
    expect(facts.promtool.find(({ path }) => path.endsWith('web.yml'))).toMatchObject({ ok: false, words: expect.stringContaining('permission denied') });
  });
});

describeUnless(exporters.some(({ program }) => program === null) ? 'the exporters are not fetched (node scripts/fetchPrometheus.ts), or Alertmanager cannot run here without root' : null, 'the other servers', () => {
  it.each(exporters)('$kind is found by its address and by the file it uses', async ({ kind, program }) => {
    const config = kind === 'alertmanager' ? 'route: {receiver: a}\nreceivers: [{name: a}]\n' : 'modules: {}\n';
    writeFileSync(join(folder, 'own.yml'), config);
    const own = kind === 'alertmanager' || kind === 'blackbox_exporter' ? ['--config.file=own.yml'] : [];
    const storage = kind === 'alertmanager' ? ['--storage.path=data', '--cluster.listen-address='] : kind === 'pushgateway' ? ['--persistence.file='] : [];
    const server = await startExporter(program ?? '', folder, ['--web.config.file=web.yml', ...own, ...storage]);
    onTestFinished(async () => await server.stop());
    rmSync(join(folder, 'prometheus.yml'));
    const facts = await gather({ kind: 'server', listen: `127.0.0.1:${server.port}` });
    expect(only(facts)).toMatchObject({
      kind, pid: server.pid, version: expect.stringMatching(/^\d+\.\d+\.\d+/), webConfigFile: join(folder, 'web.yml'), capabilities: ['webConfig', 'responseHeaders'],
      served: { speaks: 'tls', chainSha256: [pair.sha256], statusWithoutPassword: 401 }, live: null,
    });
    expect(codesOf(facts)).toEqual([]);
    expect(facts.scrapeConfigs).toEqual([]);
    expect(only(await gather({ kind: 'files', paths: [join(folder, 'web.yml')] })).pid).toBe(server.pid);
  });

  it('the flag of older node exporters is known too', async () => {
    const old = exporterProgram('node_exporter', '1.1');
    if (old === null) return;
    const server = await startExporter(old, folder, ['--web.config=web.yml', '--no-collector.hwmon']);
    onTestFinished(async () => await server.stop());
    const facts = await gather({ kind: 'server', listen: `:${server.port}` });
    expect(only(facts)).toMatchObject({ kind: 'node_exporter', webConfigFile: join(folder, 'web.yml'), served: { speaks: 'tls' }, version: expect.stringMatching(/^1\.1\./) });
  });

  it.each(lines.slice(-1))('a job of Prometheus leads to the server it scrapes: $line', async ({ prometheus }) => {
    const node = exporters.find(({ kind }) => kind === 'node_exporter')?.program ?? '';
    const server = await startExporter(node, folder, [`--web.config.file=${join(folder, 'web.yml')}`]);
    onTestFinished(async () => await server.stop());
    const job = selfScrapeText(server.port, true, { name: 'nobody', password: 'x' }).replace('job_name: prometheus', 'job_name: node').replace(/^.*scrape_configs:\n/s, '');
    writeFileSync(join(folder, 'prometheus.yml'), selfScrapeText(port, true, admin) + job);
    await running(prometheus, { webConfig: 'web.yml' });
    const facts = await gather({ kind: 'files', paths: [join(folder, 'prometheus.yml')] });
    expect(facts.servers.map(({ kind, served }) => [kind, served?.speaks])).toEqual([['prometheus', 'tls'], ['node_exporter', 'tls']]);
    expect(facts.signIns).toEqual([expect.objectContaining({ job: 'prometheus', matches: true }), expect.objectContaining({ job: 'node', user: 'nobody', userExists: false, matches: null })]);
  });
});
