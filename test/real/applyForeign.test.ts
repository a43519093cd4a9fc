/** A Prometheus that somebody else started: found, edited, and handed over with commands that work as they are shown. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, closeSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkSetupHere } from '../../electron/check/checkSetupHere.ts';
import { findListener } from '../../electron/inspect/findListener.ts';
import { proveAgain } from '../../electron/apply/proveAgain.ts';
import { answersFor, applyBench, type ApplyBench } from '../support/applyBench.ts';
import { ask } from '../support/askServer.ts';
import { describeUnless } from '../support/requireTool.ts';
import { freePort, prometheusLines } from '../support/realPrometheus.ts';
import { selfSigned } from '../support/selfSigned.ts';
import { pictureOf, tempTree } from '../support/tempTree.ts';

const line = prometheusLines().find((each) => each.line === '2.42') ?? prometheusLines()[0];
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
const isData = (name: string): boolean => /^(\.promseal|data|log)/.test(name);
const listens: string[] = [];

afterEach(async () => {
  for (const listen of listens.splice(0)) {
    const found = findListener(listen);
    if (found === null) continue;
    process.kill(found.pid, 'SIGTERM');
    await until(() => findListener(listen) === null);
  }
});

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + 15_000; performance.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 50))) {
    if (await condition()) return;
  }
  throw new Error('it did not come to that within 15 s');
}

const answersAt = async (port: number, ca?: string): Promise<boolean> =>
  await ask({ port, path: '/-/ready', ...(ca === undefined ? {} : { ca }) }).then(({ status }) => status === 200 || status === 401, () => false);

interface Theirs {
  readonly folder: string;
  readonly port: number;
  readonly bench: ApplyBench;
  readonly log: number;
}

/** Started as their owner would: relative paths, in their own folder. @param web text of the web.yml it is started with */
async function theirs(account: number | null, web: string | null = null): Promise<Theirs> {
  const folder = tempTree();
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'data'));
  const port = await freePort();
  listens.push(`127.0.0.1:${String(port)}`);
  const config = `# theirs\nglobal: {scrape_interval: 1s}\nscrape_configs:\n  - job_name: self # keep me\n    static_configs: [{targets: ['localhost:${String(port)}']}]\n`;
  writeFileSync(join(folder, 'prometheus.yml'), config, { mode: 0o644 });
  const log = openSync(join(folder, 'log'), 'a');
  if (account !== null) chownSync(join(folder, 'data'), account, account);
  const sealed = web === null ? [] : ['--web.config.file=web.yml'];
  if (web !== null) writeFileSync(join(folder, 'web.yml'), web, { mode: 0o644 });
  const args = ['--config.file=prometheus.yml', `--web.listen-address=127.0.0.1:${String(port)}`, '--storage.tsdb.path=data', ...sealed];
  const identity = account === null ? {} : { uid: account, gid: account };
  spawn(line?.prometheus ?? '', args, { cwd: folder, stdio: ['ignore', log, log], ...identity });
  await until(() => answersAt(port));
  return { folder, port, bench: applyBench(folder), log };
}

/** Types the commands one after the other; the last one starts the server and keeps its terminal. */
async function type(commands: readonly string[], { folder, log }: Theirs): Promise<void> {
  for (const command of commands.slice(0, -1)) {
    const done = spawn('sh', ['-c', command], { cwd: '/', stdio: ['ignore', log, log] });
    const code = await new Promise((resolve) => done.once('close', resolve));
    expect(code, `${command}\n${readFileSync(join(folder, 'log'), 'utf8').slice(-500)}`).toBe(0);
  }
  spawn('sh', ['-c', commands.at(-1) ?? ''], { cwd: '/', stdio: ['ignore', log, log] });
}

