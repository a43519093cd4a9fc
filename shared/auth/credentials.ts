/** What user names, passwords and hashes must be to work everywhere: HTTP Basic, bcrypt, files and keyboards (K-24). */
import { problem, type Problem } from '../errors/failure.ts';
import { utf8Length } from './utf8Length.ts';

export const MAX_USER_NAME = 64;
/** bcrypt reads this many bytes and ignores the rest. */
export const MAX_PASSWORD_BYTES = 72;
/** The cost Prometheus compares unknown users with; see exporter-toolkit web/handler.go. */
export const BCRYPT_COST = 10;

const unusable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;
const outerSpace = /^\s|\s$/u;

/**
 * First thing wrong with a user name, or null. The colon is ruled out by RFC 7617 section 2.
 * Codes: USER_NAME_EMPTY, USER_NAME_TOO_LONG, USER_NAME_COLON, USER_NAME_CONTROL, USER_NAME_SPACE, USER_NAME_RESERVED.
 */
export function userNameProblem(name: string): Problem | null {
  const length = [...name].length;
  if (length === 0) return problem('USER_NAME_EMPTY');
  if (unusable.test(name)) return problem('USER_NAME_CONTROL');
  if (outerSpace.test(name)) return problem('USER_NAME_SPACE');
  if (name.includes(':')) return problem('USER_NAME_COLON');
  // A key by this name is no key of a JavaScript object but its prototype, so its password would be lost on the way.
  if (name === '__proto__') return problem('USER_NAME_RESERVED', { name });
  return length > MAX_USER_NAME ? problem('USER_NAME_TOO_LONG', { length, limit: MAX_USER_NAME }) : null;
}

/**
 * First thing wrong with a password in the form that `normalisePassword` gives, or null.
 * Codes: PASSWORD_EMPTY, PASSWORD_CONTROL, PASSWORD_SPACE, PASSWORD_TOO_LONG (over 72 bytes of UTF-8).
 */
export function passwordProblem(password: string): Problem | null {
  if (password === '') return problem('PASSWORD_EMPTY');
  if (unusable.test(password)) return problem('PASSWORD_CONTROL');
  if (outerSpace.test(password)) return problem('PASSWORD_SPACE');
  const bytes = utf8Length(password);
  return bytes > MAX_PASSWORD_BYTES ? problem('PASSWORD_TOO_LONG', { bytes, limit: MAX_PASSWORD_BYTES }) : null;
}

/** The password as it is hashed and sent: NFC (RFC 8265 section 4.2.1), with a note (PASSWORD_NORMALISED) where that changes it. */
export function normalisePassword(password: string): { password: string; note: Problem | null } {
  const normal = password.normalize('NFC');
  const note = normal === password ? null : problem('PASSWORD_NORMALISED', {}, { severity: 'advice' });
  return { password: normal, note };
}

function whyNotBcrypt(hash: string): string {
  if (hash === '') return 'it is empty';
  if (/^[^:$]+:\$2/.test(hash)) return 'it begins with a user name; take the part behind the colon';
  if (hash.includes('$$')) return 'its dollar signs are doubled, as Docker Compose wants them';
  if (!/^\$2[aby]\$/.test(hash)) return 'it does not begin with $2a$, $2b$ or $2y$';
  if (hash.length !== 60) return `it has ${hash.length} characters, not 60`;
  return 'its cost or its letters are not those of bcrypt';
}

/** The cost of a complete bcrypt hash, or null for anything else. promtool lets broken hashes pass; this does not. */
export function bcryptCost(hash: string): number | null {
  const match = /^\$2[aby]\$(0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{53}$/.exec(hash);
  return match === null ? null : Number(match[1]);
}

/** HASH_INVALID (error), HASH_COST (warning: a cost other than 10 reveals user names), or null. */
export function hashProblem(hash: string): Problem | null {
  const cost = bcryptCost(hash);
  if (cost === null) return problem('HASH_INVALID', { reason: whyNotBcrypt(hash) });
  return cost === BCRYPT_COST ? null : problem('HASH_COST', { cost }, { severity: 'warning' });
}
