import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knock, type Knock, type KnockTls } from '../../../electron/probe/knock.ts';
import { askPrometheus } from '../../../electron/probe/prometheusApi.ts';
import { endpointFor } from '../../support/endpointFor.ts';
import { selfSigned, type SelfSigned } from '../../support/selfSigned.ts';
import { recordingServer } from '../../support/stubServers.ts';

let folder = '';
let pair: SelfSigned;
let server: Awaited<ReturnType<typeof recordingServer>>;
const credentials = { user: 'alice', password: 'geheim' };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'promseal-knock-'));
  pair = selfSigned(folder);
  server = await recordingServer((_request, response) => response.end('a 1\n'), pair);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function tried(tls: Partial<KnockTls>, over: Partial<Knock> = {}): Promise<{ kind: string; authorizations: unknown[] }> {
  server.requests.length = 0;
  const knocked = await knock({
    host: '127.0.0.1',
    port: server.port,
    tls: { serverName: 'localhost', trust: [pair.certPem], expectedLeafSha256: null, ...tls },
    request: { method: 'GET', path: '/metrics', host: `localhost:${server.port}`, credentials },
    now: Date.now(),
    deadlineMs: 2000,
    ...over,
  });
  return { kind: knocked.kind, authorizations: server.requests.map(({ headers }) => headers.authorization) };
}

describe('knock (C-20, C-21)', () => {
  const authorization = `Basic ${Buffer.from('alice:geheim').toString('base64')}`;

  it('signs in where chain and name are verified', async () => {
    expect(await tried({})).toEqual({ kind: 'answered', authorizations: [authorization] });
    expect(await tried({ expectedLeafSha256: pair.sha256 })).toEqual({ kind: 'answered', authorizations: [authorization] });
  });

  it.each<[string, Partial<KnockTls>, string]>([
    ['an unknown issuer', { trust: null }, 'refusedByClient'],
    ['another name', { serverName: 'other.example' }, 'refusedByClient'],
    ['another leaf', { expectedLeafSha256: '00'.repeat(32) }, 'foreign'],
    ['another leaf, verified or not', { expectedLeafSha256: '00'.repeat(32), trust: 'anything' }, 'foreign'],
  ])('asks nothing of %s', async (_case, tls, kind) => {
    expect(await tried(tls)).toEqual({ kind, authorizations: [] });
  });

  it('never signs in without verifying, unless told that anybody may have the password', async () => {
    await expect(tried({ trust: 'anything' })).rejects.toThrow('vouched');
    expect(server.requests).toEqual([]);
    expect(await tried({ trust: 'anything' }, { credentialsToAnybody: true })).toEqual({ kind: 'answered', authorizations: [authorization] });
  });

  it('judges certificates at the given moment', async () => {
    expect((await tried({}, { now: Date.now() + 10 * 86_400_000 })).kind).toBe('refusedByClient');
  });
});

describe('askPrometheus', () => {
  it('does not ask a server whose certificate is not ours (R-17)', async () => {
    server.requests.length = 0;
    const access = { endpoint: endpointFor(server.port), caPem: pair.certPem, expectedLeafSha256: '00'.repeat(32), credentials, now: Date.now(), deadlineMs: 1000 };
    await expect(askPrometheus(access, 'GET', '/')).rejects.toMatchObject({ code: 'SERVER_IS_FOREIGN' });
    expect(server.requests).toEqual([]);
  });
});
