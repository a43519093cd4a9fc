/**
 * for a bundle: killed or failing at any call of the file system, the folder that was asked for is whole or
 * absent. What a killed run leaves beside it is for its owner alone, has no script unless it is whole, and goes with the next run.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BundleContents } from '../../electron/apply/bundleContents.ts';
import { writeBundle } from '../../electron/apply/bundleFolder.ts';
import { WizardError } from '../../electron/wizardError.ts';
import { contentsOfKind, keepContents } from '../support/bundleFaults.ts';
import { boundariesOf, bundleWorker, changesTheTree, injectionObstacle, runWithFault, twoAtATime, type Boundary } from '../support/faultInjection.ts';
import { watched, type FileCall, type InsideFault } from '../support/faultInjectionInside.ts';
import { planKinds } from '../support/planKinds.ts';
import { describeUnless } from '../support/requireTool.ts';
import { pictureOf } from '../support/tempTree.ts';

const inMemory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const sums = { kinds: 0, boundaries: 0, killed: 0, failed: 0, short: 0, whole: 0, absent: 0 };
afterAll(() => console.log(`a bundle, R-01 to R-04: ${JSON.stringify(sums)}`));

const rightsOf = (path: string): number => statSync(path).mode & 0o077;
const everything = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' });

/** The place for bundles, and what a whole one looks like. */
interface Place {
  readonly home: string;
  readonly whole: readonly string[];
}

/** @returns whether the folder is there, which it only is as a whole */
function expectWholeOrAbsent({ home, whole }: Place, label: string): boolean {
  const out = join(home, 'bundle');
  const isThere = existsSync(out);
  sums[isThere ? 'whole' : 'absent'] += 1;
  if (isThere) expect(pictureOf(out), label).toEqual(whole);
  for (const name of readdirSync(home).filter((each) => each !== 'bundle')) {
    expect(name, label).toMatch(/^\.bundle\.promseal-[0-9a-f]{16}$/);
    const left = join(home, name);
    for (const path of [left, ...everything(left).map((each) => join(left, each))]) expect(rightsOf(path), `${label}: ${path}`).toBe(0);
    if (existsSync(join(left, 'install.sh'))) expect(pictureOf(left), label).toEqual(whole);
  }
  return isThere;
}

/** What was killed is made again under the same name, and leaves nothing beside it. */
function expectMadeAgain(place: Place, contents: BundleContents, isThere: boolean, label: string): void {
  const out = join(place.home, 'bundle');
  if (isThere) expect(() => writeBundle(out, contents), label).toThrow(expect.objectContaining({ code: 'BUNDLE_FOLDER_TAKEN' }));
  else writeBundle(out, contents);
  expect(pictureOf(out), label).toEqual(place.whole);
  if (!isThere) expect(readdirSync(place.home), label).toEqual(['bundle']);
}

function emptied(home: string): string {
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { mode: 0o700 });
  return home;
}

const labelOf = (fault: InsideFault, { number, name, path }: FileCall): string => `${JSON.stringify(fault)} at call ${String(number)}, ${name} ${path}`;
const shortened = ({ bytes }: FileCall): number[] => [...new Set([1, 100, Math.floor(bytes / 2)])].filter((takes) => takes < bytes);

