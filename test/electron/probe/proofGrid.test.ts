import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runCheck, runChecks, type ProofContext } from '../../../electron/probe/proofGrid.ts';
import type { Check } from '../../../shared/model/plan.ts';
import { planChecks } from '../../../shared/plan/planChecks.ts';
import { endpointFor } from '../../support/endpointFor.ts';
import { selfSigned, type SelfSigned } from '../../support/selfSigned.ts';
import { recordingServer, stubServer, type Stub } from '../../support/stubServers.ts';

let folder = '';
let ours: SelfSigned;
let other: SelfSigned;
const open: Stub[] = [];
const password = 'wrong-but-right';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'promseal-grid-'));
  ours = selfSigned(folder, 'ours');
  other = selfSigned(folder, 'other');
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  for (const stub of open.splice(0)) await stub.close();
});

async function sealed(pair: SelfSigned): ReturnType<typeof recordingServer> {
  const server = await recordingServer((request, response) => {
    const right = request.headers.authorization === `Basic ${Buffer.from(`alice:${password}`).toString('base64')}`;
    if (right) response.end('a 1\n');
    else response.writeHead(401, { 'Www-Authenticate': 'Basic' }).end('Unauthorized\n');
  }, pair);
  open.push(server);
  return server;
}

function context(port: number, over: Partial<ProofContext> = {}): ProofContext {
  const endpoint = endpointFor(port, { users: ['alice'], caFile: ours.certPath });
  return { endpoint, caPem: ours.certPem, expectedLeafSha256: ours.sha256, passwords: { alice: password }, now: Date.now(), deadlineMs: 1000, selfTargets: async () => [], ...over };
}

const all = (port: number): Check[] => planChecks(endpointFor(port, { users: ['alice'] }), ['alice'], ['--web.enable-lifecycle', '--web.enable-admin-api'], { selfJob: null, clients: { required: false, verified: false } });

describe('runChecks', () => {
  it('gives the results in the order of the checks, tells of each as it comes, and holds no password', async () => {
    const server = await sealed(ours);
    const told: string[] = [];
    const checks = all(server.port);
    // Node's own server hangs up on plain HTTP where Go answers 400; that is a refusal too.
    const results = await runChecks([...checks].reverse(), context(server.port), ({ id }) => told.push(id));
    expect(results.map(({ id }) => id)).toEqual(checks.map(({ id }) => id).reverse());
    expect(told.slice().sort()).toEqual(checks.map(({ id }) => id).sort());
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
    expect(results.filter(({ provesNothing }) => provesNothing).map(({ id }) => id)).toEqual(['skipVerify']);
    expect(JSON.stringify(results)).not.toContain(password);
  });

  it('signs in with the right password once, and never with it where a wrong one is due', async () => {
    const server = await sealed(ours);
    await runChecks(all(server.port), context(server.port));
    const given = server.requests.flatMap(({ headers }) => headers.authorization ?? []).map((text) => Buffer.from(text.slice(6), 'base64').toString());
    expect(given.filter((text) => text === `alice:${password}`)).toHaveLength(1);
    expect(given).toHaveLength(2);
    expect(server.requests.filter(({ method }) => method === 'POST').map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });

  it('asks nothing of another server that has the port, and says so (F14, R-17)', async () => {
    const server = await sealed(other);
    const results = await runChecks(all(server.port), context(server.port));
    const foreign = results.filter(({ id }) => id !== 'plainHttp');
    expect(foreign.map(({ ok, observed }) => [ok, observed])).toEqual(foreign.map(() => [false, 'another server answers: its certificate is not ours']));
    expect(server.requests).toEqual([]);
  });

  it('is done soon where the server hangs', async () => {
    const server = await stubServer(() => undefined);
    open.push(server);
    const started = performance.now();
    const results = await runChecks(all(server.port), context(server.port, { deadlineMs: 1100 }));
    expect(performance.now() - started).toBeLessThan(5000);
    expect(results.every(({ ok, observed }) => !ok && observed === 'no answer in time')).toBe(true);
  });
});

describe('runCheck', () => {
  it('does not try a password that is not known', async () => {
    const server = await sealed(ours);
    const result = await runCheck({ id: 'rightPassword', user: '__proto__', expect: 'letIn' }, context(server.port));
    expect(result).toMatchObject({ ok: false, observed: 'not tried: the password is not known here', user: '__proto__' });
    expect(server.requests).toEqual([]);
  });

  it('offers to try again what does not hold, with the words of the system', async () => {
    const stub = await stubServer(() => undefined);
    await stub.close();
    const result = await runCheck({ id: 'noPassword', expect: 'needsPassword' }, context(stub.port));
    expect(result).toMatchObject({ ok: false, observed: 'nothing listens there', raw: expect.stringContaining('ECONNREFUSED') as string, fix: { kind: 'retry' } });
    expect(result.message).toBe('Nobody in particular: nothing listens there.');
  });
});
