/** Which program or algorithm made a hash that is not bcrypt. Source: crypt(5) and the documentation of htpasswd. */

const byForm: readonly (readonly [RegExp, string])[] = [
  [/^\$apr1\$/, 'MD5 of Apache (htpasswd without -B)'],
  [/^\$1\$.{1,8}\$/, 'MD5'],
  [/^\$5\$/, 'SHA-256-crypt'],
  [/^\$6\$/, 'SHA-512-crypt'],
  [/^\$7\$|^\$scrypt\$/i, 'scrypt'],
  [/^\$y\$|^\$gy\$/, 'yescrypt'],
  [/^\$argon2/, 'Argon2'],
  [/^\$pbkdf2|^pbkdf2[_:]/i, 'PBKDF2'],
  [/^\{SSHA[0-9]*\}/i, 'salted SHA of LDAP'],
  [/^\{SHA[0-9]*\}/i, 'SHA-1 (htpasswd -s)'],
  [/^[0-9a-f]{32}$/i, 'MD5 without salt'],
  [/^[0-9a-f]{40}$/i, 'SHA-1 without salt'],
  [/^[0-9a-f]{64}$/i, 'SHA-256 without salt'],
  [/^[0-9a-f]{128}$/i, 'SHA-512 without salt'],
];

/** @returns the algorithm in words, null where the text looks like none of these */
export function otherAlgorithm(hash: string): string | null {
  return byForm.find(([form]) => form.test(hash))?.[1] ?? null;
}
