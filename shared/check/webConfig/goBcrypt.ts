/** What Go makes of a bcrypt hash. Source: golang.org/x/crypto/bcrypt, newFromHash and CompareHashAndPassword. */
import { utf8Length } from '../../auth/utf8Length.ts';

export type GoHash =
  /** A start ends over it, with these words. */
  | { readonly kind: 'refused'; readonly words: string }
  /** It is let through and no password ever matches. */
  | { readonly kind: 'dead' }
  /** Passwords can match. `surplus` is the number of characters behind the 60 that count. */
  | { readonly kind: 'usable'; readonly cost: number; readonly prefix: string; readonly surplus: number };

const refused = (words: string): GoHash => ({ kind: 'refused', words: `crypto/bcrypt: ${words}` });

/** Reads the cost of a hash as the server does at start, and whether the rest can match anything. */
export function goBcrypt(hash: string, isNewGo: boolean): GoHash {
  if (utf8Length(hash) < 59) return refused('hashedSecret too short to be a bcrypted password');
  const [dollar = '', major = '', minor = ''] = [...hash];
  // Go's words go on with letters of the text, which may be a password.
  if (dollar !== '$') return refused("bcrypt hashes must start with '$'");
  if (major > '2') return { kind: 'refused', words: "requested is newer than current version '2'" };
  const prefix = minor === '$' ? `$${major}$` : `$${major}${minor}$`;
  const rest = hash.slice(prefix.length);
  const digits = rest.slice(0, 2);
  if (!/^([0-9]{2}|[-+][0-9])$/.test(digits)) return { kind: 'refused', words: 'strconv.Atoi: parsing' };
  const cost = Number(digits);
  if (cost < 4 || cost > 31) {
    return refused(isNewGo ? `cost ${cost} is outside allowed inclusive range 4..31` : `cost ${cost} is outside allowed range (4,31)`);
  }
  const body = rest.slice(3);
  const isWhole = hash.startsWith(prefix) && /^[./A-Za-z0-9]{53}/.test(body);
  return isWhole ? { kind: 'usable', cost, prefix, surplus: body.length - 53 } : { kind: 'dead' };
}
