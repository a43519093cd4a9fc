/** Basic auth as the exporter toolkit does it: bcrypt, a cache of results, and the same cost for unknown users. */
import { createHash } from 'node:crypto';
import { compare } from 'bcryptjs';

/** Hash of cost 10 of a password that nobody has, compared where the user is unknown so that time tells nothing. */
const hashOfNobody = '$2b$10$UEJ7smEr3G03rjgktZUkb.9M925CNIrEQg/Dc35DN55MW6im/Vgbq';
const cacheEntries = 100;

export type PasswordCheck = (users: ReadonlyMap<string, string>, authorization: string | undefined) => Promise<boolean>;

/** @returns a check with a cache of its own; changing a hash makes its entries useless */
export function passwordCheck(): PasswordCheck {
  const known = new Map<string, boolean>();
  return async (users, authorization) => {
    const given = credentialsOf(authorization);
    if (given === null) return false;
    const hash = users.get(given.user) ?? hashOfNobody;
    const key = createHash('sha256').update(JSON.stringify([given.user, hash, given.password])).digest('hex');
    const cached = known.get(key);
    const matches = cached ?? (await compare(given.password, hash));
    known.set(key, matches);
    const oldest = known.keys().next().value;
    if (known.size > cacheEntries && oldest !== undefined) known.delete(oldest);
    return matches && users.has(given.user);
  };
}

/** RFC 7617; null for another scheme or none. */
function credentialsOf(authorization: string | undefined): { user: string; password: string } | null {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon < 0 ? null : { user: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}
