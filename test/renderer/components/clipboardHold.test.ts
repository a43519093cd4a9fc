import { describe, expect, it } from 'vitest';
import { type ClipboardPort, holdMs, holdOnClipboard } from '../../../renderer/components/clipboardHold.ts';

/** A clipboard, a clock and a window that the test moves by hand. */
function fake({ mayRead = true, isInFront = true } = {}) {
  const state = { text: 'before', isInFront, timer: null as (() => void) | null, focus: null as (() => void) | null, waits: 0 };
  const port: ClipboardPort = {
    write: (text) => {
      state.text = text;
      return Promise.resolve();
    },
    read: () => Promise.resolve(mayRead ? state.text : null),
    isInFront: () => state.isInFront,
    onceInFront: (callback) => {
      state.focus = callback;
      return () => (state.focus = null);
    },
    after: (ms, callback) => {
      state.waits = ms;
      state.timer = callback;
      return () => (state.timer = null);
    },
  };
  return { state, port };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('holdOnClipboard (K-28)', () => {
  it('takes the secret away after a minute', async () => {
    const { state, port } = fake();
    await holdOnClipboard('secret', port);
    expect([state.text, state.waits]).toEqual(['secret', holdMs]);
    state.timer?.();
    await settle();
    expect(state.text).toBe('');
  });

  it('leaves what was copied since then', async () => {
    const { state, port } = fake();
    await holdOnClipboard('secret', port);
    state.text = 'something else';
    state.timer?.();
    await settle();
    expect(state.text).toBe('something else');
  });

  it('takes it away where it may not look', async () => {
    const { state, port } = fake({ mayRead: false });
    await holdOnClipboard('secret', port);
    state.timer?.();
    await settle();
    expect(state.text).toBe('');
  });

  it('waits until the window is in front', async () => {
    const { state, port } = fake({ isInFront: false });
    await holdOnClipboard('secret', port);
    state.timer?.();
    await settle();
    expect(state.text).toBe('secret');
    state.focus?.();
    await settle();
    expect(state.text).toBe('');
  });

  it('forgets on request', async () => {
    const { state, port } = fake();
    const forget = await holdOnClipboard('secret', port);
    forget();
    expect(state.timer).toBeNull();
  });
});
