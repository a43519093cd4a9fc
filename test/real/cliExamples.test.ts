/** Every example in docs/examples is sound by the schema and by the code, and plans without an error. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkout } from '../guards/plantedTree.ts';
import { freePort } from '../support/realPrometheus.ts';
import { describeWith } from '../support/requireTool.ts';
import { tempTree } from '../support/tempTree.ts';
import { buildCli, cli, jsonLines } from './cliProgram.ts';

const folder = join(checkout, 'docs/examples');
const examples = readdirSync(folder).filter((name) => name.endsWith('.yml'));
const schema = JSON.parse(readFileSync(join(checkout, 'docs/answers.schema.json'), 'utf8')) as object;
const validate = new Ajv2020({ strict: false }).compile(schema);

beforeAll(buildCli, 120_000);

it.each(examples)('%s is sound by the schema', (name) => {
  expect(validate(parse(readFileSync(join(folder, name), 'utf8'))), JSON.stringify(validate.errors)).toBe(true);
});

it('the example in docs/answers.md is sound by the schema', () => {
  const [, text = ''] = /```yaml\n(version: 1[^`]+)```/.exec(readFileSync(join(checkout, 'docs/answers.md'), 'utf8')) ?? [];
  expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
});

describeWith(['prometheus', 'promtool'], 'the examples on a machine with Prometheus', () => {
  it.each(examples)('%s plans without an error', async (name) => {
    const elsewhere = ['--dir', join(tempTree(), 'setup'), '--set', `server.listen=127.0.0.1:${await freePort()}`];
    const { code, out, err } = await cli(['plan', join(folder, name), ...elsewhere, '--json'], { ALICES_PASSWORD: 'a long enough password' });
    expect({ code, err }, out).toEqual({ code: 2, err: '' });
    const [plan] = jsonLines(out);
    expect(plan?.['problems']).not.toContainEqual(expect.objectContaining({ severity: 'error' }));
  });
});
