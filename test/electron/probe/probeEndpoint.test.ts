import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { probeEndpoint } from '../../../electron/probe/probeEndpoint.ts';
import type { ProbeInput, ProbeResult } from '../../../shared/model/probeResult.ts';
import { selfSigned, type SelfSigned } from '../../support/selfSigned.ts';
import { drip, recordingServer, stubServer, type Stub } from '../../support/stubServers.ts';

const deadlineMs = 700;
const mebibyte = 1024 * 1024;
let folder = '';
let pair: SelfSigned;
const open: Stub[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'promseal-probe-'));
  pair = selfSigned(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  for (const stub of open.splice(0)) await stub.close();
});

async function serve<T extends Stub>(starting: Promise<T>): Promise<T> {
  const stub = await starting;
  open.push(stub);
  return stub;
}

async function probe(over: Partial<ProbeInput> & { url: string }): Promise<ProbeResult> {
  return await probeEndpoint({ insecure: false, deadlineMs, ...over }, Date.now());
}

const metrics = '# TYPE a counter\na 1\nb 2\n';
const withMetrics = (): Promise<Stub & { requests: unknown[] }> =>
  recordingServer((_request, response) => response.writeHead(200, { 'Content-Type': 'text/plain' }).end(metrics), pair);

describe('a server that behaves badly (R-22)', () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n';
  const cases: [string, string, 'http' | 'https', () => Promise<Stub>][] = [
    ['says nothing', 'SERVER_SILENT', 'http', () => stubServer(() => undefined)],
    ['says nothing to a handshake', 'HANDSHAKE_TIMED_OUT', 'https', () => stubServer(() => undefined)],
    ['drips a TLS record', 'HANDSHAKE_TIMED_OUT', 'https', () => stubServer((socket) => drip(socket, [[22], [3], [3], [0], [80], [2], [0]].map((byte) => Buffer.from(byte)), 100))],
    ['drips headers', 'ANSWER_TOO_SLOW', 'http', () => stubServer((socket) => drip(socket, [head, ...Array<string>(50).fill('X-More: 1\r\n')], 50))],
    ['drips a body without end', 'ANSWER_NEVER_ENDS', 'http', () => stubServer((socket) => drip(socket, [`${head}\r\n`, ...Array<string>(50).fill('a 1\n')], 50))],
    ['sends a body without end', 'ANSWER_TOO_LONG', 'http', () => recordingServer((_request, response) => flood(response, Buffer.alloc(65_536, 'x')))],
    ['resets', 'CONNECTION_RESET', 'http', () => stubServer((socket) => socket.once('data', () => socket.resetAndDestroy()))],
    ['hangs up in the handshake', 'CONNECTION_RESET', 'https', () => stubServer((socket) => socket.once('data', () => socket.end()))],
    ['cuts its answer', 'ANSWER_CUT_SHORT', 'http', () => stubServer((socket) => socket.once('data', () => socket.end(`${head}Content-Length: 100\r\n\r\na 1\n`)))],
    ['speaks HTTP where TLS is wanted', 'PORT_STILL_CLEAR', 'https', () => recordingServer((_request, response) => response.end(metrics))],
    ['speaks SSH where TLS is wanted', 'PORT_SPEAKS_NEITHER', 'https', () => stubServer((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'))],
    ['speaks SSH where HTTP is wanted', 'NOT_HTTP', 'http', () => stubServer((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'))],
    ['answers HTTP with a TLS alert', 'PORT_SPEAKS_TLS', 'http', () => stubServer((socket) => socket.once('data', () => socket.end(Buffer.from([21, 3, 1, 0, 2, 2, 70]))))],
    ['answers HTTP as Go does on a TLS port', 'PORT_SPEAKS_TLS', 'http', () => stubServer((socket) => socket.once('data', () => socket.end('HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n')))],
    ['redirects in a loop', 'SERVER_REDIRECTS', 'http', () => recordingServer((request, response) => response.writeHead(302, { Location: request.url ?? '/' }).end())],
    ['sends a gzip bomb', 'ANSWER_COMPRESSED', 'http', () => recordingServer((_request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb))],
    ['continues for ever', 'NOT_HTTP', 'http', () => stubServer((socket) => drip(socket, Array<string>(1000).fill('HTTP/1.1 100 Continue\r\n\r\n'), 5))],
    ['has no TLS version in common', 'TLS_VERSION_NOT_SHARED', 'https', () => stubServer((socket) => socket.once('data', () => socket.end(Buffer.from([21, 3, 1, 0, 2, 2, 70]))))],
    ['ends OpenMetrics without saying so', 'NOT_METRICS', 'http', () => recordingServer((_request, response) => response.writeHead(200, { 'Content-Type': 'application/openmetrics-text; version=1.0.0' }).end(metrics))],
    ['has broken files', 'SERVER_FILES_BROKEN', 'https', () => stubServer((socket) => socket.once('data', () => socket.end(Buffer.from([21, 3, 1, 0, 2, 2, 80]))))],
  ];
  const bomb = gzipSync(Buffer.alloc(64 * mebibyte));

  it.each(cases)('%s: %s', async (_case, code, scheme, start) => {
    const stub = await serve(start());
    const started = performance.now();
    const result = await probe({ url: `${scheme}://127.0.0.1:${stub.port}/metrics`, insecure: true });
    expect(performance.now() - started).toBeLessThanOrEqual(deadlineMs + 100);
    expect(result).toMatchObject({ ok: false, diagnosis: { code } });
    expect(result.stages.some(({ ok }) => !ok) || result.http !== null).toBe(true);
    // What lies in the buffers of the two sockets was sent but not read.
    expect(stub.sent()).toBeLessThan(8 * mebibyte);
  });

  it('is refused where nothing listens', async () => {
    const stub = await stubServer(() => undefined);
    await stub.close();
    const result = await probe({ url: `http://127.0.0.1:${stub.port}/` });
    expect(result.diagnosis).toMatchObject({ code: 'CONNECTION_REFUSED', raw: expect.stringContaining('ECONNREFUSED') as string });
    expect(result.stages.map(({ id, ok }) => [id, ok])).toEqual([['resolve', true], ['tcp', false]]);
  });

  it('has no address', async () => {
    const result = await probe({ url: 'http://promseal-nowhere.invalid:9/' });
    expect(result.diagnosis.code).toBe('NAME_NOT_RESOLVED');
  });

  it('sends more metrics than are read', async () => {
    const stub = await serve(recordingServer((_request, response) => flood(response, Buffer.from('a{b="c"} 1\n'.repeat(5000)))));
    const result = await probe({ url: `http://127.0.0.1:${stub.port}/` });
    expect(result).toMatchObject({ ok: true, diagnosis: { code: 'PROBE_OK_WITHOUT_PASSWORD', message: expect.stringContaining('more than 9') as string } });
    expect(result.series).toBe(Math.floor(mebibyte / 'a{b="c"} 1\n'.length));
  });

  it('wants a client certificate', async () => {
    const server = createTlsServer({ cert: pair.certPem, key: pair.keyPem, requestCert: true, rejectUnauthorized: true, ca: pair.certPem });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const result = await probe({ url: `https://localhost:${port}/`, caFile: pair.certPath });
    server.close();
    expect(result.diagnosis.code).toBe('CLIENT_CERTIFICATE_REQUIRED');
  });
});

function flood(response: { write: (chunk: Buffer) => boolean; once: (event: 'drain', then: () => void) => unknown; destroyed: boolean }, chunk: Buffer): void {
  if (response.destroyed) return;
  while (response.write(chunk)) if (response.destroyed) return;
  response.once('drain', () => flood(response, chunk));
}

describe('certificates', () => {
  const cases: [string, string, () => Parameters<typeof selfSigned>[2], string][] = [
    ['of another issuer', 'ISSUER_UNKNOWN', () => ({}), 'localhost'],
    ['of another name', 'NAME_NOT_IN_CERTIFICATE', () => ({ names: 'DNS:other.example' }), 'localhost'],
    ['of names only, asked by address', 'NAME_NOT_IN_CERTIFICATE', () => ({ names: 'DNS:localhost' }), '127.0.0.1'],
    ['with the name in the Common Name only', 'NAME_ONLY_IN_COMMON_NAME', () => ({ names: '' }), 'localhost'],
    ['that has expired', 'CERTIFICATE_EXPIRED', () => ({ notBefore: '20200101000000Z', notAfter: '20210101000000Z' }), 'localhost'],
    ['that is of tomorrow', 'CERTIFICATE_NOT_YET_VALID', () => ({ notBefore: '20400101000000Z', notAfter: '20410101000000Z' }), 'localhost'],
    ['for clients', 'CERTIFICATE_WRONG_USE', () => ({ usage: 'clientAuth' }), 'localhost'],
  ];

  it.each(cases)('%s: %s, and nothing is asked', async (_case, code, wish, host) => {
    const other = selfSigned(folder, 'other', wish());
    const server = await serve(recordingServer((_request, response) => response.end(metrics), other));
    const ca = code === 'ISSUER_UNKNOWN' ? pair.certPath : other.certPath;
    const result = await probe({ url: `https://${host}:${server.port}/`, caFile: ca, user: 'alice', password: 'geheim' });
    expect(result).toMatchObject({ ok: false, diagnosis: { code }, clients: { go: { ok: false } }, http: null });
    expect(result.diagnosis.raw).toBe(result.clients.go?.reason);
    expect(server.requests).toEqual([]);
  });

  it('give each client family its own verdict: Node takes a Common Name, Prometheus does not', async () => {
    const other = selfSigned(folder, 'legacy', { names: '' });
    const server = await serve(recordingServer((_request, response) => response.end(metrics), other));
    const result = await probe({ url: `https://localhost:${server.port}/`, caFile: other.certPath });
    expect(result.clients.node?.ok).toBe(true);
    expect(result.clients.go).toMatchObject({ ok: false, reason: expect.stringContaining('Common Name') as string });
  });

  it('are looked at with another name than that of the URL', async () => {
    const other = selfSigned(folder, 'named', { names: 'DNS:prom.example' });
    const server = await serve(recordingServer((_request, response) => response.end(metrics), other));
    const result = await probe({ url: `https://127.0.0.1:${server.port}/`, caFile: other.certPath, serverName: 'prom.example' });
    expect(result.ok).toBe(true);
    expect(server.requests[0]?.headers.host).toBe(`prom.example:${server.port}`);
    expect(result.curl).toContain(`--resolve prom.example:${server.port}:127.0.0.1`);
  });

  it('show only what was served, not what is trusted', async () => {
    const server = await serve(withMetrics());
    const result = await probe({ url: `https://localhost:${server.port}/`, caFile: pair.certPath });
    expect(result.chain.map(({ sha256 }) => sha256)).toEqual([pair.sha256]);
  });
});

describe('credentials (C-20, C-21)', () => {
  const asking = (): ReturnType<typeof recordingServer> =>
    recordingServer((request, response) => {
      const right = request.headers.authorization === `Basic ${Buffer.from('alice:gehéim').toString('base64')}`;
      if (right) response.writeHead(200).end(metrics);
      else response.writeHead(401, { 'Www-Authenticate': 'Basic' }).end('Unauthorized\n');
    }, pair);

  it('go out after the server asked for them, on the same connection', async () => {
    const server = await serve(asking());
    const result = await probe({ url: `https://localhost:${server.port}/`, caFile: pair.certPath, user: 'alice', password: 'gehéim' });
    expect(result).toMatchObject({ ok: true, series: 2, diagnosis: { code: 'PROBE_OK' } });
    expect(server.requests.map(({ headers }) => headers.authorization !== undefined)).toEqual([false, true]);
    expect(new Set(server.requests.map(({ socket }) => socket.remotePort)).size).toBe(1);
    expect(result.stages.map(({ id }) => id)).toEqual(['resolve', 'tcp', 'tls', 'certificate', 'http', 'signIn', 'metrics']);
    expect(JSON.stringify(result)).not.toContain('gehéim');
  });

  it('are refused when wrong, and asked for when missing', async () => {
    const server = await serve(asking());
    const base = { url: `https://localhost:${server.port}/`, caFile: pair.certPath };
    expect((await probe({ ...base, user: 'alice', password: 'falsch' })).diagnosis.code).toBe('SIGN_IN_REFUSED');
    expect((await probe(base)).diagnosis.code).toBe('SIGN_IN_REQUIRED');
  });

  it('never reach a server that was not verified', async () => {
    const server = await serve(asking());
    const result = await probe({ url: `https://localhost:${server.port}/`, user: 'alice', password: 'gehéim' });
    expect(result.diagnosis.code).toBe('ISSUER_UNKNOWN');
    expect(server.requests).toEqual([]);
  });

  it('reach one when asked in so many words', async () => {
    const server = await serve(asking());
    const result = await probe({ url: `https://localhost:${server.port}/`, user: 'alice', password: 'gehéim', insecure: true });
    expect(result.diagnosis).toMatchObject({ code: 'PROBE_OK', message: expect.stringContaining('certificate not verified') as string });
  });

  it('are not sent to a server that does not ask', async () => {
    const server = await serve(withMetrics());
    const result = await probe({ url: `https://localhost:${server.port}/`, caFile: pair.certPath, user: 'alice', password: 'gehéim' });
    expect(result.diagnosis.code).toBe('PROBE_OK_WITHOUT_PASSWORD');
    expect(server.requests).toHaveLength(1);
  });
});

describe('input', () => {
  it('names a CA file that is none', async () => {
    const path = join(folder, 'text.crt');
    writeFileSync(path, 'hello\n');
    await expect(probe({ url: 'https://localhost:1/', caFile: path })).rejects.toMatchObject({ code: 'PROBE_CA_UNREADABLE' });
  });

  it('does not take what is no address', async () => {
    await expect(probe({ url: 'localhost:9090' })).rejects.toMatchObject({ code: 'PROBE_URL_UNUSABLE' });
  });

  it('shows no control characters of the other side', async () => {
    const server = await serve(recordingServer((_request, response) => response.writeHead(500).end('\u001b[2Joops\u202e')));
    const { diagnosis } = await probe({ url: `http://127.0.0.1:${server.port}/` });
    expect(diagnosis).toMatchObject({ code: 'SERVER_ERROR', raw: '\ufffd[2Joops\ufffd' });
  });
});
