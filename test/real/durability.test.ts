/** a change that is killed or fails at any system call leaves the old files or the new ones, never others. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { contentsOf } from '../support/applyContents.ts';
import { boundariesOf, bundleWorker, changesTheTree, injectionObstacle, runWithFault, twoAtATime, type Boundary, type Fault, type Run } from '../support/faultInjection.ts';
import { describeUnless } from '../support/requireTool.ts';
import { pictureOf } from '../support/tempTree.ts';
import { acquireLock } from '../../electron/apply/lock.ts';
import { recover } from '../../electron/apply/recover.ts';
import { writeFileAtomic } from '../../electron/host/writeFiles.ts';

const oldConfig = '# a configuration that was here before\n'.padEnd(10_240, 'old\n');
const oldWeb = 'basic_auth_users: # old\n';
const isOurs = (name: string): boolean => name.startsWith('.promseal');

const everyOne = process.env['PROMSEAL_ALL_FAULTS'] === '1';

/** With modes and owners, which Node's own copy does not keep of folders. */
function copyTree(from: string, to: string): void {
  expect(spawnSync('cp', ['-a', '--', from, to]).status).toBe(0);
}

function makeOld(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'prometheus.yml'), oldConfig, { mode: 0o640 });
  writeFileSync(join(folder, 'web.yml'), oldWeb, { mode: 0o600 });
}

