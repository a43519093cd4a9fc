/**
 * for every kind of plan: killed or failing at any call of the file system, a change leaves the old files
 * or the new ones, and undoing and recovering do as well.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acquireLock } from '../../electron/apply/lock.ts';
import { recover } from '../../electron/apply/recover.ts';
import { isTemporaryOf } from '../../electron/host/createFiles.ts';
import { WizardError } from '../../electron/wizardError.ts';
import type { Action } from '../../shared/model/plan.ts';
import type { Report } from '../../shared/model/report.ts';
import { applyBench } from '../support/applyBench.ts';
import { applyReadyPlan, writeReadyPlan } from '../support/applyReadyPlan.ts';
import { boundariesOf, bundleWorker, changesTheTree, injectionObstacle } from '../support/faultInjection.ts';
import { watched, type FileCall, type InsideFault } from '../support/faultInjectionInside.ts';
import { keepTree, putTree, type KeptTree } from '../support/keptTree.ts';
import { planKinds, readyPlan, type ReadyPlan } from '../support/planKinds.ts';
import { describeUnless } from '../support/requireTool.ts';
import { pictureOf, tempTree } from '../support/tempTree.ts';

const isOurs = (name: string): boolean => name.startsWith('.promseal');
const inMemory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
type Whole = 'old' | 'new';
type Ends = Record<string, number>;

interface Scene {
  readonly folder: string;
  readonly ready: ReadyPlan;
  readonly old: KeptTree;
  readonly oldPicture: readonly string[];
  readonly newPicture: readonly string[];
  /** What a clean run calls. */
  readonly calls: readonly FileCall[];
}

const filesOf = (scene: Scene): Extract<Action, { before: unknown }>[] => scene.ready.prepared.plan.actions.filter((action) => 'before' in action);
const find = (tree: KeptTree, path: string): string | null => tree.find((entry) => entry.path === path)?.bytes?.toString() ?? null;

/** Each file is what it was or what it becomes; a key that is new is open to nobody from its first byte on. */
function expectOldOrNewEach(scene: Scene, after: KeptTree, label: string): void {
  for (const { path, role, kind } of filesOf(scene)) {
    const now = existsSync(path) ? readFileSync(path, 'utf8') : null;
    expect([find(scene.old, path), find(after, path)], `${label}: ${path}`).toContain(now);
    if (role !== 'key' || kind === 'file.mode') continue;
    for (const name of readdirSync(dirname(path)).filter((each) => each === basename(path) || isTemporaryOf(each, path))) {
      const before = scene.old.find((entry) => entry.path === join(dirname(path), name))?.mode ?? 0o640;
      expect(statSync(join(dirname(path), name)).mode & 0o137 & ~before, `${label}: ${name}`).toBe(0);
    }
  }
}

/** Nothing is left to recover: all is old or all is new, nothing lies about, and the lock is free. */
function expectWhole(scene: Scene, label: string): Whole {
  const { folder, oldPicture, newPicture } = scene;
  expect(recover(folder, 1)?.complete ?? true, label).toBe(true);
  const picture = pictureOf(folder, isOurs);
  const whole = picture.join('\n') === newPicture.join('\n') ? 'new' : 'old';
  expect(picture, label).toEqual(whole === 'new' ? newPicture : oldPicture);
  acquireLock(folder, 2).release();
  expect(readdirSync(join(folder, '.promseal')).filter((name) => !['checkpoints', 'answers.json', 'lock.takeover'].includes(name)), label).toEqual([]);
  return whole;
}

/** What a run that failed says of itself must be so. */
function expectTruth(scene: Scene, ran: { result: Report | null; error: unknown }, label: string): string {
  const picture = pictureOf(scene.folder, isOurs).join('\n');
  const { result, error } = ran;
  if (result === null) {
    expect(error, label).toBeInstanceOf(WizardError);
    expect(picture, label).toBe(scene.oldPicture.join('\n'));
    return (error as WizardError).code;
  }
  if (result.outcome === 'applied') {
    expect(picture, label).toBe(scene.newPicture.join('\n'));
    return 'applied';
  }
  expect(result.failure?.code, label).not.toBe('INTERNAL');
  expect(result.failure?.message, label).toMatch(/\/|\d/);
  if (result.outcome === 'rolledBack') expect(picture, label).toBe(scene.oldPicture.join('\n'));
  else expect([result.outcome, result.commands.length > 0], label).toEqual(['needsHands', true]);
  return result.outcome;
}

