/** The openssl command that makes the same certificate, for people who want to learn it or do it without PromSeal. */
import type { KeyType } from '../model/answers.ts';
import type { CertificateProfile } from '../pki/certificateProfile.ts';
import { shellQuote } from './shellQuote.ts';

export interface PairFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

const newKey: Readonly<Record<KeyType, string>> = {
  p256: '-newkey ec -pkeyopt ec_paramgen_curve:P-256',
  p384: '-newkey ec -pkeyopt ec_paramgen_curve:P-384',
  rsa2048: '-newkey rsa:2048',
  rsa3072: '-newkey rsa:3072',
  rsa4096: '-newkey rsa:4096',
};

/** `-subj` takes slash and plus as separators and the backslash as escape (openssl-req). */
function subjectArgument(profile: CertificateProfile): string {
  return profile.subject.map(({ type, value }) => `/${type}=${value.replace(/[\\/+]/g, '\\$&')}`).join('');
}

/** A file name that begins with a hyphen would be read as standard output or as an option. */
const fileWord = (path: string): string => shellQuote(path.startsWith('-') ? `./${path}` : path);

/** The names one a line. Only A-labels and canonical addresses stand here: nothing that the format gives a meaning to. */
function nameLines(profile: CertificateProfile): string[] {
  const count = { dns: 0, ip: 0 };
  return profile.names.map(({ kind, value }) => {
    count[kind] += 1;
    return `${kind === 'dns' ? 'DNS' : 'IP'}.${count[kind]} = ${value}`;
  });
}

/**
 * The command for a POSIX shell; it works with OpenSSL 1.1.1 and 3 (hence `-nodes`, which later versions call `-noenc`).
 * The extensions come from a configuration of its own: with `-addext`, 1.1.1 would add ours beside those of the
 * system's configuration, among them CA:TRUE. Unlike PromSeal's, its certificate begins now, not an hour ago.
 */
export function opensslCommand(profile: CertificateProfile, files: PairFiles): string {
  return [
    `openssl req -x509 -new ${newKey[profile.keyType]} -sha256 -nodes -days ${profile.days} \\`,
    `  -utf8 -subj ${shellQuote(subjectArgument(profile))} \\`,
    `  -keyout ${fileWord(files.keyFile)} -out ${fileWord(files.certFile)} \\`,
    `  -config /dev/stdin <<'END'`,
    '[req]',
    'distinguished_name = subject',
    'x509_extensions = server',
    '[subject]',
    '[server]',
    'basicConstraints = critical,CA:FALSE',
    'subjectKeyIdentifier = hash',
    'authorityKeyIdentifier = keyid:always',
    `keyUsage = critical,${profile.keyUsages.join(',')}`,
    'extendedKeyUsage = serverAuth',
    'subjectAltName = @names',
    '[names]',
    ...nameLines(profile),
    'END',
  ].join('\n');
}
