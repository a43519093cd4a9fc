import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundlePlan } from '../../../electron/apply/bundlePlan.ts';
import { stageBundle, type BundleOrder } from '../../../electron/apply/stageBundle.ts';
import type { Answers, AnswersInput } from '../../../shared/model/answers.ts';
import { answersFor, applyBench } from '../../support/applyBench.ts';
import { pictureOf, tempTree } from '../../support/tempTree.ts';

const secrets = { passwords: { prometheus: 'correct horse' } };

function setup(): string {
  const folder = tempTree();
  writeFileSync(join(folder, 'prometheus.yml'), 'scrape_configs: []\n', { mode: 0o644 });
  return folder;
}

const asked = (folder: string, changes: Partial<AnswersInput> = {}): Answers => answersFor(folder, { kind: 'files' }, changes);

/** The order of somebody who saw the plan. */
async function ordered(answers: Answers, over: Partial<BundleOrder> = {}): Promise<BundleOrder> {
  const { context } = applyBench(answers.folder);
  return { answers, digest: (await bundlePlan(answers, context)).digest, secrets, folder: join(tempTree(), 'bundle'), ...over };
}

const staged = (order: BundleOrder) => stageBundle(order, applyBench(order.answers.folder).context);

describe('staging a bundle', () => {
  it('writes the folder, changes nothing else, and gives the commands and the files with their owners', async () => {
    const folder = setup();
    const before = pictureOf(folder);
    const order = await ordered(asked(folder), { folder: join(tempTree(), "it's one") });
    const made = await staged(order);
    const script = `'${order.folder.replace("'", "'\\''")}/install.sh'`;
    expect(made).toMatchObject({ folder: order.folder, script: `${order.folder}/install.sh`, dryRun: `sudo sh ${script} --dry-run`, install: `sudo sh ${script}`, undo: `sudo sh ${script} --undo` });
    expect(made.files.map(({ path }) => path.slice(folder.length + 1))).toEqual(['prometheus.key', 'prometheus.crt', 'prometheus.password', 'prometheus.yml', 'web.yml']);
    expect(JSON.stringify(made)).not.toContain('correct horse');
    expect(readdirSync(order.folder).sort()).toEqual(['files', 'install.sh', 'manifest.json', 'proof', 'sums']);
    expect(pictureOf(folder)).toEqual(before);
  });

  it.each([
    ['PLAN_STALE', async (folder: string) => {
      const order = await ordered(asked(folder));
      writeFileSync(join(folder, 'prometheus.yml'), 'scrape_configs: [] # mine\n');
      return order;
    }],
    ['PLAN_STALE', (folder: string) => ordered(asked(folder), { digest: 'of another plan' })],
    ['PLAN_BLOCKED', (folder: string) => ordered(asked(folder, { certificate: { source: 'none' }, names: [], users: [] }))],
    ['BUNDLE_EMPTY', async (folder: string) => {
      const order = await ordered(asked(folder));
      const { files } = JSON.parse(readFileSync(join((await staged(order)).folder, 'manifest.json'), 'utf8')) as { files: { path: string; staged: string }[] };
      for (const { path, staged: name } of files) writeFileSync(path, readFileSync(join(order.folder, name)), { mode: 0o600 });
      return await ordered(asked(folder, { certificate: { source: 'keep' }, users: [{ name: 'prometheus', keep: true }] }));
    }],
    ['FOLDER_WORLD_WRITABLE', async (folder: string) => {
      const open = join(tempTree(), 'open');
      mkdirSync(open);
      chmodSync(open, 0o777);
      return await ordered(asked(folder), { folder: join(open, 'bundle') });
    }],
    ['BUNDLE_FOLDER_TAKEN', async (folder: string) => await ordered(asked(folder), { folder })],
    ['PASSWORD_MISSING', (folder: string) => ordered(asked(folder), { secrets: { passwords: {} } })],
  ] as const)('is refused with %s, and there is no folder then', async (code, order) => {
    const folder = setup();
    const refused = await order(folder);
    const before = existsSync(refused.folder);
    await expect(staged(refused)).rejects.toSatisfy((error: { code: string; failure: { problems?: { code: string }[] } }) => error.code === code || error.failure.problems?.some((each) => each.code === code) === true);
    expect(existsSync(refused.folder)).toBe(before);
  });

  it('takes away what a killed run left under the name, and nothing else', async () => {
    const home = tempTree();
    const order = await ordered(asked(setup()), { folder: join(home, 'bundle') });
    const [left, others] = [join(home, '.bundle.promseal-0123456789abcdef'), join(home, '.other.promseal-0123456789abcdef')];
    for (const each of [left, others]) mkdirSync(join(each, 'files'), { recursive: true, mode: 0o700 });
    writeFileSync(join(left, 'files/001-prometheus.key'), 'half a k');
    await staged(order);
    expect(readdirSync(home).sort()).toEqual(['.other.promseal-0123456789abcdef', 'bundle']);
    rmSync(others, { recursive: true });
  });
});
