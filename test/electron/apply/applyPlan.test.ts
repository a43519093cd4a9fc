/** a change that fails, is stopped or is killed at any step leaves everything as it was. The server is the rehearsal. */
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync, closeSync, existsSync, linkSync, mkdirSync, openSync, readFileSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync, writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { findOpenCheckpoint } from '../../../electron/apply/checkpointList.ts';
import { findManaged, stopManaged } from '../../../electron/process/managedProcess.ts';
import type { Answers } from '../../../shared/model/answers.ts';
import { answersFor, applyBench, type ApplyBench } from '../../support/applyBench.ts';
import { freePort } from '../../support/realPrometheus.ts';
import { describeUnless } from '../../support/requireTool.ts';
import { pictureOf, tempTree } from '../../support/tempTree.ts';

const passwords = { prometheus: 'correct horse' };
const worker = new URL('../../support/applyPlanWorker.ts', import.meta.url).pathname;
const withCode = (code: string): unknown => expect.objectContaining({ code });
/** What a change may leave: the undo log itself, and the series that the server has written. */
const isOurs = (name: string): boolean => /^(\.promseal|data)/.test(name);
const oldConfig = '# ours\nscrape_configs:\n  - job_name: node # the one that matters\n    static_configs: [{targets: ["127.0.0.1:1"]}]\n';

let folder = '';
let bench: ApplyBench;
let answers: Answers;
let before: string[] = [];

beforeEach(async () => {
  folder = tempTree();
  writeFileSync(join(folder, 'prometheus.yml'), oldConfig, { mode: 0o640 });
  bench = applyBench(folder);
  answers = answersFor(folder, { kind: 'rehearsal', listen: `127.0.0.1:${await freePort()}`, keep_running: true });
  before = pictureOf(folder, isOurs);
});
afterEach(async () => {
  await stopManaged(folder, 5000);
});

const stepCount = async (): Promise<number> => (await bench.plan(answers)).plan.actions.length;

describe('the article on the rehearsal', () => {
  it('is applied and proven, and undone to the same bytes', async () => {
    const report = await bench.apply(answers, passwords);
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(report).toMatchObject({ outcome: 'applied', failure: null, commands: [] });
    const undone = await bench.undo();
    expect(undone).toMatchObject({ outcome: 'rolledBack', failure: null, commands: [] });
    expect(findManaged(folder)).toBeNull();
    expect(pictureOf(folder, isOurs)).toEqual(before);
  }, 40_000);

  it('fails at each step, and everything is as before', async () => {
    const count = await stepCount();
    expect(count).toBeGreaterThanOrEqual(6);
    for (let k = 0; k < count; k++) {
      const boom = new Error('as if the step had failed');
      const report = await bench.apply(answers, passwords, (event) => {
        if (event.type === 'step' && event.index === k) throw boom;
      });
      expect(report.outcome, `step ${String(k)}`).toBe('rolledBack');
      expect(pictureOf(folder, isOurs), `step ${String(k)}`).toEqual(before);
      expect(findManaged(folder), `step ${String(k)}`).toBeNull();
    }
  }, 40_000);

  it('is cancelled at each step and while it is proven, and everything is as before', async () => {
    const count = await stepCount();
    for (let k = 0; k <= count; k++) {
      const controller = new AbortController();
      const stop = (event: { type: string; index?: number }): void => {
        if ((event.type === 'step' && event.index === k) || event.type === 'check') controller.abort();
      };
      const report = await bench.apply(answers, passwords, stop, controller.signal);
      expect(report, `step ${String(k)}`).toMatchObject({ outcome: 'rolledBack', failure: { code: 'CANCELLED' } });
      expect(pictureOf(folder, isOurs), `step ${String(k)}`).toEqual(before);
      expect(findManaged(folder)).toBeNull();
    }
  }, 60_000);

  it('is killed at each step, found by the next start, and recovered', async () => {
    const count = await stepCount();
    for (let k = 0; k <= count; k++) {
      expect(await killedAt(k), `step ${String(k)}`).toBe('SIGKILL');
      expect(findOpenCheckpoint(folder)?.id).toBeDefined();
      await expect(bench.apply(answers, passwords)).rejects.toThrow(withCode('CHECKPOINT_OPEN'));
      expect(await bench.recover()).toMatchObject({ outcome: 'rolledBack', failure: null });
      expect(pictureOf(folder, isOurs), `step ${String(k)}`).toEqual(before);
      expect(findManaged(folder)).toBeNull();
      expect(findOpenCheckpoint(folder)).toBeNull();
    }
  }, 60_000);
});

