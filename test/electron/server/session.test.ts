/** L-04 and L-05: the key, the token, and guessing. */
import { describe, expect, it } from 'vitest';
import { createSession, keyLifeMs, maxWrongTries } from '../../../electron/server/session.ts';

const start = 1_700_000_000_000;

function opened(): { session: ReturnType<typeof createSession>; token: string } {
  const session = createSession(start);
  const redeemed = session.redeem(session.key, start);
  return { session, token: redeemed.kind === 'token' ? redeemed.token : '' };
}

describe('the key', () => {
  it('has 256 bits and is new every time', () => {
    const keys = Array.from({ length: 50 }, () => createSession(start).key);
    expect(new Set(keys).size).toBe(50);
    for (const key of keys) expect(Buffer.from(key, 'base64url')).toHaveLength(32);
  });

  it('is swapped for a token that is not itself', () => {
    const { session, token } = opened();
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(token).not.toBe(session.key);
    expect(session.accepts(token)).toBe(true);
    expect(session.linkReusedAt()).toBeNull();
  });

  it('works once, and a second use is remembered', () => {
    const { session, token } = opened();
    expect(session.redeem(session.key, start + 5000)).toEqual({ kind: 'used' });
    expect(session.linkReusedAt()).toBe(start + 5000);
    expect(session.accepts(token)).toBe(true);
  });

  it('dies after ten minutes unused', () => {
    const session = createSession(start);
    expect(session.redeem(session.key, start + keyLifeMs + 1)).toEqual({ kind: 'expired' });
    expect(session.isOpen()).toBe(false);
    const late = createSession(start);
    expect(late.redeem(late.key, start + keyLifeMs).kind).toBe('token');
  });

  it('is not a token, and no token is valid before the swap', () => {
    const session = createSession(start);
    expect(session.accepts(session.key)).toBe(false);
    expect(session.accepts('')).toBe(false);
  });
});

describe('guessing', () => {
  it('locks after so many wrong keys and tokens together, and not one earlier', () => {
    const { session, token } = opened();
    for (let tries = 1; tries < maxWrongTries; tries += 1) {
      if (tries % 2 === 0) session.accepts('x'.repeat(43));
      else session.redeem(token, start);
      expect(session.isLockedOut()).toBe(false);
    }
    session.accepts(`${token}x`);
    expect(session.isLockedOut()).toBe(true);
  });

  it('does not count what is right', () => {
    const { session, token } = opened();
    for (let tries = 0; tries < 100; tries += 1) session.accepts(token);
    session.redeem(session.key, start);
    expect(session.isLockedOut()).toBe(false);
  });
});
