/** E-16: strangers are refused before the dispatcher, whatever they send; and odd values never break it. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { electron, resetElectron, seen } from '../../support/fakeElectron.ts';

vi.mock('electron', () => electron);
const { answerCalls } = await import('../../../electron/shell/ipcTransport.ts');

let dispatched: unknown[] = [];
const invoke = (...args: unknown[]): Promise<unknown> => electron.ipcRenderer.invoke('wizard:call', ...args);

beforeEach(() => {
  resetElectron();
  dispatched = [];
  answerCalls(
    async (method, input) => {
      dispatched.push([method, input]);
      return { ok: true, value: {} };
    },
    (id) => id === 1,
  );
});

describe('a sender', () => {
  it('of our own page is answered', async () => {
    expect(await invoke('id', 'apply.status', {})).toEqual({ result: { ok: true, value: {} }, events: 0 });
    expect(dispatched).toEqual([['apply.status', {}]]);
  });

  const top = { url: 'app://promseal/', parent: null };
  it.each([
    ['on another page', { senderFrame: { url: 'https://evil.test/', parent: null } }],
    ['on a page with a similar name', { senderFrame: { url: 'app://promseal.evil.test/', parent: null } }],
    ['in a frame of our page', { senderFrame: { url: 'app://promseal/', parent: top } }],
    ['whose frame is gone', { senderFrame: null }],
    ['in another window', { senderId: 2 }],
  ])('%s is refused before the dispatcher', async (_, facts) => {
    Object.assign(seen, facts);
    await expect(invoke('id', 'apply.status', {})).rejects.toThrow('This sender may not call.');
    expect(dispatched).toEqual([]);
  });
});

describe('odd values', () => {
  it.each([[], [1, 'apply.status', {}], ['id', null, {}], ['id', {}, {}], [null], ['id']])('as the call %j are refused', async (...args) => {
    await expect(invoke(...args)).rejects.toThrow('This sender may not call.');
    expect(dispatched).toEqual([]);
  });

  it('as input that is no JSON are told, not thrown', async () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    for (const input of [circle, 10n]) {
      expect(await invoke('id', 'apply.status', input)).toMatchObject({ result: { ok: false, failure: { code: 'INPUT_INVALID' } }, events: 0 });
    }
    expect(dispatched).toEqual([]);
  });
});
