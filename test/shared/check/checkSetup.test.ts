/** Every scenario: a sound one yields nothing at all, a broken one its own code and those it names. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signs } from '../../../electron/check/signs.ts';
import { checkSetup } from '../../../shared/check/checkSetup.ts';
import { alsoFound, readScenario } from '../../support/checkScenario.ts';

const folder = join(import.meta.dirname, '../../fixtures/check/setup');
const names = readdirSync(folder).sort();
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');

async function findingsOf(text: string) {
  return checkSetup(await readScenario(text), { signs });
}

describe('checkSetup', () => {
  it.each(names.filter((name) => name.endsWith('.good.yml')))('finds nothing in %s', async (name) => {
    const findings = await findingsOf(textOf(name));
    expect(findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  });

  it.each(names.filter((name) => name.endsWith('.bad.yml')))('finds what is wrong in %s', async (name) => {
    const text = textOf(name);
    const found = await findingsOf(text);
    const expected = [name.slice(0, name.indexOf('.')), ...alsoFound(text)];
    expect([...new Set(found.map(({ code }) => code))].sort()).toEqual(expected.sort());
    for (const { message, hint = '' } of found) expect(`${message} ${hint}`).not.toMatch(/\{\w+\}/);
  });
});
