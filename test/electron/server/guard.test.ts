/** L-01, L-02, L-03, L-06: who may come in, judged by the head of the request, against the real server. */
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectedProof } from '../../../renderer/bridge/serverProof.ts';
import { sendRaw, startLoopback, type RawAnswer, type RawRequest, type RunningServer } from '../../support/loopbackServer.ts';

let running: RunningServer;
let token = '';
let calls: string[] = [];
const nonce = 'n'.repeat(22);

/** A call as our own page sends it; a header given as '' is left out. */
function call(changes: Record<string, string> = {}, rest: RawRequest = {}): Promise<RawAnswer> {
  const headers = {
    Host: `127.0.0.1:${String(running.port)}`,
    Origin: running.origin,
    'Content-Type': 'application/json',
    Authorization: `Bearer ${token}`,
    'X-PromSeal-Nonce': nonce,
    ...changes,
  };
  const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
  return sendRaw(running.port, { method: 'POST', target: '/rpc/settings.load', body: '{}', ...rest, headers: sent });
}

/** Sends bytes as they are and reads until the end. */
function sendBytes(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(running.port, '127.0.0.1', () => socket.end(text));
    let answer = '';
    socket.on('data', (piece) => (answer += piece.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

beforeAll(async () => {
  running = await startLoopback(async (method) => {
    calls.push(method);
    return { ok: true, value: {} };
  });
  const swapped = await call({ Authorization: '' }, { target: '/session', body: JSON.stringify({ key: running.server.key }) });
  token = (JSON.parse(swapped.body) as { token: string }).token;
});
afterAll(() => running.close());
beforeEach(() => {
  calls = [];
});

describe('L-01: the address that was asked', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]'])('answers to %s, with any port that a tunnel brings', async (name) => {
    for (const host of [name, `${name}:5000`, `${name}:${String(running.port)}`]) {
      expect((await call({ Host: host, Origin: `http://${host}` })).status).toBe(200);
      expect((await sendRaw(running.port, { headers: { Host: host } })).status).toBe(200);
    }
  });

  const strangers = [
    'evil.test', 'localhost.', 'LOCALHOST', '0.0.0.0', '127.0.0.2', '127.1', '2130706433', '0x7f.0.0.1', '[::]', '[::ffff:127.0.0.1]',
    '::1', 'localhost.evil.test', 'evil.test:127.0.0.1', '127.0.0.1.evil.test', 'evil-localhost', '127.0.0.1:', '127.0.0.1:x',
    '127.0.0.1:123456', 'user@127.0.0.1', '127.0.0.1/', '127.0.0.1,localhost', '127.0.0.1 localhost', '',
  ];
  it.each(strangers)('refuses the Host %j before routing, for the page and for calls', async (name) => {
    const hosts = name === '' || /[:/ @]/.test(name) ? [name] : [name, `${name}:${String(running.port)}`];
    for (const host of hosts) {
      for (const target of ['/', '/app.js', '/session', '/rpc/settings.load', '/none']) {
        for (const method of ['GET', 'POST', 'OPTIONS']) {
          const head = `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`;
          expect(await sendBytes(head)).toMatch(/^HTTP\/1\.1 421 /);
        }
      }
    }
    expect(calls).toEqual([]);
  });

  it.each([
    ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['no Host in HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n'],
    ['two equal Hosts', 'GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nConnection: close\r\n\r\n'],
    ['a second, foreign Host', 'GET / HTTP/1.1\r\nHost: localhost\r\nhost: evil.test\r\nConnection: close\r\n\r\n'],
    ['an absolute target', 'GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'],
    ['an absolute foreign target', 'GET http://evil.test/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'],
    ['the target *', 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'],
  ])('answers 421 to %s', async (_, bytes) => {
    expect(await sendBytes(bytes)).toMatch(/^HTTP\/1\.1 421 /);
  });

  it('has no tunnel for CONNECT', async () => {
    expect(await sendBytes('CONNECT 127.0.0.1:80 HTTP/1.1\r\nHost: localhost\r\n\r\n')).not.toMatch(/ 200 /);
  });
});

describe('L-02: the page that asks', () => {
  it('runs the call of our own page', async () => {
    const answer = await call({ 'Sec-Fetch-Site': 'same-origin' });
    expect(answer.status).toBe(200);
    expect(calls).toEqual(['settings.load']);
  });

  it.each([
    ['no Origin', { Origin: '' }, 403],
    ['the Origin null', { Origin: 'null' }, 403],
    ['the Origin of another port', { Origin: 'http://127.0.0.1:1' }, 403],
    ['the other name of this machine', { Origin: 'http://localhost' }, 403],
    ['an https Origin', { Origin: 'https://127.0.0.1' }, 403],
    ['a foreign Origin', { Origin: 'http://evil.test' }, 403],
    ['a same-site page', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['a cross-site page', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['a typed address', { 'Sec-Fetch-Site': 'none' }, 403],
    ['text/plain', { 'Content-Type': 'text/plain' }, 415],
    ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415],
    ['JSON with a charset', { 'Content-Type': 'application/json; charset=utf-8' }, 415],
    ['no content type', { 'Content-Type': '' }, 415],
    ['no token', { Authorization: '' }, 401],
    ['another scheme', { Authorization: 'Basic dXNlcjpwYXNz' }, 401],
    ['no nonce', { 'X-PromSeal-Nonce': '' }, 400],
    ['a short nonce', { 'X-PromSeal-Nonce': 'abc' }, 400],
  ])('refuses %s', async (_, changes, status) => {
    expect((await call(changes)).status).toBe(status);
    expect(calls).toEqual([]);
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('takes no %s for a call', async (method) => {
    expect((await call({}, { method, body: '' })).status).toBe(405);
    expect(calls).toEqual([]);
  });

  it('refuses a body that is no JSON', async () => {
    expect((await call({}, { body: '{"a":' })).status).toBe(400);
    expect(calls).toEqual([]);
  });
});

describe('L-03 and L-06: no CORS, no cookies', () => {
  it('sends neither on any response, and takes no cookie for a token', async () => {
    const answers = await Promise.all([
      call(),
      call({ Origin: 'http://evil.test' }),
      call({ Authorization: '', Cookie: `token=${token}; promseal.session=${token}` }),
      call({ 'Access-Control-Request-Method': 'POST' }, { method: 'OPTIONS', body: '' }),
      sendRaw(running.port, { method: 'OPTIONS', body: '' }),
      sendRaw(running.port, {}),
      sendRaw(running.port, { target: '/none' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 403, 401, 405, 405, 200, 404]);
    for (const { headers } of answers) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-') || name === 'set-cookie')).toEqual([]);
    }
  });
});

describe('L-08: the proof', () => {
  it('comes with every reply to a call and answers that call\'s nonce', async () => {
    const proofs = new Set<string>();
    for (const each of [nonce, 'm'.repeat(43)]) {
      for (const rest of [{}, { method: 'GET', target: '/session', body: '' }]) {
        const { headers } = await call({ 'X-PromSeal-Nonce': each }, rest);
        expect(headers['x-promseal-session']).toBe(await expectedProof(token, each));
        proofs.add(String(headers['x-promseal-session']));
      }
    }
    expect(proofs.size).toBe(2);
  });

  it('is given to nobody without the token', async () => {
    for (const changes of [{ Authorization: '' }, { Origin: 'http://evil.test' }, { Host: 'evil.test' }]) {
      expect((await call(changes)).headers).not.toHaveProperty('x-promseal-session');
    }
  });
});
