/** E-03 and E-19: the page gets one frozen function and, through it, nothing of Electron. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { electron, resetElectron, seen } from '../support/fakeElectron.ts';

vi.mock('electron', () => electron);

interface Api {
  call(method: string, input: unknown, onEvent: (...told: unknown[]) => void): Promise<unknown>;
}
let api: Api;

beforeEach(async () => {
  resetElectron();
  vi.resetModules();
  await import('../../electron/preload.ts');
  api = seen.exposed.get('promseal') as Api;
});

describe('the preload script', () => {
  it('exposes one name with one function, frozen', () => {
    expect([...seen.exposed.keys()]).toEqual(['promseal']);
    expect(Reflect.ownKeys(api)).toEqual(['call']);
    expect(typeof api.call).toBe('function');
    expect(Object.isFrozen(api)).toBe(true);
  });

  it('hands on the event alone, and only those of its own call', async () => {
    seen.ipcHandlers.set('wizard:call', async (event: unknown, id: unknown) => {
      const { sender } = event as { sender: { send(channel: string, ...args: unknown[]): void } };
      sender.send('wizard:event', 'another call', { of: 'somebody else' });
      sender.send('wizard:event', id, { step: 1 });
      return { result: 'done', events: 1 };
    });
    const told: unknown[][] = [];
    expect(await api.call('plan.apply', {}, (...args) => void told.push(args))).toBe('done');
    expect(told).toEqual([[{ step: 1 }]]);
  });

  it.each([
    ['has ended', async () => ({ result: 'done', events: 0 })],
    ['was refused', () => Promise.reject(new Error('refused'))],
  ])('hands on nothing more when a call %s', async (_, handler) => {
    let id: unknown;
    seen.ipcHandlers.set('wizard:call', (_event: unknown, callId: unknown) => {
      id = callId;
      return handler();
    });
    const told: unknown[] = [];
    await api.call('plan.apply', {}, (event) => void told.push(event)).catch(() => undefined);
    electron.ipcRenderer.emit('wizard:event', {}, id, { late: true });
    expect(told).toEqual([]);
  });

  it('uses another id for each call', async () => {
    const ids = new Set<unknown>();
    seen.ipcHandlers.set('wizard:call', async (_event: unknown, id: unknown) => {
      ids.add(id);
      return { result: 'done', events: 0 };
    });
    await Promise.all(Array.from({ length: 20 }, () => api.call('apply.status', {}, () => undefined)));
    expect(ids.size).toBe(20);
  });
});
