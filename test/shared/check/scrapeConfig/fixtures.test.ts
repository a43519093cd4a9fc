/** Every code has a file that has exactly that fault, and one without any finding. */
import { describe, expect, it } from 'vitest';
import { checkScrapeConfig } from '../../../../shared/check/scrapeConfig/checkScrapeConfig.ts';
import { checkScrapeConfigCodes } from '../../../../shared/errors/codes/checkScrapeConfig.ts';
import { scrapeFixtures } from '../../../support/scrapeFixtures.ts';

const fixtures = scrapeFixtures();

describe('fixtures of prometheus.yml', () => {
  it.each(Object.keys(checkScrapeConfigCodes))('%s has both', (code) => {
    expect(fixtures.filter((fixture) => fixture.code === code).map(({ isGood }) => isGood)).toEqual([false, true]);
  });

  it.each(fixtures.filter(({ isGood }) => isGood))('$code: the sound file has no finding', ({ path, text, version }) => {
    expect(checkScrapeConfig({ path, text }, { version })).toEqual([]);
  });

  it.each(fixtures.filter(({ isGood }) => !isGood))('$code: the other has that one', ({ code, path, text, version, also }) => {
    const found = checkScrapeConfig({ path, text }, { version });
    expect(found.map((each) => each.code).sort()).toEqual([code, ...also].sort());
    const own = found.find((each) => each.code === code);
    expect(own).toMatchObject({ path });
    expect(own?.message).not.toMatch(/\{\w+\}/);
    expect(own?.hint).not.toMatch(/\{\w+\}/);
    expect(text.split('\n')[(own?.line ?? 0) - 1]).toBeTruthy();
    if (own?.severity === 'broken' && code !== 'YAML_SEVERAL_DOCUMENTS') expect(own.raw).toBeTruthy();
    expect(JSON.stringify(found)).not.toMatch(/swordfish|EYxs8IOG/);
  });
});
