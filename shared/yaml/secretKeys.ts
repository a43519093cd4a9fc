/** Which keys of a configuration hold a secret. Names of files that hold one are no secrets. */
const secretKey =
  /(password|passwd|passphrase|secrets?|tokens?|credentials?|authorization|cookie)$|(^|[-_.]|api|secret|private|access)key$|^(pass|pw)$/i;

export function isSecretKey(key: string): boolean {
  return secretKey.test(key);
}

/** Maps whose every value is a secret, whatever its key. */
export function holdsOnlySecrets(key: string): boolean {
  return key === 'basic_auth_users';
}

/** The header is a secret, the section of the same name is not. */
export function mayHoldMap(key: string): boolean {
  return key === 'authorization';
}
