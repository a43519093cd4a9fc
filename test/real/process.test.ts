import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { explainExit } from '../../electron/process/explainExit.ts';
import { exitOf, findManaged, lastManaged, reloadManaged, startManaged, stillRuns, stopManaged, waitUntilEnded } from '../../electron/process/managedProcess.ts';
import { checkConfig, checkWebConfig } from '../../electron/process/promtool.ts';
import { readLog, readWholeLog } from '../../electron/process/readLog.ts';
import { waitForReady } from '../../electron/process/waitForReady.ts';
import { WizardError } from '../../electron/wizardError.ts';
import type { Account } from '../../shared/model/hostFacts.ts';
import { prometheusArgs } from '../../shared/prometheus/flags.ts';
import { describeUnless } from '../support/requireTool.ts';
import { freePort, prometheusLines, startPrometheus } from '../support/realPrometheus.ts';
import { selfSigned } from '../support/selfSigned.ts';

const lines = prometheusLines();
const isRoot = process.getuid?.() === 0;
let folder = '';
let port = 0;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'process-'));
  writeFileSync(join(folder, 'prometheus.yml'), 'global: {scrape_interval: 15s}\n');
  port = await freePort();
});
afterEach(async () => {
  await stopManaged(folder, 5000);
  rmSync(folder, { recursive: true, force: true });
});

const flags = (webConfig: string | null, more: string[] = []): string[] => [
  ...prometheusArgs({
    configFile: join(folder, 'prometheus.yml'),
    webConfigFile: webConfig === null ? null : join(folder, webConfig),
    listen: `127.0.0.1:${port}`,
    dataFolder: join(folder, 'data'),
    externalUrl: null,
    lifecycle: false,
    adminApi: false,
  }),
  ...more,
];
const start = (binary: string, args: string[], account: Account | null = null) =>
  startManaged(folder, { argv: [binary, ...args], workingDirectory: folder, account }, 1000);
const answers = async (signal: AbortSignal): Promise<boolean> => {
  try {
    return (await fetch(`http://127.0.0.1:${port}/-/ready`, { signal })).ok;
  } catch {
    return false;
  }
};

/** Starts a Prometheus that cannot go on and gives what PromSeal says of it, with the time that took. */
async function failing(binary: string, args: string[], account: Account | null = null): Promise<{ code: string; message: string; ms: number }> {
  const managed = await start(binary, args, account);
  const started = performance.now();
  const error = await waitForReady(folder, managed, { isReady: answers, deadlineMs: 10_000 }).catch((cause: unknown) => cause);
  if (!(error instanceof WizardError)) throw new Error('it did not fail');
  return { code: error.code, message: error.message, ms: performance.now() - started };
}