const labelOf = (fault: InsideFault, { number, name, path }: FileCall): string => `${JSON.stringify(fault)} at call ${String(number)}, ${name} ${path}`;
const count = (ends: Ends, end: string): number => (ends[end] = (ends[end] ?? 0) + 1);
const shortened = ({ bytes }: FileCall): number[] => [...new Set([1, 100, Math.floor(bytes / 2)])].filter((takes) => takes < bytes);

/** The answers are kept once the change is complete, and it stands without them. */
const afterwards = ({ path }: FileCall): boolean => path.includes('.answers.json.');

const kinds = planKinds.filter(({ asRoot }) => asRoot !== true || process.geteuid?.() === 0);

/** Where a call that only reads fails, is tried for some kinds: the reading is the same code for all of them. */
const read = ['heal: everything at once'];

const sums = { kinds: 0, boundaries: 0, killed: 0, failed: 0, short: 0 };
afterAll(() => console.log(`R-01 to R-04: ${JSON.stringify(sums)}`));

let worker = { path: '', remove: (): void => undefined };
beforeAll(async () => {
  worker = await bundleWorker(join(import.meta.dirname, '../support/applyWorkerReady.ts'));
});
afterAll(() => worker.remove());

describe.each(kinds)('$title', (kind) => {
  const everyCall = process.env['PROMSEAL_ALL_FAULTS'] === '1' || read.includes(kind.title);
  let base = '';
  let scene: Scene;
  let after: KeptTree = [];
  const changing = (): FileCall[] => scene.calls.filter(({ changes }) => changes);
  const lines: string[] = [];

  beforeAll(async () => {
    base = mkdtempSync(join(inMemory, 'promseal-kinds-'));
    const folder = join(base, 'setup');
    mkdirSync(folder, { mode: 0o700 });
    kind.arrange(folder);
    const [ready, old, oldPicture] = [await readyPlan(kind, folder), keepTree(folder), pictureOf(folder)];
    const clean = await watched(base, () => applyReadyPlan(ready));
    expect(clean).toMatchObject({ error: null, result: { outcome: 'applied' } });
    after = keepTree(folder);
    scene = { folder, ready, old, oldPicture, newPicture: pictureOf(folder, isOurs), calls: clean.calls };
    expect(scene.newPicture).not.toEqual(oldPicture);
  });
  afterAll(() => {
    sums.kinds += 1;
    sums.boundaries += changing().length;
    console.log([`${kind.title}: ${String(scene.calls.length)} calls, ${String(changing().length)} change something`, ...lines].join('\n  '));
    rmSync(base, { recursive: true, force: true });
  });

  async function struck(call: FileCall, fault: InsideFault, fromThereOn = false): Promise<{ result: Report | null; error: unknown; label: string }> {
    const label = labelOf(fault, call);
    putTree(scene.old);
    const ran = await watched(base, () => applyReadyPlan(scene.ready), { at: call.number, fault, fromThereOn });
    expect(ran.calls[call.number], label).toMatchObject({ name: call.name });
    expectOldOrNewEach(scene, after, label);
    return { ...ran, label };
  }

  it.runIf(injectionObstacle() === null)('changes the disk by these calls alone, as strace sees it', async () => {
    putTree(scene.old);
    const plan = join(tempTree(), 'plan.json');
    writeReadyPlan(plan, scene.ready);
    const boundaries = await boundariesOf(join(dirname(plan), 'trace'), [worker.path, plan], base);
    const systemCall = (name: string): string => (name === 'openSync' ? 'openat' : name.replace('Sync', ''));
    expect(boundaries.filter(changesTheTree).map(({ name }) => name)).toEqual(changing().map(({ name }) => systemCall(name)));
    expect(pictureOf(scene.folder, isOurs)).toEqual(scene.newPicture);
  });

  it('R-01 survives being killed at every call', async () => {
    const ends: Ends = {};
    for (const call of changing()) {
      const { label } = await struck(call, { die: true });
      sums.killed += 1;
      count(ends, expectWhole(scene, label));
    }
    lines.push(`R-01 killed at ${String(changing().length)}: ${JSON.stringify(ends)}`);
    expect(ends['old']).toBeGreaterThan(10);
    expect(ends['new']).toBeGreaterThan(0);
  }, 60_000);

  it('R-02 and R-03 tells every failure for what it is, and puts everything back', async () => {
    const ends: Ends = {};
    const faults = [
      ...(everyCall ? scene.calls : changing()).map((call) => [call, { error: 'EIO' }] as const),
      ...changing().map((call) => [call, { error: 'ENOSPC' }] as const),
      ...(everyCall ? changing() : []).map((call) => [call, { error: 'EACCES' }] as const),
      ...scene.calls.flatMap((call) => shortened(call).map((takes) => [call, { takes }] as const)),
    ];
    for (const [call, fault] of faults) {
      const { label, ...ran } = await struck(call, fault);
      const end = expectTruth(scene, ran, label);
      sums['takes' in fault ? 'short' : 'failed'] += 1;
      expect(expectWhole(scene, label), label).toBe(end === 'applied' ? 'new' : 'old');
      if ('takes' in fault && !afterwards(call)) expect(end, label).not.toBe('applied');
      count(ends, end);
    }
    lines.push(`R-02, R-03 failed at ${String(faults.length)}: ${JSON.stringify(ends)}`);
    expect(ends['rolledBack']).toBeGreaterThan(10);
  }, 60_000);

  it('R-04 recovers later when a call fails for good, from any call on', async () => {
    const ends: Ends = {};
    for (const call of changing()) {
      const { label, ...ran } = await struck(call, { error: 'EIO' }, true);
      sums.failed += 1;
      const end = expectTruth(scene, ran, label);
      expect(expectWhole(scene, label), label).toBe(end === 'applied' ? 'new' : 'old');
      count(ends, end);
    }
    lines.push(`R-04 failing for good from ${String(changing().length)}: ${JSON.stringify(ends)}`);
    expect(ends['needsHands']).toBeGreaterThan(0);
  }, 60_000);

  it.each(['undo', 'recover'] as const)('R-04 %s may itself be killed or fail at every call', async (deed) => {
    const ends: Ends = {};
    const bench = applyBench(scene.folder, { settingsFolder: tmpdir() });
    const work = (): Promise<Report> => bench[deed]();
    const last = scene.calls.findLast(({ name, path }) => name === 'renameSync' && !isOurs(path.slice('/setup/'.length)));
    if (last === undefined) throw new Error('the change renames nothing');
    if (deed === 'undo') putTree(after);
    else await struck(scene.calls.find(({ number, changes }) => changes && number > last.number) ?? last, { die: true });
    const start = keepTree(scene.folder);
    const clean = await watched(base, work);
    expect(clean).toMatchObject({ error: null, result: { outcome: 'rolledBack', commands: [] } });
    expect(pictureOf(scene.folder, isOurs)).toEqual(scene.oldPicture);
    for (const call of clean.calls.filter(({ changes }) => changes)) {
      for (const fault of [{ die: true }, { error: 'EIO' }] as const) {
        const label = `${deed}: ${labelOf(fault, call)}`;
        putTree(start);
        const ran = await watched(base, work, { at: call.number, fault });
        sums['die' in fault ? 'killed' : 'failed'] += 1;
        expectOldOrNewEach(scene, after, label);
        if (!('die' in fault) && ran.result === null) expect(ran.error, label).toBeInstanceOf(WizardError);
        count(ends, expectWhole(scene, label));
      }
    }
    lines.push(`R-04 ${deed} killed and failed at ${String(clean.calls.filter(({ changes }) => changes).length)}: ${JSON.stringify(ends)}`);
    expect(ends['old']).toBeGreaterThan(5);
    if (deed === 'recover') expect(ends['new'] ?? 0).toBe(0);
  }, 60_000);
});

describeUnless(process.geteuid?.() === 0 ? null : 'only root gives files to other accounts', 'kinds that need root', () => {
  it('are among those above', () => expect(kinds).toHaveLength(planKinds.length));
});
