/** L-04, L-05, L-07, L-10, L-15: the whole server over real sockets. */
import { readFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CSP } from '../../../electron/security.ts';
import type { Dispatch } from '../../../electron/rpc/dispatch.ts';
import { createHttpServer } from '../../../electron/server/httpTransport.ts';
import { sendRaw, silentDispatch, startLoopback, type RawAnswer, type RunningServer } from '../../support/loopbackServer.ts';

let running: RunningServer;
let answerWith: Dispatch = silentDispatch;

beforeEach(async () => {
  answerWith = silentDispatch;
  running = await startLoopback((...call) => answerWith(...call));
});
afterEach(() => running.close());

function post(target: string, body: string, token?: string): Promise<RawAnswer> {
  const headers = {
    Host: `127.0.0.1:${String(running.port)}`,
    Origin: running.origin,
    'Content-Type': 'application/json',
    'X-PromSeal-Nonce': 'n'.repeat(22),
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
  };
  return sendRaw(running.port, { method: 'POST', target, headers, body });
}

const swap = (key: string): Promise<RawAnswer> => post('/session', JSON.stringify({ key }));
const tokenOf = async (): Promise<string> => (JSON.parse((await swap(running.server.key)).body) as { token: string }).token;

describe('L-05: the key in the link', () => {
  it('is swapped once; the second use gets 410 and the first page is told when', async () => {
    const token = await tokenOf();
    expect(running.linkUsed.count).toBe(1);
    running.clock.now += 60_000;
    const second = await swap(running.server.key);
    expect(second).toMatchObject({ status: 410, body: 'used\n' });
    const headers = { Host: 'localhost', Authorization: `Bearer ${token}`, 'X-PromSeal-Nonce': 'n'.repeat(22) };
    const state = await sendRaw(running.port, { target: '/session', headers });
    expect(JSON.parse(state.body)).toEqual({ linkReusedAt: running.clock.now });
    expect(running.linkUsed.count).toBe(1);
  });

  it('gets 410 after ten minutes unused', async () => {
    running.clock.now += 10 * 60_000 + 1;
    expect(await swap(running.server.key)).toMatchObject({ status: 410, body: 'expired\n' });
    expect(running.linkUsed.count).toBe(0);
  });

  it.each(['null', '[]', '{}', '{"key":5}', '{"key":null}', '"text"'])('gives no token for %s', async (body) => {
    expect((await post('/session', body)).status).toBe(401);
  });
});

describe('L-04: guessing', () => {
  it('tells once, after 20 wrong tries', async () => {
    for (let tries = 0; tries < 19; tries += 1) expect((await swap(`wrong${String(tries)}`)).status).toBe(401);
    expect(running.lockedOut.count).toBe(0);
    expect((await post('/rpc/settings.load', '{}', 'wrong')).status).toBe(401);
    expect(running.lockedOut.count).toBe(1);
    await swap('wrong');
    expect(running.lockedOut.count).toBe(1);
  });

  it('is not what a call without a token does', async () => {
    for (let tries = 0; tries < 25; tries += 1) await post('/rpc/settings.load', '{}');
    expect(running.lockedOut.count).toBe(0);
  });
});

describe('L-07: the address', () => {
  it('is 127.0.0.1 in the table of the kernel, and nothing else', () => {
    const port = running.port.toString(16).toUpperCase().padStart(4, '0');
    const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(1));
    const local = rows.map((row) => row.trim().split(/\s+/)).filter((row) => row[3] === '0A' && row[1]?.endsWith(`:${port}`));
    expect(local.map((row) => row[1])).toEqual([`0100007F:${port}`]);
  });

  it('is refused in words when another program has the port', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const server = createHttpServer({ dispatch: silentDispatch, rendererFolder: import.meta.dirname, now: () => 0, onLockedOut: () => undefined });
    await expect(server.listen(port)).rejects.toMatchObject({ code: 'LOOPBACK_PORT_UNUSABLE', message: /another program listens there/ });
    other.close();
  });
});

describe('the page', () => {
  it('comes from the map, packed where that is taken', async () => {
    const plain = await sendRaw(running.port, { target: '/app.js' });
    const packed = await sendRaw(running.port, { target: '/app.js?v=2', headers: { 'Accept-Encoding': 'gzip' } });
    expect(plain).toMatchObject({ status: 200, headers: { 'content-type': 'text/javascript; charset=utf-8' } });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(Number(packed.headers['content-length'])).toBeLessThan(Number(plain.headers['content-length']));
    expect((await sendRaw(running.port, { method: 'HEAD', target: '/' })).body).toBe('');
  });
});

