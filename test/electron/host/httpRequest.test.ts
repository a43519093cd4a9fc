import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bodyCapBytes, sendRequest } from '../../../electron/host/httpRequest.ts';
import { openConnection, type Connection } from '../../../electron/host/network.ts';
import { selfSigned, type SelfSigned } from '../../support/selfSigned.ts';
import { recordingServer, stubServer, type Stub } from '../../support/stubServers.ts';

let folder = '';
let pair: SelfSigned;
const open: (Stub | Connection)[] = [];
const request = { method: 'GET', path: '/metrics', host: 'prom.example:9090' } as const;
const soon = (): AbortSignal => AbortSignal.timeout(2000);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'promseal-request-'));
  pair = selfSigned(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function connectTo(port: number, serverName: string | null): Promise<Connection> {
  const opened = await openConnection({ host: '127.0.0.1', port, serverName }, soon());
  if (!opened.ok) throw new Error(opened.failure.raw);
  open.push(opened.connection);
  return opened.connection;
}

describe('sendRequest', () => {
  it('asks again on the same connection', async () => {
    const server = await recordingServer((_request, response) => response.end('a 1\n'));
    open.push(server);
    const connection = await connectTo(server.port, null);
    for (const path of ['/one', '/two']) {
      const answered = await sendRequest(connection, { ...request, path }, soon());
      expect(answered).toMatchObject({ ok: true, answer: { status: 200, reason: 'OK', version: '1.1', truncated: false } });
    }
    expect(server.requests.map(({ url, headers }) => [url, headers.host, headers['accept-encoding'], headers.authorization])).toEqual([
      ['/one', 'prom.example:9090', 'identity', undefined],
      ['/two', 'prom.example:9090', 'identity', undefined],
    ]);
    expect(new Set(server.requests.map(({ socket }) => socket.remotePort)).size).toBe(1);
  });

  it('will not carry credentials over TLS that nobody vouched for (C-20)', async () => {
    const server = await recordingServer((_request, response) => response.end(), pair);
    open.push(server);
    const connection = await connectTo(server.port, 'localhost');
    const signedIn = { ...request, credentials: { user: 'alice', password: 'geheim' } };
    await expect(sendRequest(connection, signedIn, soon())).rejects.toThrow('vouched');
    expect(server.requests).toEqual([]);
    connection.vouch();
    expect(await sendRequest(connection, signedIn, soon())).toMatchObject({ ok: true });
    expect(server.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('alice:geheim').toString('base64')}`);
  });

  it('reads no more than the cap', async () => {
    const server = await recordingServer((_request, response) => response.end(Buffer.alloc(3 * bodyCapBytes)));
    open.push(server);
    const answered = await sendRequest(await connectTo(server.port, null), request, soon());
    expect(answered).toMatchObject({ ok: true, answer: { truncated: true } });
    expect(answered.ok && answered.answer.body.length).toBe(bodyCapBytes);
  });

  it('takes exactly the cap for a whole answer', async () => {
    const server = await recordingServer((_request, response) => response.end(Buffer.alloc(bodyCapBytes)));
    open.push(server);
    expect(await sendRequest(await connectTo(server.port, null), request, soon())).toMatchObject({ ok: true, answer: { truncated: false } });
  });

  it.each([
    ['nothing', '', 'timedOut'],
    ['head', 'HTTP/1.1 200 OK\r\nContent-', 'timedOut'],
    ['body', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\na 1\n', 'timedOut'],
    ['body', 'HTTP/1.1 200 OK\r\n\r\na 1\n', 'timedOut'],
  ])('says that it came as far as the %s', async (progress, text, kind) => {
    const server = await stubServer((socket) => socket.once('data', () => socket.write(text)));
    open.push(server);
    const answered = await sendRequest(await connectTo(server.port, null), request, AbortSignal.timeout(150));
    expect(answered).toMatchObject({ ok: false, failure: { kind, progress } });
  });

  it('refuses a head without end', async () => {
    const server = await stubServer((socket) => socket.once('data', () => socket.write(`HTTP/1.1 200 OK\r\n${'X-Pad: 0123456789\r\n'.repeat(5000)}`)));
    open.push(server);
    expect(await sendRequest(await connectTo(server.port, null), request, soon())).toMatchObject({ ok: false, failure: { kind: 'notHttp' } });
  });
});