describeUnless(line === undefined ? 'no Prometheus on this machine' : null, 'a Prometheus that is not ours', () => {
  describe.each([
    { who: 'this user', account: null },
    ...(isRoot ? [{ who: 'nobody', account: nobody }] : []),
  ])('run by $who', ({ account }) => {
    it('is handed over, proven, changed by a signal to it alone, and given back', async () => {
      const setup = await theirs(account);
      const { folder, port, bench } = setup;
      const server = { kind: 'running' as const, listen: `127.0.0.1:${String(port)}` };
      const before = pictureOf(folder, isData);
      const pid = findListener(server.listen)?.pid ?? 0;

      const sealed = answersFor(folder, server);
      const report = await bench.apply(sealed, { prometheus: 'correct horse' });
      expect(report).toMatchObject({ outcome: 'appliedWithFailures', failure: null, checks: [] });
      expect(report.commands[0]).toBe(`kill ${String(pid)}`);
      expect((await ask({ port })).status).toBe(200);
      const key = statSync(join(folder, 'prometheus.key'));
      expect([key.mode & 0o777, key.uid, key.gid]).toEqual(account === null ? [0o600, process.getuid?.(), process.getgid?.()] : [0o640, 0, account]);

      await type(report.commands, setup);
      const ca = readFileSync(join(folder, 'prometheus.crt'), 'utf8');
      await until(() => answersAt(port, ca));
      const proof = await proveAgain(sealed, bench.context, () => undefined);
      expect(proof.checks.filter(({ ok }) => !ok).map(({ message, raw }) => [message, raw])).toEqual([]);

      const running = findListener(server.listen)?.pid;
      const more = answersFor(folder, server, { certificate: { source: 'keep' }, users: [{ name: 'prometheus', keep: true }, { name: 'second' }], scrape: { user: 'second' } });
      const changed = await bench.apply(more, { second: 'another one' });
      expect(changed.checks.filter(({ ok }) => !ok).map(({ message, raw }) => [message, raw])).toEqual([]);
      expect(changed).toMatchObject({ outcome: 'applied', failure: null });
      expect(findListener(server.listen)?.pid).toBe(running);

      const undone = await bench.undo({ checkpoint: report.checkpoint ?? '' });
      expect(undone.message).toBe('The files are as they were. Run the commands below for the rest.');
      expect(pictureOf(folder, isData)).toEqual(before);
      await type(undone.commands, setup);
      await until(() => answersAt(port));
      expect(findListener(server.listen)?.args).not.toContain(`--web.config.file=${folder}/web.yml`);
      expect((await ask({ port })).status).toBe(200);
      closeSync(setup.log);
    }, 90_000);
  });
});

describeUnless(line === undefined ? 'no Prometheus on this machine' : null, 'TLS that somebody else wrote while the server ran in clear', () => {
  it('asks for a restart, and for nothing once that is taken back without one', async () => {
    const { folder, port, bench, log } = await theirs(null, '');
    selfSigned(folder);
    writeFileSync(join(folder, 'web.yml'), 'tls_server_config: { cert_file: prometheus.crt, key_file: prometheus.key }\n');
    const report = await checkSetupHere({ kind: 'server', listen: `127.0.0.1:${String(port)}` }, bench.context);
    const found = report.findings.filter(({ code }) => code === 'SERVER_STILL_PLAIN');
    expect(found).toHaveLength(1);
    const answers = report.answers;
    if (answers === null) throw new Error('there is nothing to repair');
    const healed = await bench.apply({ ...answers, repair: found.map(({ id }) => id) });
    expect(healed).toMatchObject({ outcome: 'appliedWithFailures', failure: null });
    expect(healed.commands).not.toEqual([]);
    expect(await bench.undo()).toMatchObject({ outcome: 'rolledBack', commands: [] });
    expect((await ask({ port })).status).toBe(200);
    closeSync(log);
  }, 60_000);
});

/** A machine with one unit in a tree of its own: systemd need not run for its commands to be right. */
describeUnless(isRoot ? null : 'only root gives files to another account', 'a unit of systemd', () => {
  it('gets its flags by a drop-in, and fifty changes and undos leave no file open', async () => {
    const folder = tempTree();
    chmodSync(folder, 0o755);
    const root = tempTree();
    for (const name of ['proc', 'etc', 'units']) mkdirSync(join(root, name));
    writeFileSync(join(root, 'etc/passwd'), 'prometheus:x:1234:1235::/:/bin/false\n');
    writeFileSync(join(root, 'etc/group'), 'prometheus:x:1235:\n');
    const exec = `${line?.prometheus ?? '/usr/bin/prometheus'} --config.file=${folder}/prometheus.yml`;
    writeFileSync(join(root, 'units/prometheus.service'), `[Service]\nUser=prometheus\nExecStart=${exec}\n`);
    writeFileSync(join(folder, 'prometheus.yml'), '{}\n');
    const machine = { proc: join(root, 'proc'), etc: join(root, 'etc'), unitFolders: [join(root, 'units')], programFolders: [] };
    const bench = applyBench(folder, { machine });
    const answers = answersFor(folder, { kind: 'service', unit: 'prometheus.service' });
    const before = pictureOf(folder, isData);
    const openFiles = (): number => Number(spawnSync('sh', ['-c', `ls /proc/${String(process.pid)}/fd | wc -l`], { encoding: 'utf8' }).stdout);
    let first = 0;
    for (let round = 0; round < 50; round++) {
      const report = await bench.apply(answers, { prometheus: 'correct horse' });
      expect(report.commands.at(-1)).toBe('sudo systemctl restart prometheus.service');
      if (round === 0) {
        const { gid, mode } = statSync(join(folder, 'prometheus.key'));
        expect([gid, mode & 0o777]).toEqual([1235, 0o640]);
        expect(report.commands[1]).toContain(`--web.config.file=${folder}/web.yml`);
      }
      expect(await bench.undo()).toMatchObject({ outcome: 'rolledBack' });
      if (round === 4) first = openFiles();
    }
    // The runner of the tests opens some of its own meanwhile; one left open a round would be 45.
    expect(openFiles()).toBeLessThan(first + 10);
    expect(pictureOf(folder, isData)).toEqual(before);
    expect(bench.errors).toEqual([]);
  }, 60_000);
});
