/** a change that is killed or fails at any system call leaves the old files or the new ones, never others. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contentsOf } from '../../support/applyContents.ts';
import { boundariesOf, bundleWorker, injectionObstacle, runWithFault, twoAtATime, type Boundary, type Fault, type Run } from '../../support/faultInjection.ts';
import { describeUnless } from '../../support/requireTool.ts';
import { pictureOf } from '../../support/tempTree.ts';
import { acquireLock } from '../../../electron/apply/lock.ts';
import { listCheckpoints } from '../../../electron/apply/checkpoint.ts';
import { recover } from '../../../electron/apply/recover.ts';

const oldConfig = '# a configuration that was here before\n'.padEnd(10_240, 'old\n');
const oldWeb = 'basic_auth_users: # old\n';
const isOurs = (name: string): boolean => name.startsWith('.promseal');

/** Killed at a call that only reads, a run leaves what one leaves that is killed at the next call that does not. */
const everyOne = process.env['PROMSEAL_ALL_FAULTS'] === '1';
function changesTheTree({ name, text }: Boundary): boolean {
  return !/^(statx|newfstatat|fstat|readlink|pread64|read|getdents64|close|access)/.test(name) && (name !== 'openat' || text.includes('O_CREAT'));
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
    worker = await bundleWorker(join(import.meta.dirname, '../../support/applyWorker.ts'));
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
    expect(readdirSync(join(folder, '.promseal')).filter((name) => name !== 'checkpoints' && !name.startsWith('.lock.promseal-')), label).toEqual([]);
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
    console.log(`R-01: ${boundaries.length} system calls, ${killed.length} of them change the tree, killed at each: ${ends.old} old, ${ends.new} new`);
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
    const chosen = boundaries.filter((boundary) => everyOne || error === 'EIO' || changesTheTree(boundary) || boundary.name === 'openat');
    await twoAtATime(chosen, (boundary, lane) => strike(boundary, { error }, lane, ends));
    console.log(`R-02 ${error}: ${chosen.length} system calls; ${JSON.stringify(ends)}`);
  }, 120_000);
});