/** A program of its own that is killed as it comes to a step; the server that it may have started is left running. */
async function killedAt(step: number): Promise<NodeJS.Signals | null> {
  return (await programOfItsOwn(step).ended).signal;
}

function programOfItsOwn(step: number, account: { uid?: number; gid?: number } = {}): { pid: number; ended: Promise<{ signal: NodeJS.Signals | null; said: string }> } {
  const child = spawn(process.execPath, [worker], { stdio: ['pipe', 'pipe', 'inherit'], cwd: '/', ...account });
  let said = '';
  child.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
  child.stdin.end(JSON.stringify({ answers, passwords, step }));
  const ended = new Promise<{ signal: NodeJS.Signals | null; said: string }>((resolve) => child.once('close', (_, signal) => resolve({ signal, said })));
  return { pid: child.pid ?? 0, ended };
}

describe('odd files (R-14)', () => {
  it('keeps a symbolic link and changes the file behind it; undo gives both back', async () => {
    mkdirSync(join(folder, 'shared'));
    renameSync(join(folder, 'prometheus.yml'), join(folder, 'shared', 'p.yml'));
    symlinkSync('shared/p.yml', join(folder, 'prometheus.yml'));
    before = pictureOf(folder, isOurs);
    expect(await bench.apply(answers, passwords)).toMatchObject({ outcome: 'applied' });
    expect(readlinkSync(join(folder, 'prometheus.yml'))).toBe('shared/p.yml');
    expect(readFileSync(join(folder, 'shared', 'p.yml'), 'utf8')).toContain('ca_file: prometheus.crt');
    await bench.undo();
    expect(pictureOf(folder, isOurs)).toEqual(before);
  }, 40_000);

  it('warns that another name of the file keeps the old content', async () => {
    linkSync(join(folder, 'prometheus.yml'), join(folder, 'other.yml'));
    const { plan } = await bench.plan(answers);
    expect(plan.problems).toMatchObject([{ code: 'FILE_HAS_OTHER_NAMES', severity: 'warning' }]);
  });
});

describe('undo', () => {
  it('is refused when somebody changed a file since, and keeps a copy when it is done all the same', async () => {
    await bench.apply(answers, passwords);
    const path = join(folder, 'web.yml');
    writeFileSync(path, `${readFileSync(path, 'utf8')}# by hand\n`);
    const applied = pictureOf(folder, isOurs);
    expect(await bench.undo()).toMatchObject({ failure: { code: 'UNDO_WOULD_LOSE_CHANGES', message: expect.stringContaining(path) as unknown } });
    expect(pictureOf(folder, isOurs)).toEqual(applied);
    expect(await bench.undo({ force: true })).toMatchObject({ outcome: 'rolledBack' });
    expect(pictureOf(folder, isOurs)).toEqual(before);
    const own = join(folder, '.promseal', 'checkpoints', '000001');
    const copy = readdirSync(own).find((name) => name.endsWith('.replaced')) ?? '';
    expect(readFileSync(join(own, copy), 'utf8')).toContain('# by hand');
  }, 40_000);

  it('finds nothing where nothing was done, or was undone', async () => {
    await expect(bench.undo()).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' });
    await expect(bench.undo({ checkpoint: '000007' })).rejects.toMatchObject({ code: 'CHECKPOINT_NOT_FOUND' });
    await expect(bench.recover()).rejects.toMatchObject({ code: 'NOTHING_TO_RECOVER' });
  });
});

describe('two programs', () => {
  it('R-08: the second is told which process is at it and since when, before it looks at anything', async () => {
    const { digest } = await bench.plan(answers);
    const first = programOfItsOwn(-1);
    await vi.waitUntil(() => existsSync(join(folder, '.promseal', 'lock')), { timeout: 10_000, interval: 5 });
    const since = String(new Date().getFullYear());
    await expect(bench.applyAgreed(answers, digest, passwords)).rejects.toMatchObject({
      code: 'BUSY',
      message: expect.stringMatching(new RegExp(`since ${since}-.* by process ${String(first.pid)}\\.`)) as unknown,
    });
    await first.ended;
    expect(await bench.recover()).toMatchObject({ outcome: 'rolledBack' });
    expect(pictureOf(folder, isOurs)).toEqual(before);
  });

  it.runIf(process.getuid?.() === 0)('R-06: one that may not write there is refused, and leaves nothing', async () => {
    chmodSync(folder, 0o755);
    const { said } = await programOfItsOwn(-1, { uid: 65_534, gid: 65_534 }).ended;
    const refused = JSON.parse(said) as { code: string; problems: { code: string }[] };
    expect(refused.code).toBe('PLAN_BLOCKED');
    expect(refused.problems.map(({ code }) => code)).toContain('FOLDER_NOT_WRITABLE');
    expect(pictureOf(folder)).toEqual(before);
  });
});

