/**
 * The one session of a run. The key travels in the link and works once; the token it is swapped for stays in the tab
 * that swapped it. Both are 256 random bits and are compared by equal-length digests in constant time (L-04, L-05).
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export const keyLifeMs = 10 * 60_000;
/** So many wrong keys and tokens, and the server closes. */
export const maxWrongTries = 20;

export type Redeemed = { kind: 'token'; token: string } | { kind: 'used' } | { kind: 'expired' } | { kind: 'wrong' };

export interface Session {
  /** Goes into the link's fragment and nowhere else. */
  readonly key: string;
  redeem(key: string, now: number): Redeemed;
  /** Whether this is the token of the session; a wrong one counts as a try. */
  accepts(token: string): boolean;
  /** HMAC-SHA-256 of the page's nonce under the token, base64url: only this server can make it (L-08). */
  prove(nonce: string): string;
  /** When the used link was opened again (epoch milliseconds), null while it was not. */
  linkReusedAt(): number | null;
  /** Whether the key has been swapped. */
  isOpen(): boolean;
  isLockedOut(): boolean;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const newSecret = (): string => randomBytes(32).toString('base64url');

/** @param now epoch milliseconds; the key's ten minutes begin here */
export function createSession(now: number): Session {
  const key = newSecret();
  const token = newSecret();
  const keyDigest = digest(key);
  const tokenDigest = digest(token);
  let used = false;
  let reusedAt: number | null = null;
  let wrongTries = 0;

  const equals = (candidate: string, expected: Buffer): boolean => {
    const same = timingSafeEqual(digest(candidate), expected);
    if (!same) wrongTries += 1;
    return same;
  };

  return {
    key,
    redeem(candidate, at) {
      if (!equals(candidate, keyDigest)) return { kind: 'wrong' };
      if (used) {
        reusedAt = at;
        return { kind: 'used' };
      }
      if (at - now > keyLifeMs) return { kind: 'expired' };
      used = true;
      return { kind: 'token', token };
    },
    // Before the key was swapped nobody has the token.
    accepts: (candidate) => equals(candidate, tokenDigest) && used,
    prove: (nonce) => createHmac('sha256', token).update(nonce).digest('base64url'),
    linkReusedAt: () => reusedAt,
    isOpen: () => used,
    isLockedOut: () => wrongTries >= maxWrongTries,
  };
}
