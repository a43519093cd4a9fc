import { describe, expect, it } from 'vitest';
import { checkWebConfig } from '../../../../shared/check/webConfig/checkWebConfig.ts';
import { checkWebConfigCodes } from '../../../../shared/errors/codes/checkWebConfig.ts';
import { webFixtures } from './webFixtures.ts';

const fixtures = webFixtures();
const path = '/etc/prometheus/web.yml';

describe('the fixtures of a web.yml', () => {
  it('are there for every code, good and bad', () => {
    const names = new Set(fixtures.map(({ name }) => name));
    const missing = Object.keys(checkWebConfigCodes).flatMap((code) =>
      ['good', 'bad'].map((kind) => `${code}.${kind}.yml`).filter((name) => !names.has(name)),
    );
    expect(missing).toEqual([]);
  });

  it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_name, { code, isGood, text, options, also }) => {
    const found = checkWebConfig({ path, text }, options);
    expect(found.map((each) => each.code).sort()).toEqual(isGood ? [] : [code, ...also].sort());
    for (const each of found) {
      expect(each.path).toBe(path);
      expect(`${each.message} ${each.hint ?? ''}`).not.toMatch(/\{\w+\}/);
      expect(each.code === 'VERSION_TOO_OLD' || (each.line ?? 0) > 0).toBe(true);
    }
  });
});
