import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWebConfig } from '../../../electron/rehearsal/readWebConfig.ts';
import { hashOf, sealedFolder, type SealedFolder } from '../../support/sealedFolder.ts';

let folder: SealedFolder;
let path = '';
beforeAll(() => {
  folder = sealedFolder({ tls: true, users: { alice: 'geheim' } });
  path = join(folder.path, 'web.yml');
});
afterAll(() => rmSync(folder.path, { recursive: true }));

const pair = 'tls_server_config:\n  cert_file: prometheus.crt\n  key_file: prometheus.key\n';

describe('readWebConfig', () => {
  it('reads users and the pair, relative to its own folder', () => {
    const read = readWebConfig(path);
    if (!read.ok) throw new Error(read.error);
    expect(read.config.tls).toMatchObject({ certPem: folder.pair.certPem, keyPem: folder.pair.keyPem, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' });
    expect([...read.config.users]).toEqual([['alice', hashOf('geheim')]]);
  });

  it.each([
    ['an empty file', ''],
    ['comments only', '# nothing\n'],
    ['a TLS section without material', 'tls_server_config:\n  min_version: TLS13\n'],
  ])('is open and in clear with %s', (_case, text) => {
    writeFileSync(path, text);
    expect(readWebConfig(path)).toEqual({ ok: true, config: { tls: null, users: new Map() } });
  });

  it.each([
    ['a list in the place of users', 'basic_auth_users: []\n', 'cannot unmarshal'],
    ['a duplicate key', 'basic_auth_users: {}\nbasic_auth_users: {}\n', 'yaml: line'],
    ['a tab', 'tls_server_config:\n\tcert_file: x\n', 'yaml: line'],
    ['an unknown TLS key', 'tls_server_config:\n  nonsense: 1\n', 'field nonsense not found in type web.TLSConfig'],
    ['an apr1 hash', 'basic_auth_users:\n  alice: $apr1$abcdefgh$0123456789012345678901\n', 'hashedSecret too short'],
    ['a SHA-512 hash', `basic_auth_users:\n  alice: $6$${'a'.repeat(80)}\n`, "version '6' requested is newer"],
    ['an htpasswd line', `basic_auth_users:\n  alice: 'alice:${'$2y$10$'}${'a'.repeat(53)}'\n`, "bcrypt hashes must start with '$', but hashedSecret started with 'a'"],
    ['a cost of 3', `basic_auth_users:\n  alice: $2b$03$${'a'.repeat(53)}\n`, 'cost 3 is outside'],
    ['no certificate', 'tls_server_config:\n  key_file: prometheus.key\n', 'missing one of cert or cert_file'],
    ['an unreadable key', 'tls_server_config:\n  cert_file: prometheus.crt\n  key_file: none.key\n', 'failed to read key_file'],
    ['a folder as certificate', 'tls_server_config:\n  cert_file: ./\n  key_file: prometheus.key\n', 'is a directory'],
    ['an unknown client policy', `${pair}  client_auth_type: Perhaps\n`, 'invalid ClientAuth: Perhaps'],
    ['an unknown TLS version', `${pair}  min_version: '1.2'\n`, 'cannot unmarshal tls_server_config.min_version'],
  ])('refuses %s', (_case, text, words) => {
    writeFileSync(path, text);
    expect(readWebConfig(path)).toEqual({ ok: false, error: expect.stringContaining(words) as string });
  });

  it('says what Go says of a file that is not there', () => {
    const none = join(folder.path, 'none.yml');
    expect(readWebConfig(none)).toEqual({ ok: false, error: `open ${none}: no such file or directory` });
  });
});