describe('L-15: errors', () => {
  it('say one fixed line, with every security header', async () => {
    const token = await tokenOf();
    const marker = 'reflect-me';
    const answers = [
      await sendRaw(running.port, { target: `/${marker}` }),
      await sendRaw(running.port, { target: '/', headers: { Host: `${marker}.test` } }),
      await sendRaw(running.port, { method: 'POST', target: '/', body: marker }),
      await post('/session', `{"key":"${marker}`),
      await post('/rpc/settings.load', marker, token),
      await post('/rpc/settings.load', '{}', marker),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 421, 405, 400, 400, 401]);
    for (const { headers, body } of answers) {
      expect(body).toMatch(/^[A-Z][^\n]{5,80}\.\n$/);
      expect(body).not.toContain(marker);
      expect(headers).toMatchObject({
        'content-type': 'text/plain; charset=utf-8',
        'content-security-policy': CSP,
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      });
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });

  it('never show a stack, even of an error that nobody expected', async () => {
    answerWith = () => Promise.reject(new Error('secret detail'));
    const token = await tokenOf();
    await expect(post('/rpc/settings.load', '{}', token)).rejects.toThrow(/aborted|socket hang up|ECONNRESET/);
  });
});

/** Opens a connection, sends the beginning of a request and then nothing. */
function slowSocket(text: string): Socket {
  const socket = connect(running.port, '127.0.0.1', () => socket.write(text));
  socket.on('error', () => undefined);
  return socket;
}

describe('L-10: slow and huge requests', () => {
  it('answers within a second while 200 slow connections are open', async () => {
    const beginnings = ['GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ', 'POST /session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n'];
    const slow = Array.from({ length: 200 }, (_, index) => slowSocket(beginnings[index % 2] ?? ''));
    const token = await tokenOf();
    for (let round = 0; round < 5; round += 1) {
      const begun = performance.now();
      expect((await sendRaw(running.port, {})).status).toBe(200);
      expect((await post('/rpc/settings.load', '{}', token)).status).toBe(200);
      expect(performance.now() - begun).toBeLessThan(1000);
      slow.push(...Array.from({ length: 20 }, () => slowSocket('GET / HTTP/1.1\r\n')));
    }
    for (const socket of slow) socket.destroy();
  });

  it('keeps a call that runs while others crowd in', async () => {
    let finish: () => void = () => undefined;
    answerWith = async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      return { ok: true, value: 'kept' };
    };
    const token = await tokenOf();
    const call = post('/rpc/settings.load', '{}', token);
    await expect.poll(() => running.server.activity().calls).toBe(1);
    const slow = Array.from({ length: 60 }, () => slowSocket('GET / HT'));
    await Promise.all(slow.slice(-5).map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    await sendRaw(running.port, {});
    finish();
    expect((await call).body).toBe('{"result":{"ok":true,"value":"kept"}}\n');
    for (const socket of slow) socket.destroy();
  });

  it('ends a request whose head does not come, within the time for heads', async () => {
    const begun = performance.now();
    const socket = slowSocket('GET / HTTP/1.1\r\nHost: localhost\r\n');
    const text = await new Promise<string>((resolve) => {
      let answer = '';
      socket.on('data', (piece) => (answer += piece.toString()));
      socket.on('close', () => resolve(answer));
    });
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(performance.now() - begun).toBeLessThan(8000);
  }, 10_000);

  it('refuses a head over 16 KiB with 431', async () => {
    expect((await sendRaw(running.port, { headers: { 'X-Long': 'x'.repeat(17_000) } })).status).toBe(431);
  });

  it('refuses a body over 1 MiB, announced or not, before the call', async () => {
    const token = await tokenOf();
    let called = false;
    answerWith = async (...call) => {
      called = true;
      return silentDispatch(...call);
    };
    const announced = 'POST /rpc/settings.load HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Type: application/json\r\n' +
      `X-PromSeal-Nonce: ${'n'.repeat(22)}\r\nAuthorization: Bearer ${token}\r\n`;
    for (const head of ['Content-Length: 1048577\r\n\r\n{', `Transfer-Encoding: chunked\r\n\r\n100001\r\n${'x'.repeat(0x100001)}\r\n`]) {
      const socket = slowSocket(announced + head);
      const answer = await new Promise<string>((resolve) => socket.once('data', (piece) => resolve(piece.toString())));
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      socket.destroy();
    }
    expect(called).toBe(false);
  });
});

describe('the end', () => {
  it('waits for no slow connection', async () => {
    const sockets = Array.from({ length: 5 }, () => slowSocket('GET / HTTP/1.1\r\n'));
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    const begun = performance.now();
    await running.server.close(300);
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it('leaves a call running when its page goes away', async () => {
    let finished = false;
    let go: () => void = () => undefined;
    answerWith = async (_method, _input, onEvent) => {
      await new Promise<void>((resolve) => (go = resolve));
      onEvent({ done: 1 });
      finished = true;
      return { ok: true, value: {} };
    };
    const token = await tokenOf();
    const head = `POST /rpc/plan.apply HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n`;
    const socket = slowSocket(`${head}X-PromSeal-Nonce: ${'n'.repeat(22)}\r\nAuthorization: Bearer ${token}\r\n\r\n{}`);
    await expect.poll(() => running.server.activity().calls).toBe(1);
    socket.destroy();
    go();
    await expect.poll(() => running.server.activity().calls).toBe(0);
    expect(finished).toBe(true);
  });
});
