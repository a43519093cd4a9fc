import { chmodSync, chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkBinary } from '../../electron/inspect/checkBinary.ts';
import { discover } from '../../electron/inspect/discover.ts';
import { findListener } from '../../electron/inspect/findListener.ts';
import { inspectHost, type InspectContext } from '../../electron/inspect/inspectHost.ts';
import { listFolder } from '../../electron/inspect/listFolder.ts';
import { thisMachine, type Machine } from '../../electron/inspect/machine.ts';
import { startManaged, stopManaged, waitUntilEnded } from '../../electron/process/managedProcess.ts';
import { Answers, type AnswersInput } from '../../shared/model/answers.ts';
import { Discovery } from '../../shared/model/discovery.ts';
import { HostFacts } from '../../shared/model/hostFacts.ts';
import { prometheusArgs } from '../../shared/prometheus/flags.ts';
import { freePort, prometheusLines, startPrometheus } from '../support/realPrometheus.ts';
import { describeUnless } from '../support/requireTool.ts';
import { selfSigned } from '../support/selfSigned.ts';

const lines = prometheusLines();
const context: InspectContext = { now: () => Date.UTC(2026, 0, 1), rehearsalCommand: ['/nowhere/rehearsal', '--inner'] };
let folder = '';
let port = 0;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'inspect-')));
  port = await freePort();
  writeFileSync(join(folder, 'prometheus.yml'), 'scrape_configs:\n  - job_name: self\n    static_configs: [{targets: ["localhost:9090"]}]\n');
});
afterEach(async () => {
  await stopManaged(folder, 5000);
  rmSync(folder, { recursive: true, force: true });
});

const listen = (): string => `127.0.0.1:${port}`;
const answers = (server: AnswersInput['server'], more: Partial<AnswersInput> = {}): Answers =>
  Answers.parse({ version: 1, folder, server, certificate: { source: 'self_signed' }, users: [{ name: 'admin', generate: true }], ...more });
const tlsConfig = (): void => {
  const pair = selfSigned(folder);
  writeFileSync(join(folder, 'web.yml'), `basic_auth_users:\n  admin: $2b$10$${'a'.repeat(53)}\ntls_server_config:\n  cert_file: prometheus.crt\n  key_file: ${relative(folder, pair.keyPath)}\n`);
};

/** Facts twice, which must be the same, and what the schema knows of them. */
async function inspectTwice(given: Answers, around: InspectContext = context): Promise<HostFacts> {
  const facts = await inspectHost(given, around);
  expect(await inspectHost(given, around)).toEqual(facts);
  expect(HostFacts.parse(facts)).toEqual(facts);
  return facts;
}