describeUnless(injectionObstacle(), 'a change under faults at every system call', () => {
  let base = '';
  let worker = { path: '', remove: (): void => undefined };
  let boundaries: Boundary[] = [];
  let oldPicture: string[] = [];
  let newPicture: string[] = [];
  let serial = 0;
  const shifts = new Map<string, number>();

  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), 'promseal-faults-'));
    worker = await bundleWorker(join(import.meta.dirname, '../support/applyWorker.ts'));
    const clean = join(base, 'clean');
    makeOld(clean);
    oldPicture = pictureOf(clean);
    boundaries = await boundariesOf(join(base, 'trace'), [worker.path, 'apply', clean, 'new'], clean);
    newPicture = pictureOf(clean, isOurs);
  });
  afterAll(() => {
    worker.remove();
    rmSync(base, { recursive: true, force: true });
  });

  /** A run at one boundary in a tree of its own, repeated when another process start made it miss. */
  async function struck(boundary: Boundary, fault: Fault, lane: number, fromThereOn = false): Promise<{ folder: string; run: Run }> {
    // Node's own start makes a call more or less from run to run: what fitted last time is likely to fit again.
    const way = `${boundary.name} ${'kill' in fault ? 'slowly' : 'quickly'}`;
    let shift = shifts.get(way) ?? 0;
    for (let attempt = 0; attempt < 30; attempt++) {
      // As long as the clean tree's path, so that nothing else differs.
      const folder = join(base, `r${String(serial++).padStart(4, '0')}`);
      makeOld(folder);
      const argv = [worker.path, 'apply', folder, 'new'];
      const run = await runWithFault({ traceFile: join(base, `trace${lane}`), argv, root: folder, boundary, fault, shift, fromThereOn });
      if (run.hit) {
        shifts.set(way, shift);
        return { folder, run };
      }
      shift += run.missedBy;
      rmSync(folder, { recursive: true });
    }
    throw new Error(`${boundary.name} ${boundary.ordinal} (${boundary.text}) was never hit`);
  }

  function expectOldOrNewEach(folder: string, label: string): void {
    const olds: Record<string, string | null> = { 'prometheus.yml': oldConfig, 'web.yml': oldWeb };
    for (const { path, content } of contentsOf(folder, 'new')) {
      const now = existsSync(path) ? readFileSync(path, 'utf8') : null;
      expect([olds[basename(path)] ?? null, content], `${label}: ${path}`).toContain(now);
    }
  }

  function expectKeysClosed(folder: string, label: string): void {
    const keys = existsSync(join(folder, 'tls')) ? readdirSync(join(folder, 'tls')).filter((name) => name.includes('.key')) : [];
    for (const key of keys) {
      expect(statSync(join(folder, 'tls', key)).mode & 0o7777, `${label}: ${key}`).toBe(0o600);
    }
  }

  /** After `recover`, everything is as before or as wanted, nothing lies about, and the lock is free. */
  function expectWhole(folder: string, label: string): 'old' | 'new' {
    const recovery = recover(folder, 1);
    expect(recovery?.complete ?? true, label).toBe(true);
    const picture = pictureOf(folder, isOurs);
    const whole = picture.join('\n') === newPicture.join('\n') ? 'new' : 'old';
    expect(picture, label).toEqual(whole === 'new' ? newPicture : oldPicture);
    acquireLock(folder, 2).release();
    // The lock of a takeover that was killed names a process that has ended: the next takeover takes it over.
    expect(readdirSync(join(folder, '.promseal')).filter((name) => !['checkpoints', 'lock.takeover'].includes(name)), label).toEqual([]);
    return whole;
  }

  const labelOf = (boundary: Boundary, fault: Fault): string => `${JSON.stringify(fault)} at ${boundary.name} ${boundary.ordinal}: ${boundary.text}`;

  it('R-01 survives being killed at every one', async () => {
    const ends = { old: 0, new: 0 };
    const killed = boundaries.filter((boundary) => everyOne || changesTheTree(boundary));
    await twoAtATime(killed, async (boundary, lane) => {
      const fault = { kill: true } as const;
      const label = labelOf(boundary, fault);
      const { folder } = await struck(boundary, fault, lane);
      expectOldOrNewEach(folder, label);
      expectKeysClosed(folder, label);
      ends[expectWhole(folder, label)]++;
      rmSync(folder, { recursive: true });
    });
    console.log(`R-01: killed at ${killed.length} of ${boundaries.length} system calls${everyOne ? '' : ' (those that change the tree)'}: ${ends.old} old, ${ends.new} new`);
    expect(ends.old).toBeGreaterThan(50);
    expect(ends.new).toBeGreaterThan(0);
  }, 120_000);

  /** What may fail without harm: reading what is not needed, and letting go of the lock or of old checkpoints. */
  async function strike(boundary: Boundary, fault: Fault, lane: number, ends: Record<string, number>): Promise<void> {
    const label = labelOf(boundary, fault);
    const { folder, run } = await struck(boundary, fault, lane);
    expect(run.answer?.code, label).not.toBe('UNTYPED');
    expect(run.answer, label).not.toBeNull();
    expectOldOrNewEach(folder, label);
    expectKeysClosed(folder, label);
    const whole = expectWhole(folder, label);
    expect(whole, label).toBe(run.exitCode === 0 ? 'new' : 'old');
    if (run.exitCode !== 0) {
      expect(run.answer?.message, label).toMatch(/\/|\d/);
      expect([3, 4, 5], label).toContain(run.exitCode);
    }
    const end = run.exitCode === 0 ? `harmless ${boundary.name}` : (run.answer?.code ?? '');
    ends[end] = (ends[end] ?? 0) + 1;
    rmSync(folder, { recursive: true });
  }

  it.each(['ENOSPC', 'EIO', 'EACCES'])('R-02 reports %s at every one, and everything is old', async (error) => {
    const ends: Record<string, number> = {};
    const chosen = boundaries.filter((boundary) => everyOne || error === 'EIO' || changesTheTree(boundary));
    await twoAtATime(chosen, (boundary, lane) => strike(boundary, { error }, lane, ends));
    console.log(`R-02 ${error}: ${chosen.length} system calls; ${JSON.stringify(ends)}`);
  }, 120_000);

  const pick = (test: (boundary: Boundary) => boolean): Boundary[] => boundaries.filter(test);
  const last = (name: string): Boundary => {
    const found = boundaries.findLast((boundary) => boundary.name === name);
    if (found === undefined) {
      throw new Error(`the change makes no ${name}`);
    }
    return found;
  };

  it.each([
    ['EDQUOT', 'FILE_DISK_FULL'],
    ['EROFS', 'FILE_NOT_WRITABLE'],
    ['EMFILE', 'FILE_LIMIT_REACHED'],
    ['EINTR', 'harmless rename'],
  ])('R-02 reports %s where files are made as %s', async (error, expected) => {
    const chosen = pick(({ name, text }) => (name === 'openat' && text.includes('prometheus.key')) || (name === 'write' && text.includes('web.yml')) || name === 'rename');
    const ends: Record<string, number> = {};
    await twoAtATime(chosen, (boundary, lane) => strike(boundary, { error }, lane, ends));
    console.log(`R-02 ${error}: ${chosen.length} system calls; ${JSON.stringify(ends)}`);
    expect(ends[expected]).toBeGreaterThanOrEqual(4);
  }, 60_000);

  it('R-03 notices every write that takes fewer bytes than it says', async () => {
    const writes = pick(({ name }) => name === 'write');
    const faults = writes.flatMap((boundary) => {
      const length = Number(/, (\d+)\) = /.exec(boundary.text)?.[1]);
      return [1, 100, Math.floor(length / 2)].map((retval) => ({ boundary, retval }));
    });
    const ends: Record<string, number> = {};
    await twoAtATime(faults, ({ boundary, retval }, lane) => strike(boundary, { retval }, lane, ends));
    console.log(`R-03: ${faults.length} short writes; ${JSON.stringify(ends)}`);
    expect(Object.keys(ends).sort()).toEqual(['CHECKPOINT_NOT_WRITABLE', 'FILE_INCOMPLETE']);
    expect(writes.length).toBeGreaterThan(10);
  }, 60_000);

  it.each(['rename', 'openat', 'fsync', 'mkdir', 'fchmod', 'unlink'])('R-04 recovers later when %s fails for good, from any call on', async (name) => {
    const chosen = pick((boundary) => boundary.name === name && (everyOne || changesTheTree(boundary)));
    const ends: Record<string, number> = {};
    await twoAtATime(chosen, async (boundary, lane) => {
      const label = labelOf(boundary, { error: 'EIO' });
      const { folder, run } = await struck(boundary, { error: 'EIO' }, lane, true);
      expectOldOrNewEach(folder, label);
      expectKeysClosed(folder, label);
      expect(run.answer?.code, label).not.toBe('UNTYPED');
      const before = pictureOf(folder, isOurs).join('\n');
      if (run.exitCode === 3) {
        expect(before, label).toBe(oldPicture.join('\n'));
      }
      expect(expectWhole(folder, label), label).toBe(run.exitCode === 0 ? 'new' : 'old');
      ends[`exit ${String(run.exitCode)}`] = (ends[`exit ${String(run.exitCode)}`] ?? 0) + 1;
      rmSync(folder, { recursive: true });
    });
    console.log(`R-04 ${name}: ${chosen.length} system calls, failing from there on; ${JSON.stringify(ends)}`);
    expect(chosen.length).toBeGreaterThan(0);
  }, 60_000);

  it('R-04 says which file is in which state, with commands that put each back', async () => {
    const { folder, run } = await struck(last('rename'), { error: 'EIO' }, 1, true);
    expect(run.exitCode).toBe(4);
    expect(run.answer?.failed?.map(({ path, state }) => [path.slice(folder.length + 1), state])).toEqual([
      ['prometheus.yml', 'new'],
      ['tls/prometheus.key', 'new'],
      ['tls/prometheus.crt', 'new'],
    ]);
    for (const { command } of run.answer?.failed ?? []) {
      const done = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
      expect([done.status, done.stderr], command).toEqual([0, '']);
    }
    expect(pictureOf(folder, isOurs)).toEqual([...oldPicture.slice(0, 1), 'tls folder 700 0:0', ...oldPicture.slice(1)]);
    expect(expectWhole(folder, 'afterwards')).toBe('old');
  }, 30_000);

  it.each([
    ['recover', 'a change that was stopped just before web.yml'],
    ['undo', 'a change that was complete'],
  ])('R-04 recovers when %s is itself killed at every call, after %s', async (deed) => {
    /** The journal names absolute paths, so each lane has one tree, put back from a copy for each run. */
    const prepare = async (lane: number): Promise<{ folder: string; master: string }> => {
      const { folder } = deed === 'undo' ? complete(lane) : await struck(last('rename'), { kill: true }, lane);
      const master = join(base, `${deed}${lane}`);
      copyTree(folder, master);
      return { folder, master };
    };
    const trees = [await prepare(1), await prepare(2)];
    const again = (lane: number): string => {
      const { folder, master } = trees[lane - 1] ?? { folder: '', master: '' };
      rmSync(folder, { recursive: true, force: true });
      copyTree(master, folder);
      return folder;
    };
    const first = again(1);
    const steps = (await boundariesOf(join(base, 'trace'), [worker.path, deed, first], first)).filter(changesTheTree);
    const ends = { old: 0, new: 0 };
    await twoAtATime(steps, async (boundary, lane) => {
      const label = labelOf(boundary, { kill: true });
      let folder = '';
      let hit = false;
      for (let attempt = 0, shift = 0; !hit && attempt < 30; attempt++) {
        folder = again(lane);
        const run = await runWithFault({ traceFile: join(base, `trace${lane}`), argv: [worker.path, deed, folder], root: folder, boundary, fault: { kill: true }, shift });
        hit = run.hit;
        shift += run.missedBy;
      }
      expect(hit, label).toBe(true);
      expectOldOrNewEach(folder, label);
      ends[expectWhole(folder, label)]++;
    });
    console.log(`R-04: ${deed} killed at ${steps.length} system calls; afterwards ${JSON.stringify(ends)}`);
    expect(ends.old).toBeGreaterThan(10);
    expect(deed === 'undo' ? ends.new > 0 : ends.new === 0).toBe(true);
  }, 60_000);

  function complete(lane: number): { folder: string } {
    const folder = join(base, `done${lane}`);
    makeOld(folder);
    expect(spawnSync(process.execPath, [worker.path, 'apply', folder, 'new']).status).toBe(0);
    return { folder };
  }

  it('K-01 creates the key with its mode, changes no mode of it, and renames web.yml last', () => {
    const onKey = pick(({ text }) => text.includes('prometheus.key'));
    const created = onKey.filter(({ text }) => text.includes('O_CREAT'));
    expect(created.map(({ text }) => /O_\w+(\|O_\w+)*, \d+/.exec(text)?.[0])).toEqual(['O_RDWR|O_CREAT|O_EXCL|O_NOFOLLOW|O_CLOEXEC, 0600']);
    expect(onKey.filter(({ name }) => /chmod|chown/.test(name))).toEqual([]);
    expect(pick(({ name }) => name === 'rename').map(({ text }) => basename(/"([^"]+)"\) = 0/.exec(text)?.[1] ?? ''))).toEqual([
      'prometheus.crt',
      'prometheus.key',
      'prometheus.yml',
      'web.yml',
    ]);
    expect(last('rename').text).toMatch(/web\.yml/);
  });
});

