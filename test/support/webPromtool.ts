/** The web.yml files of the checks as promtool judges them, and why we judge some of them otherwise. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { selfSigned } from './selfSigned.ts';
import { tempTree } from './tempTree.ts';

/**
 * Why we call a file broken that promtool calls good. Everything else that is broken, promtool refuses, in the words
 * that the finding gives.
 */
export const webKnowMore: Readonly<Record<string, string>> = {
  WEB_HTTP2_CIPHER_MISSING: 'the server ends at start: HTTP/2 asks for its suites when it begins to listen',
  WEB_CIPHER_ORDER: 'the server of 2.24 ends at start for the same reason',
  WEB_TLS_WITHOUT_CERTIFICATE: 'the server starts, and serves plain HTTP',
  WEB_TLS_VERSIONS_CROSSED: 'the server starts, and no handshake succeeds',
  WEB_TLS_ONLY_OLD: 'the server starts, and clients of today refuse it',
  WEB_CLIENT_CA_MISSING: 'the server starts, and refuses every private client certificate',
  WEB_ALLOWED_SANS_PANIC: 'the server starts, and cuts off clients without a certificate',
  WEB_ALLOWED_SANS_EMPTY: 'the server starts, and refuses every client certificate',
  WEB_INLINE_NOT_PEM: 'for client_ca only: authorities that cannot be read are left out',
  WEB_RATE_LIMIT_BLOCKS: 'the server starts, and answers 429 to everything',
  WEB_RATE_LIMIT_NANOSECONDS: 'the server starts, and limits nothing',
  WEB_HASH_SLOW: 'the server starts, and its first sign-in takes longer than anybody waits',
  USER_NAME_COLON: 'the server starts, and the user can never sign in (RFC 7617)',
  HASH_INVALID: 'from 59 characters on only the beginning of a hash is looked at; no password matches the rest',
};

export interface PromtoolFolder {
  readonly path: string;
  readonly certPem: string;
}

/** A folder with the files that fixtures and cases name, so that only the text can be at fault. */
export function materialFolder(): PromtoolFolder {
  const path = tempTree();
  const { certPem, keyPem } = selfSigned(path);
  mkdirSync(join(path, 'tls'));
  const certificates = ['clients.crt', 'tls/new.crt', 'C:\\prometheus\\prometheus.crt', 'c'];
  const keys = ['tls/new.key', 'C:\\prometheus\\prometheus.key', 'k'];
  for (const name of certificates) writeFileSync(join(path, name), certPem);
  for (const name of keys) writeFileSync(join(path, name), keyPem);
  return { path, certPem };
}

/** The certificate of a fixture is nobody's; ours has a key. */
export function withOwnCertificate(text: string, { certPem }: PromtoolFolder): string {
  return text.replace(/^( *)-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/m, (_all, indent: string) =>
    certPem.trim().split('\n').map((row) => indent + row).join('\n'),
  );
}

/** @returns for each text null when promtool calls it good, else its words */
export function verdictsOf(promtool: string, folder: PromtoolFolder, texts: readonly string[]): (string | null)[] {
  const names = texts.map((text, index) => {
    writeFileSync(join(folder.path, `${index}.yml`), withOwnCertificate(text, folder));
    return `${index}.yml`;
  });
  const { stderr } = spawnSync(promtool, ['check', 'web-config', ...names], { cwd: folder.path, encoding: 'utf8', maxBuffer: 1 << 26 });
  const starts = [...stderr.matchAll(/^(\d+)\.yml (SUCCESS|FAILED: )/gm)];
  const verdicts = new Map(starts.map((match, index) => {
    const words = stderr.slice(match.index + match[0].length, starts[index + 1]?.index ?? stderr.length);
    return [Number(match[1]), match[2] === 'SUCCESS' ? null : withoutValues(words)] as const;
  }));
  return texts.map((_text, index) => verdicts.get(index) ?? null);
}

/** Without line numbers and the first letters of values, which findings leave out. */
export const withoutValues = (words: string): string => words.replaceAll(/`[^`]*`/g, '`...`').replaceAll(/\s+/g, ' ').trim();