describe('what it refuses before it writes anything', () => {
  it('a digest that is not that of the plan', async () => {
    await expect(bench.applyAgreed(answers, 'f'.repeat(64), passwords)).rejects.toThrow(withCode('PLAN_STALE'));
    expect(pictureOf(folder, isOurs)).toEqual(before);
  });

  it('a plan with errors, as somebody else made them', async () => {
    const bad = { ...answers, names: [] };
    const { digest } = await bench.plan(bad);
    await expect(bench.applyAgreed(bad, digest, passwords)).rejects.toThrow(withCode('PLAN_BLOCKED'));
  });

  it('a password that is missing', async () => {
    await expect(bench.apply(answers, {})).rejects.toThrow(withCode('PLAN_BLOCKED'));
    expect(pictureOf(folder, isOurs)).toEqual(before);
  });

  it('a password that is not the one that a given hash was made of', async () => {
    // The scrape needs the password behind it, and this is not it.
    const hash = '$2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234';
    answers = { ...answers, users: [{ name: 'prometheus', hash }] };
    await expect(bench.apply(answers, passwords)).rejects.toMatchObject({ failure: { problems: [{ code: 'PASSWORD_DOES_NOT_MATCH' }] } });
    expect(pictureOf(folder, isOurs)).toEqual(before);
  });

  it('the same facts give the same digest', async () => {
    const [one, other] = [await bench.plan(answers), await bench.plan(answers)];
    expect(one.digest).toBe(other.digest);
    writeFileSync(join(folder, 'prometheus.yml'), oldConfig.replace('127.0.0.1:1', '127.0.0.1:2'));
    expect((await bench.plan(answers)).digest).not.toBe(one.digest);
  });
});

function smallDisk(path: string): void {
  mkdirSync(path);
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', path]).status).toBe(0);
  onTestFinished(() => void spawnSync('umount', [path]));
}

/** A real file system of 64 KiB that holds prometheus.yml. */
describeUnless(mountObstacle(), 'a disk that is full', () => {
  const fill = (name: string): void => {
    const path = join(folder, 'small', name);
    const fd = openSync(path, 'w');
    try {
      for (;;) writeSync(fd, Buffer.alloc(1024));
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' });
    } finally {
      closeSync(fd);
    }
  };

  beforeEach(() => {
    smallDisk(join(folder, 'small'));
    writeFileSync(join(folder, 'small', 'prometheus.yml'), oldConfig, { mode: 0o640 });
    answers = { ...answers, config_file: 'small/prometheus.yml' };
    before = pictureOf(folder, isOurs);
  });

  it('takes everything back', async () => {
    fill('filler');
    const report = await bench.apply(answers, passwords);
    expect(report).toMatchObject({ outcome: 'rolledBack', failure: { code: 'FILE_DISK_FULL' } });
    rmSync(join(folder, 'small', 'filler'));
    expect(pictureOf(folder, isOurs)).toEqual(before);
  });

  it('says what to run when taking back fails as well, and running it puts things right', async () => {
    const last = (await stepCount()) - 1;
    const report = await bench.apply(answers, passwords, (event) => {
      if (event.type !== 'step' || event.index !== last) return;
      fill('filler');
      throw new Error('as if the start had failed');
    });
    expect(report.outcome).toBe('needsHands');
    rmSync(join(folder, 'small', 'filler'));
    // The last command is PromSeal's own; the face of the test stands for it.
    expect(report.commands.at(-1)).toBe(`promseal recover ${folder}`);
    for (const command of report.commands.slice(0, -1)) expect(spawnSync('sh', ['-c', command]).status, command).toBe(0);
    expect(pictureOf(folder, isOurs)).toEqual(before);
    expect(await bench.recover()).toMatchObject({ outcome: 'rolledBack', commands: [] });
    expect(pictureOf(folder, isOurs)).toEqual(before);
  });
});

function mountObstacle(): string | null {
  const tried = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']);
  return process.platform === 'linux' && tried.status === 0 ? null : 'file systems cannot be mounted here';
}