/** F1: a real file system of 64 KiB, which takes the first part of a file and only then says that it is full. */
function smallDiskObstacle(): string | null {
  if (process.platform !== 'linux' || process.geteuid?.() !== 0) {
    return 'mounting a small disk needs root on Linux';
  }
  const folder = mkdtempSync(join(tmpdir(), 'promseal-mount-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=0700', 'promseal-test', folder]);
  if (mounted.status === 0) {
    spawnSync('umount', [folder]);
  }
  rmSync(folder, { recursive: true });
  return mounted.status === 0 ? null : `a small disk cannot be mounted: ${String(mounted.stderr).trim()}`;
}

describeUnless(smallDiskObstacle(), 'R-05 on a disk of 64 KiB', () => {
  let disk = '';
  beforeEach(() => {
    disk = mkdtempSync(join(tmpdir(), 'promseal-disk-'));
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=0700', 'promseal-test', disk]).status).toBe(0);
    makeOld(disk);
  });
  afterEach(() => {
    spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true });
  });

  it('keeps the old file and says why, when the new one does not fit', () => {
    const before = pictureOf(disk);
    const path = join(disk, 'prometheus.yml');
    expect(() => writeFileAtomic(path, 'x'.repeat(81_924))).toThrow(expect.objectContaining({ code: 'FILE_DISK_FULL' }));
    expect(pictureOf(disk)).toEqual(before);
  });

  it.each([10, 20, 30, 40, 44, 48])('leaves all old or all new with %i KiB in use', (kibibytes) => {
    writeFileSync(join(disk, 'prometheus.log'), 'x'.repeat((kibibytes - 10) * 1024));
    const isLog = (name: string): boolean => isOurs(name) || name === 'prometheus.log';
    const before = pictureOf(disk, isLog);
    const done = spawnSync(process.execPath, [join(import.meta.dirname, '../support/applyWorker.ts'), 'apply', disk, 'new'], { encoding: 'utf8' });
    const answer = JSON.parse(done.stdout) as { code: string };
    expect(['APPLIED', 'CHECKPOINT_NOT_WRITABLE', 'FILE_DISK_FULL']).toContain(answer.code);
    if (done.status === 0) {
      expect(contentsOf(disk, 'new').map(({ path }) => readFileSync(path, 'utf8'))).toEqual(contentsOf(disk, 'new').map(({ content }) => content));
    } else {
      recover(disk, 1);
      expect(pictureOf(disk, isLog)).toEqual(before);
    }
  });
});
