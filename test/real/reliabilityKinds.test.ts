/** for every kind of plan: what is refused before anything is changed. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { preparePlan } from '../../electron/apply/preparePlan.ts';
import { processIdentity } from '../../electron/host/processIdentity.ts';
import { applyBench } from '../support/applyBench.ts';
import { applyReadyPlan } from '../support/applyReadyPlan.ts';
import { keepTree, putTree } from '../support/keptTree.ts';
import { planKinds, readyPlan, type ReadyPlan } from '../support/planKinds.ts';
import { pictureOf, tempTree } from '../support/tempTree.ts';

const isOurs = (name: string): boolean => name.startsWith('.promseal');
const kinds = planKinds.filter(({ asRoot }) => asRoot !== true || process.geteuid?.() === 0);

/** What somebody may do to a file between the look at the plan and its apply. */
const meddlings: Readonly<Record<string, (path: string) => void>> = {
  'an edit of the same size and time': (path) => {
    const { atime, mtime, size } = statSync(path);
    writeFileSync(path, 'x'.repeat(size));
    utimesSync(path, atime, mtime);
  },
  'another file in its place': (path) => {
    writeFileSync(`${path}.theirs`, '# theirs\n');
    renameSync(`${path}.theirs`, path);
  },
  'no file': (path) => rmSync(path),
  'a link in its place': (path) => {
    writeFileSync(`${path}.theirs`, '# theirs, behind a link\n');
    rmSync(path, { force: true });
    symlinkSync(`${path}.theirs`, path);
  },
  'a folder in its place': (path) => {
    rmSync(path, { force: true });
    mkdirSync(path);
  },
};

function canMount(): boolean {
  return process.platform === 'linux' && spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
}

describe.each(kinds)('$title', (kind) => {
  let folder = '';
  let ready: ReadyPlan;

  beforeEach(async () => {
    folder = join(tempTree(), 'setup');
    mkdirSync(folder, { mode: 0o700 });
    kind.arrange(folder);
    ready = await readyPlan(kind, folder);
  });

  it('R-07 is refused when any of its files has changed since, in any way', async () => {
    const old = keepTree(folder);
    const paths = ready.prepared.plan.actions.flatMap((action) => ('before' in action ? [action.path] : []));
    const refused: string[] = [];
    for (const path of paths) {
      for (const [what, meddle] of Object.entries(meddlings)) {
        putTree(old);
        if (!existsSync(path) && ['an edit of the same size and time', 'no file'].includes(what)) continue;
        meddle(path);
        const meddled = pictureOf(folder, isOurs);
        await expect(applyReadyPlan(ready), `${what}: ${path}`).rejects.toMatchObject({ code: expect.stringMatching(/^(PLAN_STALE|FILE_IS_LINK|FILE_NOT_USABLE)$/) as unknown });
        expect(pictureOf(folder, isOurs), `${what}: ${path}`).toEqual(meddled);
        refused.push(what);
      }
    }
    console.log(`R-07 ${kind.title}: ${String(refused.length)} changes of ${String(paths.length)} files, all refused`);
    expect(new Set(refused).size).toBeGreaterThanOrEqual(3);
  });

  it('R-08 is refused while another process is at it, whatever it is about to do', async () => {
    mkdirSync(join(folder, '.promseal'), { mode: 0o700 });
    writeFileSync(join(folder, '.promseal', 'lock'), JSON.stringify({ pid: process.ppid, identity: processIdentity(process.ppid), since: 1 }), { mode: 0o600 });
    const before = pictureOf(folder);
    const message = expect.stringContaining(`by process ${String(process.ppid)}.`) as unknown;
    await expect(applyReadyPlan(ready)).rejects.toMatchObject({ code: 'BUSY', message });
    const bench = applyBench(folder, { settingsFolder: tmpdir() });
    expect(pictureOf(folder)).toEqual(before);
    rmSync(join(folder, '.promseal', 'lock'));
    await applyReadyPlan(ready);
    const holder = JSON.stringify({ pid: process.ppid, identity: processIdentity(process.ppid), since: 1 });
    writeFileSync(join(folder, '.promseal', 'lock'), holder, { mode: 0o600 });
    const applied = pictureOf(folder);
    await expect(bench.undo()).rejects.toMatchObject({ code: 'BUSY' });
    expect(pictureOf(folder)).toEqual(applied);
  });

  it.runIf(canMount())('R-29 is refused while the disk that the undo log needs is full; looking and planning go on', async () => {
    const state = join(folder, '.promseal');
    mkdirSync(state, { mode: 0o700 });
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k,mode=0700', 'promseal-test', state]).status).toBe(0);
    onTestFinished(() => void spawnSync('umount', [state]));
    writeFileSync(join(state, 'prometheus.log'), 'x'.repeat(4096));
    const before = pictureOf(folder);
    const { plan } = await preparePlan(ready.answers, applyBench(folder, { settingsFolder: tmpdir() }).context);
    expect(plan.actions).not.toEqual([]);
    await expect(applyReadyPlan(ready)).rejects.toMatchObject({ code: 'CHECKPOINT_NOT_WRITABLE', message: expect.stringContaining(state) as unknown });
    expect(pictureOf(folder)).toEqual(before);
  });

  it.runIf(canMount())('R-06 is refused when it is planned, where nothing can be written', async () => {
    const before = pictureOf(folder);
    expect(spawnSync('mount', ['--bind', folder, folder]).status).toBe(0);
    onTestFinished(() => void spawnSync('umount', [folder]));
    expect(spawnSync('mount', ['-o', 'remount,bind,ro', folder]).status).toBe(0);
    const { plan } = await preparePlan(ready.answers, applyBench(folder, { settingsFolder: tmpdir() }).context);
    expect(plan.problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toContain('FOLDER_NOT_WRITABLE');
    await expect(applyReadyPlan(ready)).rejects.toMatchObject({ code: 'CHECKPOINT_NOT_WRITABLE' });
    expect(pictureOf(folder)).toEqual(before);
    expect(readFileSync(join(folder, 'prometheus.yml'), 'utf8')).not.toBe('');
  });
});
