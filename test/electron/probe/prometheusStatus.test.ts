import { afterEach, describe, expect, it } from 'vitest';
import type { ApiAccess } from '../../../electron/probe/prometheusApi.ts';
import { readRuntime, reloadOverHttp } from '../../../electron/probe/prometheusStatus.ts';
import { readFlags, readLoadedConfig } from '../../support/serverState.ts';
import { endpointFor } from '../../support/endpointFor.ts';
import { fakePrometheus, type FakePages } from '../../support/fakePrometheus.ts';
import type { Stub } from '../../support/stubServers.ts';

const open: Stub[] = [];
afterEach(async () => {
  for (const stub of open.splice(0)) await stub.close();
});

const runtime = (reloadConfigSuccess: boolean) => ({ reloadConfigSuccess, lastConfigTime: '2026-11-23T03:00:00Z' });

async function start(pages: FakePages): Promise<ApiAccess> {
  const server = await fakePrometheus(Object.fromEntries(Object.entries(pages).map(([path, page]) => [`/prom${path}`, page])));
  open.push(server);
  const endpoint = endpointFor(server.port, { tls: false, routePrefix: '/prom' });
  return { endpoint, caPem: null, expectedLeafSha256: null, credentials: null, now: Date.now(), deadlineMs: 1000 };
}

describe('what Prometheus says of itself', () => {
  it('is read below the route prefix', async () => {
    const access = await start({
      '/api/v1/status/config': { yaml: 'global: {}\n' },
      '/api/v1/status/flags': { 'web.config.file': 'web.yml' },
      '/api/v1/status/runtimeinfo': runtime(true),
    });
    expect(await readLoadedConfig(access)).toBe('global: {}\n');
    expect(await readFlags(access)).toEqual({ 'web.config.file': 'web.yml' });
    const state = await readRuntime(access);
    expect(state).toMatchObject({ reloadConfigSuccess: true, lastConfigTime: Date.UTC(2026, 10, 23, 3) });
    expect(Math.abs((state.serverTime ?? 0) - Date.now())).toBeLessThan(5000);
  });
});

describe('reloadOverHttp', () => {
  it('reads the result back', async () => {
    const access = await start({ '/-/reload': [200, ''], '/api/v1/status/runtimeinfo': runtime(true) });
    expect(await reloadOverHttp(access)).toMatchObject({ reloadConfigSuccess: true });
  });

  it.each([
    ['RELOAD_SWITCHED_OFF', [403, 'Lifecycle API is not enabled.'], true, 'Lifecycle API is not enabled.'],
    ['RELOAD_REFUSED', [500, 'failed to reload config: yaml: line 2'], true, 'failed to reload config: yaml: line 2'],
    ['RELOAD_REFUSED', [200, ''], false, undefined],
    ['SIGN_IN_REQUIRED', [401, 'Unauthorized\n'], true, undefined],
  ])('%s (case %#)', async (code, page, success, raw) => {
    const access = await start({ '/-/reload': page, '/api/v1/status/runtimeinfo': runtime(success) });
    await expect(reloadOverHttp(access)).rejects.toMatchObject({ code, failure: raw === undefined ? {} : { raw } });
  });
});
