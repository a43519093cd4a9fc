import { describe, expect, it } from 'vitest';
import { judgeSelfScrape } from '../../../electron/probe/judgeSelfScrape.ts';
import { WizardError } from '../../../electron/wizardError.ts';
import type { Target } from '../../../shared/model/report.ts';

const up: Target = { job: 'prometheus', url: 'https://localhost:9090/metrics', health: 'up', lastError: '', lastScrape: 1, lastScrapeMs: 9 };

describe('judgeSelfScrape', () => {
  it.each<[Target[], boolean, string]>([
    [[up], true, 'up'],
    [[up, up], true, 'up, all 2'],
    [[up, { ...up, health: 'down', lastError: 'server returned HTTP status 401 Unauthorized' }], false, 'down'],
    [[{ ...up, health: 'unknown' }], false, 'not scraped yet'],
    [[{ ...up, health: 'vanished' }], false, 'not there: Prometheus left the job out'],
    [[], false, 'Prometheus has no target of this job yet'],
  ])('case %#', async (targets, ok, observed) => {
    expect(await judgeSelfScrape(async () => targets)).toMatchObject({ ok, observed });
  });

  it('fails with the sentence of what kept Prometheus from being asked', async () => {
    const verdict = await judgeSelfScrape(async () => {
      throw new WizardError('SIGN_IN_REFUSED', { host: 'localhost', user: 'alice' });
    });
    expect(verdict).toMatchObject({ ok: false, observed: 'Prometheus could not be asked: localhost does not let alice in with this password.' });
  });

  it('does not swallow mistakes of the program', async () => {
    await expect(judgeSelfScrape(async () => Promise.reject(new TypeError('mistake')))).rejects.toThrow('mistake');
  });
});