describe.each(planKinds.filter(({ asRoot }) => asRoot !== true))('a bundle for: $title', (kind) => {
  let base = '';
  let contents: BundleContents;
  let place: Place = { home: '', whole: [] };
  let calls: readonly FileCall[] = [];

  beforeAll(async () => {
    base = mkdtempSync(join(inMemory, 'promseal-bundles-'));
    const setup = join(base, 'setup');
    mkdirSync(setup, { mode: 0o700 });
    kind.arrange(setup);
    contents = await contentsOfKind(kind, setup);
    const home = emptied(join(base, 'home'));
    const clean = await watched(home, async () => writeBundle(join(home, 'bundle'), contents));
    expect(clean.error).toBeNull();
    calls = clean.calls;
    place = { home, whole: pictureOf(join(home, 'bundle')) };
  });
  afterAll(() => {
    sums.kinds += 1;
    sums.boundaries += calls.filter(({ changes }) => changes).length;
    rmSync(base, { recursive: true, force: true });
  });

  const struck = async (call: FileCall, fault: InsideFault, fromThereOn = false): Promise<{ error: unknown; label: string }> => {
    const label = labelOf(fault, call);
    const home = emptied(place.home);
    const ran = await watched(home, async () => writeBundle(join(home, 'bundle'), contents), { at: call.number, fault, fromThereOn });
    expect(ran.calls[call.number], label).toMatchObject({ name: call.name });
    return { error: ran.error, label };
  };

  it('R-01 killed at any call is whole or absent, and is made again', async () => {
    for (const call of calls.filter(({ changes }) => changes)) {
      const { label } = await struck(call, { die: true });
      sums.killed += 1;
      expectMadeAgain(place, contents, expectWholeOrAbsent(place, label), label);
    }
  }, 60_000);

  it('R-02 and R-03 tells every failure and short write, and leaves nothing', async () => {
    const faults = [
      ...calls.map((call) => [call, { error: 'EIO' }] as const),
      ...calls.filter(({ changes }) => changes).flatMap((call) => [[call, { error: 'ENOSPC' }] as const, [call, { error: 'EACCES' }] as const]),
      ...calls.flatMap((call) => shortened(call).map((takes) => [call, { takes }] as const)),
    ];
    for (const [call, fault] of faults) {
      const { error, label } = await struck(call, fault);
      sums['takes' in fault ? 'short' : 'failed'] += 1;
      if (error === null) {
        expect(expectWholeOrAbsent(place, label), label).toBe(true);
        expect('takes' in fault, label).toBe(false);
        continue;
      }
      expect(error, label).toBeInstanceOf(WizardError);
      expect((error as WizardError).code, label).not.toBe('INTERNAL');
      expect(readdirSync(place.home), label).toEqual([]);
      sums.absent += 1;
    }
  }, 60_000);

  it('R-04 is whole or absent when a call fails for good, from any call on', async () => {
    for (const call of calls.filter(({ changes }) => changes)) {
      const { error, label } = await struck(call, { error: 'EIO' }, true);
      sums.failed += 1;
      expect(error, label).toBeInstanceOf(WizardError);
      expectMadeAgain(place, contents, expectWholeOrAbsent(place, label), label);
    }
  }, 60_000);
});

describeUnless(injectionObstacle(), 'a bundle written by a process of its own', () => {
  let base = '';
  let worker = { path: '', remove: (): void => undefined };
  let boundaries: Boundary[] = [];
  let contents: BundleContents;
  let place: Place = { home: '', whole: [] };
  const kept = (): string => join(base, 'contents.json');

  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), 'promseal-bundles-'));
    worker = await bundleWorker(join(import.meta.dirname, '../support/bundleWriter.ts'));
    const setup = join(base, 'setup');
    mkdirSync(setup, { mode: 0o700 });
    const [kind] = planKinds;
    if (kind === undefined) throw new Error('no kinds');
    kind.arrange(setup);
    contents = await contentsOfKind(kind, setup);
    keepContents(kept(), contents);
    const home = emptied(join(base, 'r0000'));
    boundaries = await boundariesOf(join(base, 'trace'), [worker.path, kept(), join(home, 'bundle')], home);
    place = { home, whole: pictureOf(join(home, 'bundle')) };
  });
  afterAll(() => {
    worker.remove();
    rmSync(base, { recursive: true, force: true });
  });

  it('makes the calls that the faults above struck, as strace sees them', async () => {
    const home = emptied(place.home);
    const { calls } = await watched(home, async () => writeBundle(join(home, 'bundle'), contents));
    const systemCall = (name: string): string => (name === 'openSync' ? 'openat' : name.replace('Sync', ''));
    expect(boundaries.filter(changesTheTree).map(({ name }) => name)).toEqual(calls.filter(({ changes }) => changes).map(({ name }) => systemCall(name)));
  });

  it('R-01 survives SIGKILL at every call that changes something', async () => {
    const changing = boundaries.filter(changesTheTree);
    const shifts = new Map<string, number>();
    let serial = 0;
    await twoAtATime(changing, async (boundary, lane) => {
      for (let attempt = 0; attempt < 30; attempt++) {
        // As long as the clean run's path, so that nothing else differs.
        const home = emptied(join(base, `r${String(++serial).padStart(4, '0')}`));
        const shift = shifts.get(boundary.name) ?? 0;
        const argv = [worker.path, kept(), join(home, 'bundle')];
        const run = await runWithFault({ traceFile: join(base, `trace${String(lane)}`), argv, root: home, boundary, fault: { kill: true }, shift });
        if (run.hit) {
          const [label, here] = [`SIGKILL at ${boundary.text}`, { ...place, home }];
          expect(run.exitCode, label).toBeNull();
          expectMadeAgain(here, contents, expectWholeOrAbsent(here, label), label);
          return;
        }
        shifts.set(boundary.name, shift + run.missedBy);
      }
      throw new Error(`${boundary.name} ${String(boundary.ordinal)} was never hit`);
    });
    console.log(`a bundle: SIGKILL at ${String(changing.length)} system calls that change the tree`);
  }, 300_000);
});