describeUnless(lines.length === 0 ? 'no Prometheus on this machine' : null, 'inspectHost', () => {
  describe.each(lines)('$line', ({ line, prometheus, promtool }) => {
    it('knows a server that somebody else started: flags, files, certificate and TLS', async () => {
      tlsConfig();
      const server = await startPrometheus({ binary: prometheus, folder, port, webConfig: 'web.yml' });
      const facts = await inspectTwice(answers({ kind: 'running', listen: listen() }, { folder: join(folder, 'other') }));
      const logged = server.log();
      const found = findListener(listen());
      await server.stop();
      expect(found).toMatchObject({ pid: server.pid, listens: [listen()] });
      expect(facts.server).toMatchObject({
        control: 'process', running: true, mayControl: true, unit: null, account: null, listen: listen(), servesTls: true, portTakenBy: null, knowsWebConfig: true,
        promtool, workingDirectory: folder, configFile: join(folder, 'prometheus.yml'), webConfigFile: join(folder, 'web.yml'), problems: [],
        version: expect.stringMatching(new RegExp(`^${line.replace('.', '\\.')}\\.`)),
      });
      expect(facts.webConfig).toMatchObject({ path: join(folder, 'web.yml'), facts: { users: [{ name: 'admin' }] } });
      expect(facts.ownNames).toEqual(expect.arrayContaining(['127.0.0.1', 'localhost']));
      expect(facts.scrapeConfig.facts?.jobs.map(({ name }) => name)).toEqual(['self']);
      expect(facts.certificate).toMatchObject({ certPath: join(folder, 'prometheus.crt'), keyMatches: true, summary: { dnsNames: ['localhost'] } });
      // Looking leaves no broken handshakes in the log of the server that is looked at.
      expect(logged).not.toContain('TLS handshake error');
    });

    it('knows a server that PromSeal started, and that another program is on the port of one that it would start', async () => {
      const args = prometheusArgs({ configFile: join(folder, 'prometheus.yml'), webConfigFile: null, listen: listen(), dataFolder: join(folder, 'data'), externalUrl: null, lifecycle: false, adminApi: false });
      const wanted = answers({ kind: 'binary', binary: prometheus, listen: listen() });
      expect((await inspectTwice(wanted)).server).toMatchObject({ control: 'promseal', running: false, args: [], servesTls: null, portTakenBy: null, binary: prometheus });
      const managed = await startManaged(folder, { argv: [prometheus, ...args], workingDirectory: folder }, 0);
      await expect.poll(async () => (await inspectHost(wanted, context)).server.servesTls, { timeout: 10_000 }).toBe(false);
      const facts = await inspectTwice(wanted);
      expect(facts.server).toMatchObject({ control: 'promseal', running: true, mayControl: true, args, workingDirectory: folder, portTakenBy: null, problems: [] });
      expect(JSON.stringify(facts)).not.toContain(String(managed.pid));
      const elsewhere = answers({ kind: 'binary', binary: prometheus, listen: listen() }, { folder: join(folder, 'second') });
      expect((await inspectTwice(elsewhere)).server).toMatchObject({ running: false, portTakenBy: expect.stringMatching(/^prometheus/), servesTls: null });
      const otherProgram = answers({ kind: 'rehearsal', listen: listen() });
      expect((await inspectTwice(otherProgram)).server).toMatchObject({ control: 'rehearsal', running: true, args: [] });
    });
  });

  const [first] = lines;
  const binary = first?.prometheus ?? '';

  it('reads a unit as systemd would, with the account it runs as', async () => {
    const root = join(folder, 'machine');
    mkdirSync(join(root, 'units'), { recursive: true });
    writeFileSync(join(root, 'units', 'prometheus.service'), `[Service]\nUser=prom\nExecStart=${binary} --config.file=${folder}/prometheus.yml --web.listen-address=${listen()} --web.config.file=web.yml\nWorkingDirectory=${folder}\n`);
    writeFileSync(join(root, 'passwd'), 'prom:x:65534:65533::/:/bin/false\n');
    tlsConfig();
    chmodSync(join(folder, 'prometheus.key'), 0o600);
    const machine: Machine = { ...thisMachine, etc: root, unitFolders: [join(root, 'units')] };
    const facts = await inspectTwice(answers({ kind: 'service', unit: 'prometheus' }), { ...context, machine });
    expect(facts.server).toMatchObject({
      control: 'systemd', unit: 'prometheus.service', running: false, listen: listen(), binary, webConfigFile: join(folder, 'web.yml'),
      account: { uid: 65534, gid: 65533, name: 'prom' },
    });
    expect(facts.server.problems.map(({ code }) => code)).toEqual(['SERVER_CANNOT_ENTER']);
    // K-04: named before anything is applied, with the file and the number.
    const key = facts.certificate?.problems.find(({ code, path }) => code === 'SERVER_CANNOT_READ' && path?.endsWith('.key') === true);
    expect(key?.message).toContain(join(folder, 'prometheus.key'));
    expect(key?.message).toContain('65534');
    const missing = await inspectTwice(answers({ kind: 'service', unit: 'none.service' }), { ...context, machine });
    expect(missing.server.problems.map(({ code }) => code)).toEqual(['UNIT_NOT_FOUND']);
  });

  it.skipIf(process.getuid?.() !== 0)('K-04: has nothing to say once the group may read', async () => {
    const root = join(folder, 'machine');
    mkdirSync(join(root, 'units'), { recursive: true });
    writeFileSync(join(root, 'units', 'p.service'), `[Service]\nUser=prom\nGroup=certs\nExecStart=${binary} --web.config.file=${folder}/web.yml\n`);
    writeFileSync(join(root, 'passwd'), 'prom:x:65534:65533::/:/bin/false\n');
    writeFileSync(join(root, 'group'), 'certs:x:65532:\n');
    tlsConfig();
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'prometheus.key'), 0o640);
    chownSync(join(folder, 'prometheus.key'), 0, 65532);
    const machine: Machine = { ...thisMachine, etc: root, unitFolders: [join(root, 'units')] };
    const facts = await inspectTwice(answers({ kind: 'service', unit: 'p.service' }), { ...context, machine });
    expect(facts.server.account).toEqual({ uid: 65534, gid: 65532, name: 'prom' });
    expect([...facts.server.problems, ...(facts.certificate?.problems ?? [])].map(({ code }) => code).filter((code) => code.startsWith('SERVER_'))).toEqual([]);
  });

  it('names what is wrong with the answer', async () => {
    const codes = async (server: AnswersInput['server']): Promise<string[]> => (await inspectTwice(answers(server))).server.problems.map(({ code }) => code);
    expect(await codes({ kind: 'binary', binary: '/nowhere/prometheus' })).toEqual(['PROGRAM_NOT_FOUND']);
    expect(await codes({ kind: 'binary', binary: '/bin/true' })).toEqual(['BINARY_NOT_PROMETHEUS']);
    expect(await codes({ kind: 'running', listen: '127.0.0.1:1' })).toEqual(['SERVER_NOT_RUNNING']);
    expect(await codes({ kind: 'download', version: '2.0.0' })).toEqual(['RELEASE_TOO_OLD']);
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const taken = `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
    expect(await codes({ kind: 'running', listen: taken })).toEqual(['SERVER_NOT_PROMETHEUS']);
    server.close();
  });

  it('warns of what it cannot ask and of what does not fit together', async () => {
    const root = join(folder, 'machine');
    mkdirSync(join(root, 'units'), { recursive: true });
    const program = (name: string, text: string, mode = 0o755): void => writeFileSync(join(root, name), `#!/bin/sh\necho "${text}"\n`, { mode });
    program('prometheus', 'prometheus, version 3.5.0');
    program('promtool', 'promtool, version 2.53.0');
    program('prometheus-2', 'x', 0o644);
    writeFileSync(join(root, 'units', 'closed.service'), `[Service]\nUser=ghost\nExecStart=${root}/prometheus-2\n`);
    const machine: Machine = { ...thisMachine, etc: root, unitFolders: [join(root, 'units')] };
    const severities = async (server: AnswersInput['server']): Promise<string[][]> =>
      (await inspectTwice(answers(server), { ...context, machine })).server.problems.map(({ code, severity }) => [code, severity]);
    expect(await severities({ kind: 'binary', binary: join(root, 'prometheus') })).toEqual([['PROMTOOL_OTHER_VERSION', 'warning']]);
    expect(await severities({ kind: 'service', unit: 'closed' })).toEqual([['ACCOUNT_UNKNOWN', 'warning'], ['BINARY_UNREADABLE_VERSION', 'warning']]);
  });

  it('knows where a download will be, and every file that a plan may write', async () => {
    writeFileSync(join(folder, 'admin.password'), 'x', { mode: 0o600 });
    const facts = await inspectTwice(answers({ kind: 'download', version: '3.5.0', listen: listen() }, { users: [{ name: 'admin' }, { name: '../evil' }] }));
    expect(facts.server).toMatchObject({ version: null, knowsWebConfig: true, problems: [], binary: expect.stringMatching(/prometheus-3\.5\.0\.\w+-\w+\/prometheus$/) });
    expect(facts.files[join(folder, 'admin.password')]).toMatchObject({ kind: 'file', mode: 0o600 });
    expect(facts.files[join(folder, 'prometheus-9.key')]).toEqual({ kind: 'absent' });
    // Nine generations of three pairs, and two places a user for the password; none outside of the folder whatever the user is called.
    expect(Object.keys(facts.files)).toHaveLength(58);
    expect(Object.keys(facts.files).every((path) => dirname(path) === folder)).toBe(true);
    expect(facts.folder).toMatchObject({ path: folder, exists: true, writable: true, problems: [] });
    expect(facts.certificate).toBeNull();
  });

  it('says which half of a pair cannot be read', async () => {
    tlsConfig();
    rmSync(join(folder, 'prometheus.key'));
    const facts = await inspectTwice(answers({ kind: 'binary', binary, listen: listen() }));
    expect(facts.certificate).toMatchObject({ keyMatches: null, summary: { dnsNames: ['localhost'] }, problems: [{ code: 'FILE_NOT_FOUND', path: join(folder, 'prometheus.key') }] });
  });

  it('holds no secret and no time', async () => {
    tlsConfig();
    writeFileSync(join(folder, 'prometheus.yml'), 'scrape_configs:\n  - job_name: a\n    basic_auth: {username: u, password: hunter2}\n    authorization_: x\n');
    const text = JSON.stringify(await inspectTwice(answers({ kind: 'binary', binary, listen: listen() })));
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('$2b$');
    expect(text).not.toContain('PRIVATE KEY');
  });
});

