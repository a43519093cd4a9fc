/** Users that are called as every object's own functions are, and a link where a key is to be written. On the rehearsal. */
import { lstatSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { proveAgain } from '../../../electron/apply/proveAgain.ts';
import { stopManaged } from '../../../electron/process/managedProcess.ts';
import { Secrets, type Answers } from '../../../shared/model/answers.ts';
import { answersFor, applyBench, type ApplyBench } from '../../support/applyBench.ts';
import { freePort } from '../../support/realPrometheus.ts';
import { tempTree } from '../../support/tempTree.ts';

const names = ['constructor', 'toString', 'hasOwnProperty'];
let folder = '';
let bench: ApplyBench;
let answers: Answers;

beforeEach(async () => {
  folder = tempTree();
  writeFileSync(join(folder, 'prometheus.yml'), 'scrape_configs: []\n');
  bench = applyBench(folder);
  answers = answersFor(folder, { kind: 'rehearsal', listen: `127.0.0.1:${String(await freePort())}` }, { users: names.map((name) => ({ name })) });
});
afterEach(async () => {
  await stopManaged(folder, 5000);
});

it('asks for the passwords of such users', async () => {
  await expect(bench.apply(answers)).rejects.toMatchObject({
    failure: { problems: names.map(() => expect.objectContaining({ code: 'PASSWORD_MISSING' }) as unknown) },
  });
});

it('lets such users in, each with the password that was typed', async () => {
  const typed = Object.fromEntries(names.map((name) => [name, `the password of ${name}`]));
  const { passwords } = Secrets.parse(JSON.parse(JSON.stringify({ passwords: typed })));
  const report = await bench.apply(answers, passwords);
  expect(report).toMatchObject({ outcome: 'applied' });
  expect(report.checks.filter(({ id }) => id === 'rightPassword').map(({ user, ok }) => [user, ok])).toEqual(names.map((name) => [name, true]));
  const again = await proveAgain(answers, bench.context, () => undefined);
  expect(again.checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(again.connection).toMatchObject({ http: { status: 200 } });
}, 40_000);

it('writes no key through a link that was laid after the plan was made, and changes nothing', async () => {
  const { plan } = await bench.plan(answers);
  const key = plan.actions.flatMap((action) => (action.kind === 'file.write' && action.role === 'key' ? [action.path] : []))[0] ?? '';
  const elsewhere = join(tempTree(), 'elsewhere');
  symlinkSync(elsewhere, key);
  const typed = Object.fromEntries(names.map((name) => [name, 'correct horse']));
  await expect(bench.apply(answers, typed)).rejects.toMatchObject({
    failure: { code: 'PLAN_BLOCKED', problems: [expect.objectContaining({ code: 'FILE_IS_LINK', path: key })] },
  });
  expect(lstatSync(elsewhere, { throwIfNoEntry: false })).toBeUndefined();
  expect(readdirSync(folder).filter((name) => name !== '.promseal').sort()).toEqual(['prometheus.key', 'prometheus.yml']);
});
