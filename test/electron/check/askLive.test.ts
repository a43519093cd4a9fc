/** What is asked of servers that are double, rude or strange, and which of them get a password. */
import { afterEach, describe, expect, it } from 'vitest';
import { askLive, type LiveQuestion } from '../../../electron/check/askLive.ts';
import { askServed } from '../../../electron/check/askServed.ts';
import type { SeenServer } from '../../../electron/check/seenServer.ts';
import type { ServerTrust } from '../../../electron/check/serverTrust.ts';
import { activeTarget, fakePrometheus, type FakePages } from '../../support/fakePrometheus.ts';
import { selfSigned } from '../../support/selfSigned.ts';
import { recordingServer, stubServer, type Stub } from '../../support/stubServers.ts';
import { tempTree } from '../../support/tempTree.ts';

const open: Stub[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(async (stub) => await stub.close()));
});

const nobody: ServerTrust = { job: null, own: null, serverName: 'localhost', client: null };
const serverOn = (port: number, args: string[] = []): SeenServer => ({
  kind: 'prometheus', binary: null, running: true, pid: 1, control: 'process', unit: null, account: null, args, nextArgs: null, workingDirectory: '/', configFile: null, webConfigFile: null,
  listen: `127.0.0.1:${port}`,
});
const credentials = { user: 'admin', password: 'secret' };

async function look(stub: Stub, more: Partial<LiveQuestion> = {}): Promise<{ question: LiveQuestion; ms: number }> {
  open.push(stub);
  const server = more.server ?? serverOn(stub.port);
  const trust = more.trust ?? nobody;
  const started = performance.now();
  const served = await askServed(server, trust, Date.now(), 'prefixed', AbortSignal.timeout(500));
  return { question: { server, served, trust, credentials, expectedJobs: [], now: Date.now(), deadlineMs: 1000, ...more }, ms: performance.now() - started };
}

const codesOf = async (question: LiveQuestion): Promise<string[]> => (await askLive(question)).problems.map(({ code }) => code);

const loaded = (secondsAgo: number): string => new Date(Date.now() - secondsAgo * 1000).toISOString();
const pages = (more: FakePages = {}, secondsAgo = 60): FakePages => ({
  '/metrics': [200, 'up 1\n'],
  '/api/v1/status/runtimeinfo': { reloadConfigSuccess: true, lastConfigTime: loaded(secondsAgo) },
  '/api/v1/status/flags': { 'web.config.file': 'web.yml' },
  '/api/v1/scrape_pools': { scrapePools: ['a', 'b'] },
  '/api/v1/targets': { activeTargets: [activeTarget('a')] },
  ...more,
});