describeUnless(lines.length === 0 ? 'no Prometheus on this machine' : null, 'discover', () => {
  const [one] = lines;

  it('finds what runs and what is installed, and proposes a port that is free', async () => {
    const server = await startPrometheus({ binary: one?.prometheus ?? '', folder, port });
    const found = await discover();
    await server.stop();
    expect(Discovery.parse(found)).toEqual(found);
    expect(found.processes).toContainEqual(expect.objectContaining({ pid: server.pid, listen: listen(), workingDirectory: folder, mayControl: true }));
    expect(found.binaries.map(({ path }) => path)).toContain(realpathSync(one?.prometheus ?? ''));
    expect(new Set(found.binaries.map(({ path }) => path)).size).toBe(found.binaries.length);
    expect(found.names.slice(-3)).toEqual(['localhost', '127.0.0.1', '::1']);
    expect(found.suggestedListen).toMatch(/^127\.0\.0\.1:90\d\d$/);
    expect(found.suggestedFolder).toBe(join(homedir(), 'prometheus_sealed'));
  });

  it('tells the server that PromSeal started for a folder from one that somebody else did', async () => {
    const binary = one?.prometheus ?? '';
    const args = prometheusArgs({ configFile: join(folder, 'prometheus.yml'), webConfigFile: null, listen: listen(), dataFolder: join(folder, 'data'), externalUrl: null, lifecycle: false, adminApi: false });
    const ours = await startManaged(folder, { argv: [binary, ...args], workingDirectory: folder }, 0);
    const theirFolder = join(folder, 'theirs');
    mkdirSync(theirFolder);
    writeFileSync(join(theirFolder, 'prometheus.yml'), '');
    const theirs = await startPrometheus({ binary, folder: theirFolder, port: await freePort() });
    const { processes } = await discover();
    await theirs.stop();
    expect(processes.find(({ pid }) => pid === ours.pid)).toMatchObject({ managed: true, workingDirectory: folder, listen: listen() });
    expect(processes.find(({ pid }) => pid === theirs.pid)).toMatchObject({ managed: false });
  });

  it('proposes another folder while a server of ours runs in the first', async () => {
    const home = join(folder, 'home');
    const first = join(home, 'prometheus_sealed');
    mkdirSync(first, { recursive: true });
    writeFileSync(join(first, 'prometheus.yml'), '');
    const before = process.env['HOME'];
    process.env['HOME'] = home;
    const args = prometheusArgs({ configFile: join(first, 'prometheus.yml'), webConfigFile: null, listen: listen(), dataFolder: join(first, 'data'), externalUrl: null, lifecycle: false, adminApi: false });
    try {
      expect((await discover()).suggestedFolder).toBe(first);
      await startManaged(first, { argv: [one?.prometheus ?? '', ...args], workingDirectory: first }, 0);
      expect((await discover()).suggestedFolder).toBe(`${first}-2`);
    } finally {
      await stopManaged(first, 5000);
      process.env['HOME'] = before;
    }
  });

  it('checks a program or the folder it is in', async () => {
    const path = one?.prometheus ?? '';
    expect(await checkBinary(path)).toMatchObject({ path, promtool: one?.promtool, from: 'chosen', version: expect.stringContaining(one?.line ?? '') });
    expect((await checkBinary(join(path, '..'))).path).toBe(path);
    await expect(checkBinary('/nowhere/prometheus')).rejects.toMatchObject({ code: 'PROGRAM_NOT_FOUND' });
    await expect(checkBinary('/bin/true')).rejects.toMatchObject({ code: 'BINARY_NOT_PROMETHEUS' });
    await expect(checkBinary(join(folder, 'prometheus.yml'))).rejects.toMatchObject({ code: 'PROGRAM_NOT_EXECUTABLE' });
  });

  it('asks a program again only when its file has changed', async () => {
    const path = join(folder, 'prometheus');
    const write = (version: string): void => writeFileSync(path, `#!/bin/sh\necho x >> ${folder}/asked\necho "prometheus, version ${version}"\n`, { mode: 0o755 });
    write('3.5.0');
    expect([(await checkBinary(path)).version, (await checkBinary(path)).version]).toEqual(['3.5.0', '3.5.0']);
    write('3.13.12');
    expect((await checkBinary(path)).version).toBe('3.13.12');
  });
});

