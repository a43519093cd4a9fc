/** L-05: whoever draws the warning hears when, and only when, something changed. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getLinkReusedAt, setLinkReusedAt, subscribeLinkReused } from '../../../renderer/bridge/sessionNotice.ts';

afterEach(() => setLinkReusedAt(null));

describe('the second use of the link', () => {
  it('is none at first and then the time that was told', () => {
    expect(getLinkReusedAt()).toBeNull();
    setLinkReusedAt(1_700_000_000_000);
    expect(getLinkReusedAt()).toBe(1_700_000_000_000);
  });

  it('is told to listeners once, until they stop listening', () => {
    const listener = vi.fn();
    const stop = subscribeLinkReused(listener);
    setLinkReusedAt(5);
    setLinkReusedAt(5);
    expect(listener).toHaveBeenCalledTimes(1);
    stop();
    setLinkReusedAt(6);
    expect(listener).toHaveBeenCalledTimes(1);
  });
});