describe('askServed', () => {
  it('says nothing of a port that is silent, shut or rude, in the time it has', async () => {
    const silent = await look(await stubServer(() => undefined));
    expect(silent.question.served.facts).toMatchObject({ speaks: 'nothing', statusWithoutPassword: null });
    expect(silent.ms).toBeLessThan(1500);
    const rude = await look(await stubServer((socket) => void socket.end('220 mail ready\r\n')));
    expect(rude.question.served.facts.speaks).toBe('other');
    const shut = await look({ port: 1, sent: () => 0, close: async () => undefined });
    expect(shut.question.served.facts.speaks).toBe('nothing');
    expect(await askLive(shut.question)).toEqual({ live: null, problems: [] });
  });

  it("gives Go's words for a chain that the job's CA does not vouch for, and the page below a prefix", async () => {
    const root = tempTree();
    const [pair, other] = [selfSigned(root), selfSigned(root, 'other')];
    const stub = await recordingServer((request, response) => void response.writeHead(request.url === '/prom/metrics' ? 401 : 404).end(), pair);
    const trust: ServerTrust = { ...nobody, job: { roots: [other.certPem], serverName: 'localhost' } };
    const { question } = await look(stub, { server: serverOn(stub.port, ['--web.external-url=https://x/prom/']), trust });
    expect(question.served.facts).toEqual({
      address: `127.0.0.1:${stub.port}`, speaks: 'tls', chainSha256: [pair.sha256], statusWithoutPassword: 401,
      handshakeError: expect.stringContaining('x509: certificate signed by unknown authority'),
    });
    expect(stub.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });
});

describe('askLive', () => {
  it('reads jobs, targets, flags and the last reload of an open server', async () => {
    const server = await fakePrometheus(pages());
    const { question } = await look(server);
    expect(await askLive(question)).toEqual({
      live: { jobs: ['a', 'b'], targets: [expect.objectContaining({ job: 'a', health: 'up' })], flags: { 'web.config.file': 'web.yml' }, reloadSucceeded: true, configLoadedAt: expect.any(Number) },
      problems: [],
    });
  });

  it('sends no password in clear, to a server that it cannot verify, or where none is known', async () => {
    const clear = await recordingServer((_, response) => void response.writeHead(401).end());
    expect(await codesOf((await look(clear)).question)).toEqual(['CHECK_LIVE_CLEAR']);
    const root = tempTree();
    const [pair, other] = [selfSigned(root), selfSigned(root, 'other')];
    const sealed = await recordingServer((_, response) => void response.writeHead(401).end(), pair);
    const trusting = (pem: string): ServerTrust => ({ ...nobody, job: { roots: [pem], serverName: 'localhost' } });
    expect(await codesOf((await look(sealed)).question)).toEqual(['CHECK_LIVE_UNVERIFIED']);
    expect(await codesOf((await look(sealed, { trust: trusting(other.certPem) })).question)).toEqual(['CHECK_LIVE_UNVERIFIED']);
    expect(await codesOf((await look(sealed, { trust: trusting(pair.certPem), credentials: null })).question)).toEqual(['CHECK_LIVE_NO_PASSWORD']);
    expect([...clear.requests, ...sealed.requests].filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
    // It does send it where the certificate in web.yml is the one that is served, and takes a refusal for what it is.
    const own: ServerTrust = { ...trusting(other.certPem), own: { roots: [pair.certPem], serverName: 'localhost' } };
    expect(await codesOf((await look(sealed, { trust: own })).question)).toEqual(['SIGN_IN_REFUSED']);
    expect(sealed.requests.at(-1)?.headers.authorization).toBe(`Basic ${Buffer.from('admin:secret').toString('base64')}`);
  });

  it('waits for the jobs of a server that has just started, and says when they do not come', async () => {
    const late = await fakePrometheus(pages({ '/api/v1/scrape_pools': { scrapePools: null } }, 1));
    const { question } = await look(late, { expectedJobs: ['a', 'b'] });
    const answer = askLive(question);
    setTimeout(() => (late.pages = pages({}, 1)), 300);
    expect((await answer).live?.jobs).toEqual(['a', 'b']);
    late.pages = pages({ '/api/v1/scrape_pools': { scrapePools: [] }, '/api/v1/targets': { activeTargets: [] } }, 1);
    expect(await codesOf(question)).toEqual(['CHECK_LIVE_STARTING']);
    late.pages = pages({ '/api/v1/scrape_pools': { scrapePools: ['b'] }, '/api/v1/targets': { activeTargets: [] } }, 60);
    expect((await askLive(question)).live?.jobs).toEqual(['b']);
  });

  it('says what it could not read, and keeps to its time', async () => {
    const many = Array.from({ length: 8000 }, (_, index) => activeTarget(`job-${index}`));
    const large = await fakePrometheus(pages({ '/api/v1/targets': { activeTargets: many } }));
    const cut = await askLive((await look(large)).question);
    expect([cut.live?.jobs, cut.live?.targets.length]).toEqual([['a', 'b'], 0]);
    expect(cut.problems.map(({ code }) => code)).toEqual(['CHECK_LIVE_CUT']);
    const slow = await recordingServer((request, response) => {
      if (request.url === '/metrics') response.writeHead(200).end('up 1\n');
    });
    const { question } = await look(slow);
    const started = performance.now();
    expect(await codesOf(question)).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