describe('listFolder', () => {
  it('lists, expands the home folder, and says what can be written', () => {
    mkdirSync(join(folder, 'sub'));
    const listing = listFolder(folder);
    expect(listing).toMatchObject({ path: folder, exists: true, isFolder: true, writable: true, failure: null });
    expect(listing.entries).toEqual([{ name: 'prometheus.yml', kind: 'file' }, { name: 'sub', kind: 'folder' }]);
    expect(listFolder(join(folder, 'new', 'deep'))).toMatchObject({ exists: false, isFolder: false, writable: true, entries: [] });
    expect(listFolder(join(folder, 'prometheus.yml'))).toMatchObject({ exists: true, isFolder: false, entries: [] });
    expect(listFolder('~').path).toBe(homedir());
    expect(listFolder('/').parent).toBeNull();
    expect(listFolder(join(folder, 'prometheus.yml', 'x'))).toMatchObject({ exists: false, writable: false });
    expect(listFolder('/proc/nowhere/x')).toMatchObject({ exists: false, isFolder: false });
  });

});

describe.skipIf(process.platform === 'win32')('a managed server that has ended', () => {
  it('does not count as running', async () => {
    const managed = await startManaged(folder, { argv: ['/bin/true'], workingDirectory: folder }, 0);
    expect(await waitUntilEnded(managed, 2000)).toBe(true);
    expect((await inspectHost(answers({ kind: 'binary', binary: '/bin/true', listen: listen() }), context)).server.running).toBe(false);
  });
});
