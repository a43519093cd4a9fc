/** L-05 and L-08 from the page's side, against the real server: what a tab does with its link, and with a stranger. */
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dispatch } from '../../../electron/rpc/dispatch.ts';
import { openTab, startLoopback, tabStorage, type RunningServer } from '../../support/loopbackServer.ts';

let running: RunningServer;
let calls: string[] = [];
const nothing = (): void => undefined;
const dispatch: Dispatch = async (method) => {
  calls.push(method);
  return { ok: true, value: {} };
};

beforeEach(async () => {
  calls = [];
  running = await startLoopback(dispatch);
});
afterEach(() => running.close());

const failed = (code: string): unknown => expect.objectContaining({ ok: false, failure: expect.objectContaining({ code }) as unknown });

describe('a link', () => {
  it('leaves the address bar at once and only the token is kept', async () => {
    const steps: string[] = [];
    const storage = tabStorage();
    const kept = { ...storage, setItem: (name: string, value: string) => (steps.push('kept'), storage.setItem(name, value)) };
    const { key } = running.server;
    const { transport } = await openTab(running.origin, { key, storage: kept, onCleared: () => steps.push('cleared') });
    expect(steps).toEqual(['cleared', 'kept']);
    expect(storage.getItem('promseal.session')).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(storage.getItem('promseal.session')).not.toBe(key);
    expect(await transport.call('apply.status', {}, nothing)).toEqual({ ok: true, value: {} });
  });

  it('survives a reload of its tab', async () => {
    const storage = tabStorage();
    await openTab(running.origin, { key: running.server.key, storage });
    const { transport } = await openTab(running.origin, { key: null, storage });
    expect(await transport.call('apply.status', {}, nothing)).toMatchObject({ ok: true });
  });

  it('says so in the second tab, and warns the first one', async () => {
    const told: (number | null)[] = [];
    const first = await openTab(running.origin, { key: running.server.key, onSession: (at) => void told.push(at) });
    const second = await openTab(running.origin, { key: running.server.key });
    expect(await second.transport.call('apply.status', {}, nothing)).toEqual(failed('SESSION_LINK_USED'));
    expect(second.live).toBeNull();
    expect(await first.transport.call('apply.status', {}, nothing)).toMatchObject({ ok: true });
    expect(told).toEqual([running.clock.now]);
  });

  it('keeps its tab when it is pasted into it again', async () => {
    const storage = tabStorage();
    await openTab(running.origin, { key: running.server.key, storage });
    const { transport } = await openTab(running.origin, { key: running.server.key, storage });
    expect(await transport.call('apply.status', {}, nothing)).toMatchObject({ ok: true });
  });

  it.each([
    ['was left out', null, 'SESSION_MISSING'],
    ['is wrong', 'wrong', 'SESSION_CLOSED'],
  ])('that %s gives a reason with every call', async (_, key, code) => {
    const { transport } = await openTab(running.origin, { key });
    expect(await transport.call('apply.status', {}, nothing)).toEqual(failed(code));
    expect(calls).toEqual([]);
  });

  it('that is too old says so', async () => {
    running.clock.now += 11 * 60_000;
    const { transport } = await openTab(running.origin, { key: running.server.key });
    expect(await transport.call('apply.status', {}, nothing)).toEqual(failed('SESSION_LINK_EXPIRED'));
  });
});

/** Another program that took the port over and answers everything, with a proof of its own. */
async function takeOver(port: number, seen: string[]): Promise<Server> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      seen.push(body);
      response.setHeader('X-PromSeal-Session', 'A'.repeat(43));
      response.end('{"linkReusedAt":null,"result":{"ok":true,"value":"stolen"}}\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

describe('L-08: another program on the same port', () => {
  it('gets no input; the page stops and wipes its token', async () => {
    const storage = tabStorage();
    const { transport } = await openTab(running.origin, { key: running.server.key, storage });
    await running.server.close(0);
    const seen: string[] = [];
    const stranger = await takeOver(running.port, seen);
    const input = { secrets: { passwords: { alice: 'correct horse' } } };
    expect(await transport.call('plan.apply', input, nothing)).toEqual(failed('SERVER_CHANGED'));
    expect(seen).toEqual(['']);
    expect(storage.getItem('promseal.session')).toBeNull();
    expect(await transport.call('apply.status', {}, nothing)).toEqual(failed('SERVER_CHANGED'));
    expect(seen).toHaveLength(1);
    stranger.close();
  });

  it('is a PromSeal that was started again: the tab is told that it is not known', async () => {
    const storage = tabStorage();
    const { transport } = await openTab(running.origin, { key: running.server.key, storage });
    await running.server.close(0);
    const again = await startLoopback(dispatch, undefined, running.port);
    expect(await transport.call('apply.status', {}, nothing)).toEqual(failed('SESSION_CLOSED'));
    expect(storage.getItem('promseal.session')).toBeNull();
    await again.close();
  });
});

describe('a server that is gone', () => {
  it('breaks the call, which the client tells as CONNECTION_LOST', async () => {
    const { transport } = await openTab(running.origin, { key: running.server.key });
    await running.server.close(0);
    await expect(transport.call('apply.status', {}, nothing)).rejects.toThrow();
  });

  it('is told from the start when the link cannot be swapped', async () => {
    await running.server.close(0);
    const { transport } = await openTab(running.origin, { key: running.server.key });
    expect(await transport.call('apply.status', {}, nothing)).toEqual(failed('CONNECTION_LOST'));
  });
});
