import { describe, expect, it } from 'vitest';
import { judgeKeptTargets, lostTargets, targetKey, targetsUpBefore } from '../../../electron/apply/keptTargets.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import type { Target } from '../../../shared/model/report.ts';
import { articleAnswers, hostFacts } from '../../support/planFixtures.ts';

const target = (change: Partial<Target>): Target => ({
  job: 'prometheus', url: 'http://localhost:9090/metrics', health: 'up', lastError: '', lastScrape: 1000, lastScrapeMs: 5, ...change,
});

describe('targets that were up before', () => {
  it('are the same whatever scheme they are scraped with', () => {
    expect(targetKey(target({}))).toBe(targetKey(target({ url: 'https://localhost:9090/metrics' })));
    expect(targetKey(target({}))).not.toBe(targetKey(target({ job: 'other' })));
  });

  it('are kept when a scrape after the change found them up', () => {
    expect(lostTargets([target({})], [target({ lastScrape: 2000 })], 1500)).toEqual([]);
  });

  it.each([
    ['down', [target({ health: 'down', lastScrape: 2000, lastError: 'server returned HTTP status 400 Bad Request' })]],
    ['not scraped since', [target({ lastScrape: 1400 })]],
    ['gone', []],
  ])('are lost when they are %s', (_, now) => {
    expect(lostTargets([target({})], now, 1500)).toHaveLength(1);
    expect(judgeKeptTargets([target({})], now, 1500, 1)).toMatchObject({ id: 'targetsKept', ok: false });
  });

  it('are the old ones until they are asked by the scheme that the change gives them', () => {
    const before = [{ ...target({}), becomes: 'https' }];
    expect(lostTargets(before, [target({ lastScrape: 2000 })], 1500)).toHaveLength(1);
    expect(lostTargets(before, [target({ url: 'https://localhost:9090/metrics', lastScrape: 2000 })], 1500)).toEqual([]);
  });

  it('say in the words of Prometheus why one is lost', () => {
    const down = target({ health: 'down', lastScrape: 2000, lastError: 'server returned HTTP status 400 Bad Request' });
    expect(judgeKeptTargets([target({})], [down], 1500, 1)?.raw).toBe('server returned HTTP status 400 Bad Request');
  });

  it('need no check when there were none', () => {
    expect(judgeKeptTargets([], [target({})], 0, 1)).toBeNull();
  });

  it('are not asked for where no server runs', async () => {
    const [answers, facts] = [articleAnswers(), hostFacts()];
    await expect(targetsUpBefore({ answers, facts, plan: planDeployment(answers, facts), digest: '', repairs: [] }, 0)).resolves.toEqual([]);
  });
});