describeUnless(lines.length === 0 ? 'no Prometheus on this machine' : null, 'managed Prometheus', () => {
  describe.each(lines)('$line', ({ prometheus, promtool }) => {
    it('starts, is found again, reloads, logs and stops', async () => {
      const managed = await start(prometheus, flags(null));
      expect(await waitForReady(folder, managed, { isReady: answers, deadlineMs: 20_000 })).toBeGreaterThan(0);
      expect(findManaged(folder)).toEqual(managed);
      expect(statSync(join(folder, '.promseal', 'prometheus.log')).mode & 0o777).toBe(0o600);
      expect(statSync(join(folder, '.promseal', 'process.json')).mode & 0o777).toBe(0o600);
      expect(reloadManaged(folder)).toBe(true);
      await expect.poll(() => readWholeLog(folder, 0).filter((line) => line.includes('Completed loading of configuration file')).length, { timeout: 5000 }).toBe(2);
      expect(await stopManaged(folder, 10_000)).toEqual(managed);
      expect(exitOf(managed)).toEqual({ code: 0, signal: null });
      expect([findManaged(folder), reloadManaged(folder), await stopManaged(folder, 100)]).toEqual([null, false, null]);
    });

    it('R-16: says within a second why it ended', async () => {
      const pair = selfSigned(folder, 'one');
      const other = selfSigned(folder, 'two');
      const web = (name: string, text: string): string => (writeFileSync(join(folder, name), text), name);
      const tls = (cert: string, key: string): string => `tls_server_config:\n  cert_file: ${cert}\n  key_file: ${key}\n`;
      const blocker = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => blocker.once('listening', resolve));
      const address = blocker.address();
      const taken = `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
      writeFileSync(join(folder, 'bad.yml'), 'scrape_configs:\n  - job: x\n');
      writeFileSync(join(folder, 'data-file'), '');
      const config = (name: string): string[] => flags(null).map((flag) => (flag.startsWith('--config.file') ? `--config.file=${join(folder, name)}` : flag));
      const cases: [string, string[], RegExp][] = [
        ['SERVER_PORT_IN_USE', flags(null, []).map((flag) => (flag.startsWith('--web.listen') ? `--web.listen-address=${taken}` : flag)), new RegExp(taken)],
        ['SERVER_CONFIG_INVALID', config('bad.yml'), /field job not found/],
        ['SERVER_CONFIG_MISSING', config('none.yml'), /none\.yml/],
        ['SERVER_WEB_CONFIG_MISSING', flags('none.yml'), /none\.yml/],
        ['SERVER_PAIR_FILE_MISSING', flags(web('nocert.yml', tls('nope.pem', pair.keyPath))), /nope\.pem/],
        ['SERVER_PAIR_MISMATCHED', flags(web('mismatch.yml', tls(pair.certPath, other.keyPath))), /does not belong/],
        ['SERVER_PASSWORD_NOT_HASHED', flags(web('plain.yml', 'basic_auth_users:\n  admin: hunter2\n')), /no bcrypt hash/],
        ['SERVER_WEB_CONFIG_INVALID', flags(web('tab.yml', 'basic_auth_users:\n\tx: y\n')), /line 2/],
        ['SERVER_CONFIGS_SWAPPED', flags('prometheus.yml'), /global/],
        ['SERVER_CONFIGS_SWAPPED', config('plain.yml'), /basic_auth_users/],
        ['SERVER_FLAG_UNKNOWN', flags(null, ['--web.nonsense=1']), /--web\.nonsense/],
        ['SERVER_FLAGS_INVALID', flags(null, ['--storage.tsdb.retention.time=abc']), /abc/],
        ['SERVER_EXTERNAL_URL_INVALID', flags(null, ['--web.external-url="https://x"']), /quotes/],
        ['SERVER_LISTEN_INVALID', flags(null).map((flag) => (flag.startsWith('--web.listen') ? '--web.listen-address=http://127.0.0.1:9' : flag)), /http:/],
        ['SERVER_ADDRESS_NOT_HERE', flags(null).map((flag) => (flag.startsWith('--web.listen') ? '--web.listen-address=203.0.113.7:9' : flag)), /203\.0\.113\.7/],
      ];
      for (const [code, args, words] of cases) {
        const { ms, ...failed } = await failing(prometheus, args);
        expect(failed).toEqual({ code, message: expect.stringMatching(words) });
        expect(failed.message).not.toMatch(/\{\w+\}/);
        expect(ms).toBeLessThan(1500);
      }
      blocker.close();
    });

    it('R-16: names a data folder that is locked', async () => {
      const first = await startPrometheus({ binary: prometheus, folder });
      const managed = await start(prometheus, flags(null));
      const error: unknown = await waitForReady(folder, managed, { isReady: () => Promise.resolve(false), deadlineMs: 1000 }).catch((cause: unknown) => cause);
      await first.stop();
      // Debian builds 2.x to take no lock unless asked; these go on.
      expect(error).toMatchObject({ code: expect.stringMatching(/^SERVER_(DATA_LOCKED|NOT_READY)$/) });
    });

    it('R-17: a foreign server on the port is never taken for ours', async () => {
      const foreign = await startPrometheus({ binary: prometheus, folder, port });
      expect(await answers(AbortSignal.timeout(2000))).toBe(true);
      expect((await failing(prometheus, flags(null))).code).toBe('SERVER_PORT_IN_USE');
      await foreign.stop();
    });

    it('promtool gives its verdict', async () => {
      const pair = selfSigned(folder, 'one');
      const other = selfSigned(folder, 'two');
      const web = join(folder, 'web.yml');
      writeFileSync(web, `tls_server_config:\n  cert_file: ${pair.certPath}\n  key_file: ${pair.keyPath}\n`);
      expect(await checkWebConfig(promtool, web)).toEqual({ ok: true });
      writeFileSync(web, `tls_server_config:\n  cert_file: ${pair.certPath}\n  key_file: ${other.keyPath}\n`);
      expect(await checkWebConfig(promtool, web)).toMatchObject({ ok: false, raw: expect.stringContaining('private key does not match') });
      expect(await checkConfig(promtool, join(folder, 'prometheus.yml'))).toEqual({ ok: true });
      expect(await checkConfig(promtool, web)).toMatchObject({ ok: false, raw: expect.stringContaining('not found in type config.plain') });
      expect(await checkConfig(promtool, join(folder, 'none.yml'))).toMatchObject({ ok: false });
    });
  });

  describe.skipIf(!isRoot)('K-04: as an account that is not ours', () => {
    const nobody = { uid: 65534, gid: 65534, name: 'nobody' };
    it.each(lines)('$line: an unreadable key is named, a group-readable one serves', async ({ prometheus, promtool }) => {
      if (!isReadableByAll(prometheus)) throw new Error(`${prometheus} cannot be run by another account`);
      chmodSync(folder, 0o755);
      mkdirSync(join(folder, 'data'));
      chownSync(join(folder, 'data'), nobody.uid, nobody.gid);
      const pair = selfSigned(folder);
      chmodSync(pair.keyPath, 0o600);
      writeFileSync(join(folder, 'web.yml'), `tls_server_config:\n  cert_file: prometheus.crt\n  key_file: prometheus.key\n`);
      expect(await checkWebConfig(promtool, join(folder, 'web.yml'))).toEqual({ ok: true });
      expect(await checkWebConfig(promtool, join(folder, 'web.yml'), nobody)).toMatchObject({ ok: false, raw: expect.stringContaining('permission denied') });
      const failed = await failing(prometheus, flags('web.yml'), nobody);
      expect(failed).toMatchObject({ code: expect.stringMatching(/^SERVER_(KEY|PAIR)_FILE_DENIED$/), message: expect.stringContaining('prometheus.key') });
      chmodSync(pair.keyPath, 0o640);
      chownSync(pair.keyPath, 0, nobody.gid);
      const managed = await start(prometheus, flags('web.yml'), nobody);
      const serves = (): Promise<boolean> => Promise.resolve(readWholeLog(folder, managed.logFrom).some((line) => line.includes('TLS is enabled.')));
      await waitForReady(folder, managed, { isReady: serves, deadlineMs: 10_000 });
      expect(readFileSync(`/proc/${managed.pid}/status`, 'utf8')).toMatch(/^Uid:\t65534/m);
      await stopManaged(folder, 10_000);
      chownSync(join(folder, 'data'), 0, 0);
      chmodSync(join(folder, 'data'), 0o755);
      rmSync(join(folder, 'data', 'queries.active'), { force: true });
      expect((await failing(prometheus, flags(null), nobody)).code).toBe('SERVER_DATA_NOT_WRITABLE');
    });
  });
});

/** Whether other accounts can reach a program at all. */
function isReadableByAll(path: string): boolean {
  for (let at = path; at !== '/'; at = join(at, '..')) if ((statSync(at).mode & 0o001) === 0) return false;
  return true;
}

describe.skipIf(process.platform === 'win32')('managed stubs', () => {
  const stub = (body: string): string => {
    const path = join(folder, 'stub');
    writeFileSync(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    return path;
  };

  it('R-15: one that never gets ready is told at the deadline and ended by its number', async () => {
    const managed = await start(stub('echo "level=info msg=\\"still thinking\\""; exec sleep 60'), []);
    const seen: string[] = [];
    const waiting = waitForReady(folder, managed, { isReady: () => Promise.resolve(false), deadlineMs: 500, onLine: (line) => seen.push(line) });
    await expect(waiting).rejects.toMatchObject({ code: 'SERVER_NOT_READY', failure: { raw: expect.stringContaining('still thinking') } });
    expect(seen).toEqual(['level=info msg="still thinking"']);
    expect(stillRuns(managed)).toBe(true);
    await stopManaged(folder, 2000);
    expect(exitOf(managed)).toEqual({ code: null, signal: 'SIGTERM' });
  });

  it('is killed when it does not end by itself', async () => {
    const managed = await start(stub("trap '' TERM; while :; do sleep 0.05; done"), []);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await stopManaged(folder, 300);
    expect(exitOf(managed)).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('says so when not even that ends it', async () => {
    await start(stub('exec sleep 60'), []);
    // As if it waited for a disk: no signal arrives.
    const kill = vi.spyOn(process, 'kill').mockImplementation(() => true);
    await expect(stopManaged(folder, 50)).rejects.toMatchObject({ code: 'SERVER_DOES_NOT_END' });
    expect(kill.mock.calls.map(([, signal]) => signal).filter((signal) => signal !== 0)).toEqual(['SIGTERM', 'SIGKILL']);
    kill.mockRestore();
  });

  it('stops waiting when it is cancelled, and when the process ends while the port is being asked', async () => {
    const managed = await start(stub('exec sleep 60'), []);
    const cancelled = waitForReady(folder, managed, { isReady: () => Promise.resolve(false), deadlineMs: 5000, signal: AbortSignal.timeout(100) });
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
    await stopManaged(folder, 2000);
    const short = await start(stub('echo "msg=\\"Listening on\\""; sleep 0.2; exit 9'), []);
    const asks = (signal: AbortSignal): Promise<boolean> => new Promise((resolve) => signal.addEventListener('abort', () => resolve(true)));
    await expect(waitForReady(folder, short, { isReady: asks, deadlineMs: 5000 })).rejects.toMatchObject({ code: 'SERVER_ENDED' });
  });

  it('never takes another process for the one it started', async () => {
    const managed = await start(stub('exec sleep 60'), []);
    const record = join(folder, '.promseal', 'process.json');
    const text = readFileSync(record, 'utf8');
    writeFileSync(record, JSON.stringify({ ...managed, pid: process.pid }));
    expect(findManaged(folder)).toBeNull();
    expect(await stopManaged(folder, 100)).toBeNull();
    for (const odd of ['', 'x', '{}', JSON.stringify({ ...managed, pid: -1 }), JSON.stringify({ ...managed, pid: 0 })]) {
      writeFileSync(record, odd);
      expect(lastManaged(folder)).toBeNull();
    }
    writeFileSync(record, text);
    expect(findManaged(folder)).toEqual(managed);
  });

  it('does not start a second one, and writes no record of what does not start', async () => {
    await start(stub('exec sleep 60'), []);
    await expect(start(stub('exec sleep 60'), [])).rejects.toMatchObject({ code: 'SERVER_ALREADY_RUNNING' });
    await stopManaged(folder, 2000);
    rmSync(join(folder, '.promseal', 'process.json'));
    await expect(start('/nowhere/prometheus', [])).rejects.toMatchObject({ code: 'PROGRAM_NOT_FOUND' });
    expect(existsSync(join(folder, '.promseal', 'process.json'))).toBe(false);
  });

  it('explains only the run it is asked about, and begins a log anew that has grown too long', async () => {
    const first = await start(stub(`echo 'msg="Unable to start web listener" err="listen tcp :1: bind: address already in use"'; exit 1`), []);
    await waitUntilEnded(first, 2000);
    const second = await start(stub('echo fine; exit 4'), []);
    await waitUntilEnded(second, 2000);
    expect(explainExit(readWholeLog(folder, second.logFrom), exitOf(second) ?? { code: null, signal: null })).toMatchObject({ code: 'SERVER_ENDED', details: { exitCode: 4 } });
    writeFileSync(join(folder, '.promseal', 'prometheus.log'), 'x'.repeat(6 * 1024 * 1024));
    const third = await start(stub('echo new; exit 0'), []);
    await waitUntilEnded(third, 2000);
    expect([third.logFrom, readWholeLog(folder, 0)]).toEqual([0, ['new']]);
    // A reader that remembers a place in the old log starts over.
    expect(readLog(folder, 6_000_000)).toEqual({ lines: ['new'], next: 4 });
  });

  it('R-28: a promtool without a verdict is named', async () => {
    await expect(checkConfig(stub('exit 3'), '/x')).rejects.toMatchObject({ code: 'PROMTOOL_ODD' });
    await expect(checkConfig(stub('echo hello; exit 1'), '/x')).rejects.toMatchObject({ code: 'PROMTOOL_ODD' });
    await expect(checkConfig(stub('head -c 1000000000 /dev/zero; exit 1'), '/x')).rejects.toMatchObject({ code: 'PROMTOOL_ODD' });
    await expect(checkConfig(join(folder, 'none'), '/x')).rejects.toMatchObject({ code: 'PROGRAM_NOT_FOUND' });
    await expect(checkWebConfig(stub('exec sleep 30'), '/x', null, 200)).rejects.toMatchObject({ code: 'PROMTOOL_TOO_SLOW' });
  });
});
