import { mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { looksReady } from '../../../electron/probe/looksReady.ts';
import type { ApiAccess } from '../../../electron/probe/prometheusApi.ts';
import { endpointFor } from '../../support/endpointFor.ts';
import { selfSigned, type SelfSigned } from '../../support/selfSigned.ts';
import { recordingServer, stubServer, type Stub } from '../../support/stubServers.ts';

let folder = '';
let ours: SelfSigned;
let other: SelfSigned;
const open: Stub[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'promseal-ready-'));
  ours = selfSigned(folder, 'ours');
  other = selfSigned(folder, 'other');
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  for (const stub of open.splice(0)) await stub.close();
});

async function serve(handle: RequestListener, pair: SelfSigned | null): ReturnType<typeof recordingServer> {
  const server = await recordingServer(handle, pair);
  open.push(server);
  return server;
}

function access(port: number, over: Partial<ApiAccess> = {}): ApiAccess {
  const credentials = { user: 'alice', password: 'geheim' };
  return { endpoint: endpointFor(port), caPem: ours.certPem, expectedLeafSha256: ours.sha256, credentials, now: Date.now(), deadlineMs: 1000, ...over };
}

describe('looksReady (F14)', () => {
  it.each([
    [200, true],
    [401, true],
    [503, false],
    [404, false],
  ])('takes status %i from our own leaf for %s', async (status, ready) => {
    const server = await serve((_request, response) => response.writeHead(status).end(), ours);
    expect(await looksReady(access(server.port))).toBe(ready);
    expect(server.requests[0]?.url).toBe('/-/ready');
  });

  it('does not take another server for ours, and tells it no password (R-17)', async () => {
    const server = await serve((_request, response) => response.end(), other);
    expect(await looksReady(access(server.port))).toBe(false);
    expect(server.requests).toEqual([]);
  });

  it('takes our leaf for ours even where clients will refuse it', async () => {
    const server = await serve((_request, response) => response.end(), ours);
    const endpoint = endpointFor(server.port, { serverName: 'another.example' });
    expect(await looksReady(access(server.port, { endpoint }))).toBe(true);
    expect(server.requests).toEqual([]);
  });

  it('waits below the route prefix, also in clear', async () => {
    const server = await serve((request, response) => response.writeHead(request.url === '/prom/-/ready' ? 200 : 404).end(), null);
    const endpoint = endpointFor(server.port, { tls: false, routePrefix: '/prom' });
    expect(await looksReady(access(server.port, { endpoint, caPem: null, expectedLeafSha256: null, credentials: null }))).toBe(true);
  });

  it('is not ready where nothing listens', async () => {
    const stub = await stubServer(() => undefined);
    await stub.close();
    expect(await looksReady(access(stub.port))).toBe(false);
  });
});
