import { afterEach, describe, expect, it } from 'vitest';
import { readTargets, waitForTargets } from '../../../electron/probe/probeTargets.ts';
import type { ApiAccess } from '../../../electron/probe/prometheusApi.ts';
import { endpointFor } from '../../support/endpointFor.ts';
import { activeTarget, fakePrometheus, type FakePages } from '../../support/fakePrometheus.ts';
import type { Stub } from '../../support/stubServers.ts';

const open: Stub[] = [];
afterEach(async () => {
  for (const stub of open.splice(0)) await stub.close();
});

const longAgo = { reloadConfigSuccess: true, lastConfigTime: '2020-01-01T00:00:00Z' };
const pagesOf = (targets: unknown[], pools: string[], over: FakePages = {}): FakePages => ({
  '/api/v1/targets': { activeTargets: targets },
  '/api/v1/scrape_pools': { scrapePools: pools },
  '/api/v1/status/runtimeinfo': longAgo,
  ...over,
});

async function start(pages: FakePages): Promise<{ access: ApiAccess; server: Awaited<ReturnType<typeof fakePrometheus>> }> {
  const server = await fakePrometheus(pages);
  open.push(server);
  const endpoint = endpointFor(server.port, { tls: false });
  return { server, access: { endpoint, caPem: null, expectedLeafSha256: null, credentials: null, now: Date.now(), deadlineMs: 1000 } };
}

describe('readTargets', () => {
  it('shows no error of before for a target that has come up since', async () => {
    const { access } = await start(pagesOf([activeTarget('prometheus', { health: 'up', lastError: 'x509: certificate has expired' })], ['prometheus']));
    expect((await readTargets(access, ['prometheus'])).targets[0]).toMatchObject({ health: 'up', lastError: '' });
  });

  it('reads what Prometheus says', async () => {
    const down = activeTarget('node', { health: 'down', lastError: 'server returned HTTP status 401 Unauthorized', lastScrape: '0001-01-01T00:00:00Z' });
    const { access } = await start(pagesOf([activeTarget('prometheus'), down], ['prometheus', 'node']));
    expect(await readTargets(access, ['prometheus', 'node'])).toEqual({
      settled: true,
      targets: [
        { job: 'prometheus', url: 'https://localhost:9090/metrics', health: 'up', lastError: '', lastScrape: Date.UTC(2026, 10, 23, 3, 0, 0, 500), lastScrapeMs: 9 },
        { job: 'node', url: 'https://localhost:9090/metrics', health: 'down', lastError: 'server returned HTTP status 401 Unauthorized', lastScrape: null, lastScrapeMs: null },
      ],
    });
  });

  it('names a job that Prometheus left out', async () => {
    const { access } = await start(pagesOf([activeTarget('prometheus')], ['prometheus']));
    const { targets } = await readTargets(access, ['prometheus', 'node']);
    expect(targets.map(({ job, health }) => [job, health])).toEqual([['prometheus', 'up'], ['node', 'vanished']]);
  });

  it('does not miss a job that has no targets', async () => {
    const { access } = await start(pagesOf([], ['discovered']));
    expect((await readTargets(access, ['discovered'])).targets).toEqual([]);
  });

  it('does without scrape_pools, which came with 2.42', async () => {
    const { access } = await start(pagesOf([activeTarget('prometheus')], [], { '/api/v1/scrape_pools': undefined }));
    const { targets } = await readTargets(access, ['prometheus', 'node']);
    expect(targets.map(({ job, health }) => [job, health])).toEqual([['prometheus', 'up'], ['node', 'vanished']]);
  });

  it('says nothing of missing jobs within the discovery delay', async () => {
    const justNow = { reloadConfigSuccess: true, lastConfigTime: new Date().toISOString() };
    const { access } = await start(pagesOf([], [], { '/api/v1/status/runtimeinfo': justNow }));
    expect(await readTargets(access, ['prometheus'])).toEqual({ targets: [], settled: false });
  });

  it.each([
    ['SIGN_IN_REQUIRED', [401, 'Unauthorized\n']],
    ['NOT_READY', [503, 'Service Unavailable']],
    ['PROMETHEUS_ANSWER_ODD', [200, '<html>']],
    ['PROMETHEUS_ANSWER_ODD', { elsewhere: true }],
  ])('%s', async (code, page) => {
    const { access } = await start(pagesOf([], [], { '/api/v1/targets': page }));
    await expect(readTargets(access, [])).rejects.toMatchObject({ code });
  });

  it('gives the diagnosis of a probe when nothing answers', async () => {
    const { access, server } = await start({});
    await server.close();
    await expect(readTargets(access, [])).rejects.toMatchObject({
      code: 'CONNECTION_REFUSED',
      failure: { message: `Nothing listens on 127.0.0.1, port ${server.port}.`, raw: expect.stringContaining('ECONNREFUSED') as string },
    });
  });
});

describe('waitForTargets', () => {
  const wait = { job: 'prometheus', expectedJobs: ['prometheus'], since: 0, deadlineMs: 3000 };

  it('waits until the job is up and tells of every state on the way', async () => {
    const { access, server } = await start(pagesOf([activeTarget('prometheus', { health: 'unknown', lastScrape: '0001-01-01T00:00:00Z' })], ['prometheus']));
    const states: string[] = [];
    setTimeout(() => (server.pages = pagesOf([activeTarget('prometheus')], ['prometheus'])), 400);
    const targets = await waitForTargets(access, { ...wait, onUpdate: (seen) => states.push(seen[0]?.health ?? 'none') });
    expect(targets[0]?.health).toBe('up');
    expect(states.slice(0, 2)).toEqual(['unknown', 'unknown']);
    expect(states.at(-1)).toBe('up');
  });

  it('does not take a scrape for new that used the old files', async () => {
    const { access } = await start(pagesOf([activeTarget('prometheus')], ['prometheus']));
    const started = performance.now();
    await waitForTargets(access, { ...wait, since: Date.UTC(2030, 0), deadlineMs: 600 });
    expect(performance.now() - started).toBeGreaterThan(300);
  });

  it('ends at once when the job is missing for certain', async () => {
    const { access } = await start(pagesOf([], ['other']));
    const started = performance.now();
    expect((await waitForTargets(access, wait))[0]?.health).toBe('vanished');
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('gives the last state at the deadline', async () => {
    const { access } = await start(pagesOf([activeTarget('prometheus', { health: 'down', lastError: 'EOF' })], ['prometheus']));
    expect((await waitForTargets(access, { ...wait, deadlineMs: 300 }))[0]).toMatchObject({ health: 'down', lastError: 'EOF' });
  });

  it('throws when Prometheus could never be asked', async () => {
    const { access } = await start({});
    await expect(waitForTargets(access, { ...wait, deadlineMs: 300 })).rejects.toMatchObject({ code: 'PROMETHEUS_ANSWER_ODD' });
  });
});
