import { describe, expect, it } from 'vitest';
import type { Target } from '../../../shared/model/report.ts';
import { countsOfTargets, worstFirst } from '../../../renderer/components/targetOrder.ts';

const target = (job: string, health: Target['health']): Target => ({ job, url: '', health, lastError: '', lastScrape: null, lastScrapeMs: null });
const targets = [target('a', 'up'), target('b', 'unknown'), target('c', 'down'), target('d', 'up'), target('e', 'vanished'), target('f', 'down')];

describe('targets', () => {
  it('begin with those that fail, and keep their order otherwise', () => {
    expect(worstFirst(targets).map(({ job }) => job).join('')).toBe('ecfbad');
  });
  it('are counted by health', () => {
    expect(countsOfTargets(targets)).toBe('2 up, 1 not scraped yet, 2 down, 1 missing.');
    expect(countsOfTargets(targets.slice(0, 1))).toBe('1 up.');
  });
});
