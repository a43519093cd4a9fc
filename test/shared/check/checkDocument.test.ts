/** docs/check.md names every code of a check, each under the severities that it is found with. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signs } from '../../../electron/check/signs.ts';
import { checkSetup } from '../../../shared/check/checkSetup.ts';
import { checkAcrossCodes } from '../../../shared/errors/codes/checkAcross.ts';
import { checkMaterialCodes } from '../../../shared/errors/codes/checkMaterial.ts';
import { checkScrapeConfigCodes } from '../../../shared/errors/codes/checkScrapeConfig.ts';
import { checkWebConfigCodes } from '../../../shared/errors/codes/checkWebConfig.ts';
import { FindingSeverity } from '../../../shared/model/finding.ts';
import { refreshCheckTable } from '../../../scripts/refreshCheckTable.ts';
import { readScenario } from '../../support/checkScenario.ts';

const root = join(import.meta.dirname, '../../..');
const text = readFileSync(join(root, 'docs/check.md'), 'utf8');
const codesIn = (part: string): string[] => [...part.matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map(([, code = '']) => code);
const sections = new Map(text.split(/^### /m).slice(1).map((part) => [part.slice(0, part.indexOf(':')).toLowerCase(), codesIn(part)]));

describe('docs/check.md', () => {
  it('has a section for each severity', () => {
    expect([...sections.keys()]).toEqual(FindingSeverity.options);
  });

  it('names every code', () => {
    const codes = Object.keys({ ...checkAcrossCodes, ...checkMaterialCodes, ...checkWebConfigCodes, ...checkScrapeConfigCodes });
    const named = new Set(codesIn(text));
    expect(codes.filter((code) => !named.has(code))).toEqual([]);
  });

  it('names what each scenario shows under the severity that it has', async () => {
    const folder = join(root, 'test/fixtures/check/setup');
    const missing = new Set<string>();
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.bad.yml'))) {
      for (const { code, severity } of checkSetup(await readScenario(readFileSync(join(folder, name), 'utf8')), { signs })) {
        if (sections.get(severity)?.includes(code) !== true) missing.add(`${severity} ${code}`);
      }
    }
    expect([...missing]).toEqual([]);
  });

  it('takes its sentences from the catalogue', () => {
    expect(refreshCheckTable('| `SERVER_STILL_PLAIN` | old |\n| `NO_CODE` | kept |')).toBe(
      '| `SERVER_STILL_PLAIN` | … on … still speaks plain HTTP, although … turns TLS on. |\n| `NO_CODE` | kept |',
    );
  });
});
