/** A link where a plan would write a key, a certificate or a password: the plan says so, and nothing is tried. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Answers, type AnswersInput } from '../../../shared/model/answers.ts';
import { applyBench } from '../../support/applyBench.ts';
import { freePort } from '../../support/realPrometheus.ts';
import { tempTree } from '../../support/tempTree.ts';

async function planWith(users: AnswersInput['users'], lay: (folder: string) => void) {
  const folder = tempTree();
  lay(folder);
  const server = { kind: 'rehearsal' as const, listen: `127.0.0.1:${String(await freePort())}` };
  const answers = Answers.parse({ version: 1, folder, server, names: ['localhost'], certificate: { source: 'self_signed' }, users });
  const bench = applyBench(folder);
  return { folder, answers, bench, plan: (await bench.plan(answers)).plan };
}

const nowhere = (name: string) => (folder: string): void => symlinkSync('/nowhere/at/all', join(folder, name));
const generated = [{ name: 'alice', generate: true as const }];

it.each([
  ['prometheus.key', generated],
  ['prometheus.crt', generated],
  ['alice.password', generated],
  ['alice.password', [{ name: 'alice' }]],
])('%s as a link blocks the plan', async (name, users) => {
  const { folder, answers, bench, plan } = await planWith(users, nowhere(name));
  const path = join(folder, name);
  expect(plan.problems.filter(({ severity }) => severity === 'error')).toMatchObject([{ code: 'FILE_IS_LINK', path, message: expect.stringContaining(path) as string }]);
  await expect(bench.apply(answers, { alice: 'correct horse' })).rejects.toMatchObject({ code: 'PLAN_BLOCKED' });
});

it('a folder in the place of a key blocks the plan as well', async () => {
  const { folder, plan } = await planWith(generated, (at) => mkdirSync(join(at, 'prometheus.key')));
  expect(plan.problems).toContainEqual(expect.objectContaining({ code: 'FILE_NOT_USABLE', path: join(folder, 'prometheus.key') }));
});

it('a link where this plan writes nothing is none of its business', async () => {
  const { plan } = await planWith([{ name: 'alice' }], nowhere('prometheus-2.key'));
  expect(plan.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
});
