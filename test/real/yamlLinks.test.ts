/** configurations that are links, have several names, or are mounted one by one, changed and put back. */
import { spawnSync } from 'node:child_process';
import { linkSync, lstatSync, mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Answers } from '../../shared/model/answers.ts';
import { applyBench } from '../support/applyBench.ts';
import { describeUnless } from '../support/requireTool.ts';
import { tempTree } from '../support/tempTree.ts';

const before = '# ours\nscrape_configs:\n  - job_name: a # kept\n';
const after = '# ours\nscrape_configs:\n  - job_name: a # kept\n    scheme: https\n';

function scene() {
  const folder = tempTree();
  const base = { version: 1, folder, server: { kind: 'files' }, certificate: { source: 'none' }, scrape: { edit: false } };
  return { folder, path: join(folder, 'prometheus.yml'), bench: applyBench(folder), answers: Answers.parse({ ...base, connections: [{ job: 'a', scheme: 'https' }] }) };
}

const codes = async ({ bench, answers }: ReturnType<typeof scene>): Promise<[string, string][]> => (await bench.plan(answers)).plan.problems.map(({ code, severity }) => [code, severity]);

describe('a prometheus.yml that is no plain file (R-14)', () => {
  it('is followed through a chain of links, which all stay', async () => {
    const setup = scene();
    const { folder, path, bench, answers } = setup;
    mkdirSync(join(folder, 'real'));
    writeFileSync(join(folder, 'real/config.yml'), before, { mode: 0o640 });
    symlinkSync('real/config.yml', join(folder, 'middle.yml'));
    symlinkSync(join(folder, 'middle.yml'), path);
    expect(await codes(setup)).toContainEqual(['FILE_IS_LINK_TO', 'warning']);
    expect(await bench.apply(answers)).toMatchObject({ outcome: 'applied', failure: null });
    expect([readlinkSync(path), readlinkSync(join(folder, 'middle.yml'))]).toEqual([join(folder, 'middle.yml'), 'real/config.yml']);
    expect(readFileSync(join(folder, 'real/config.yml'), 'utf8')).toBe(after);
    expect(lstatSync(join(folder, 'real/config.yml')).mode & 0o777).toBe(0o640);
    await bench.undo();
    expect([readFileSync(path, 'utf8'), lstatSync(path).isSymbolicLink()]).toEqual([before, true]);
  });

  it.each([
    ['a link that leads nowhere', 'nowhere'],
    ['links in a circle', 'prometheus.yml'],
  ])('is refused before anything is written: %s', async (_what, target) => {
    const setup = scene();
    symlinkSync(target, setup.path);
    expect((await codes(setup)).filter(([, severity]) => severity === 'error')).not.toEqual([]);
    await expect(setup.bench.apply(setup.answers)).rejects.toThrow();
    expect(readlinkSync(setup.path)).toBe(target);
  });

  it('leaves its other name with the old content, and says so before', async () => {
    const setup = scene();
    writeFileSync(setup.path, before);
    linkSync(setup.path, join(setup.folder, 'other.yml'));
    expect(await codes(setup)).toContainEqual(['FILE_HAS_OTHER_NAMES', 'warning']);
    expect(await setup.bench.apply(setup.answers)).toMatchObject({ outcome: 'applied' });
    expect([readFileSync(setup.path, 'utf8'), readFileSync(join(setup.folder, 'other.yml'), 'utf8')]).toEqual([after, before]);
    await setup.bench.undo();
    expect(readFileSync(setup.path, 'utf8')).toBe(before);
  });
});

describeUnless(process.geteuid?.() === 0 ? null : 'mounts need root', 'a prometheus.yml that is mounted by itself (R-14)', () => {
  it('is refused, with what to do, and stays as it is', async () => {
    const setup = scene();
    const outside = join(setup.folder, 'outside.yml');
    writeFileSync(outside, before);
    writeFileSync(setup.path, '');
    expect(spawnSync('mount', ['--bind', outside, setup.path]).status).toBe(0);
    onTestFinished(() => void spawnSync('umount', [setup.path]));
    const { plan } = await setup.bench.plan(setup.answers);
    const told = plan.problems.find(({ code }) => code === 'FILE_IS_MOUNT');
    expect(told).toMatchObject({ severity: 'error', path: setup.path });
    expect(told?.hint).toMatch(/mount|folder/i);
    await expect(setup.bench.apply(setup.answers)).rejects.toThrow();
    expect([readFileSync(setup.path, 'utf8'), readFileSync(outside, 'utf8')]).toEqual([before, before]);
  });
});
