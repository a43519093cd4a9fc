import { describe, expect, it } from 'vitest';
import { readWebConfig } from '../../../shared/prometheus/webConfig.ts';

const hash = '$2y$10$EYxs8IOG46m9CtpB/XlPxO1ei7E4BjAen0SUv6di7mD4keR/8JO6m';
const codes = (text: string): unknown[] => readWebConfig(text).problems.map(({ code, line, column }) => [code, line, column]);

describe('readWebConfig', () => {
  it('reads certificate, users and the rest without any secret', () => {
    const facts = readWebConfig(
      `tls_server_config:\n  cert_file: a.crt\n  key_file: "a.key"\n  min_version: TLS13\nbasic_auth_users:\n  yes: ${hash}\n  bob: 'plain'\n  eve: ${hash.replace('$10$', '$12$')}\nfuture_key: 1\n`,
    );
    expect(facts).toEqual({
      tls: { certFile: 'a.crt', keyFile: 'a.key', clientCaFile: null, clientAuthType: null, minVersion: 'TLS13', inline: false, enables: true },
      users: [
        { name: 'yes', hashKind: 'bcrypt', cost: 10 },
        { name: 'bob', hashKind: 'other', cost: null },
        { name: 'eve', hashKind: 'bcrypt', cost: 12 },
      ],
      topLevelKeys: ['tls_server_config', 'basic_auth_users', 'future_key'],
      problems: [],
    });
    expect(JSON.stringify(facts)).not.toMatch(/EYxs|plain/);
  });

  it.each(['', '# nothing\n', '{}', 'basic_auth_users:\ntls_server_config: {}\n'])('%j is valid and turns nothing on', (text) => {
    const facts = readWebConfig(text);
    expect(facts.problems).toEqual([]);
    expect(facts.users).toEqual([]);
    expect(facts.tls?.enables ?? false).toBe(false);
  });

  it.each([
    ['cert: |\n    PEM\n', true, true],
    ['client_auth_type: RequestClientCert\n', false, true],
    ['client_ca_file: ca.crt\n', false, true],
    ['min_version: TLS12\n', false, false],
    ['cert_file: ""\n', false, false],
  ])('knows what turns TLS on: %j', (field, inline, enables) => {
    expect(readWebConfig(`tls_server_config:\n  ${field}`).tls).toMatchObject({ inline, enables });
  });

  it.each([
    ['a prometheus.yml', 'global:\n  scrape_interval: 1s\nscrape_configs: []\n', [['WEB_CONFIG_IS_SCRAPE_CONFIG', 1, 1]]],
    ['a file of another program', 'auths:\n  a: b\n', [['CONFIG_OF_ANOTHER_PROGRAM', 1, 1]]],
    ['a list of users', `basic_auth_users:\n- alice: ${hash}\n`, [['CONFIG_SHAPE', 1, 1]]],
    ['a map for a hash', 'basic_auth_users:\n  alice: {a: b}\n', [['CONFIG_SHAPE', 2, 3]]],
    ['a map for a path', 'tls_server_config:\n  cert_file: [a]\n', [['CONFIG_SHAPE', 2, 3]]],
    ['a word', 'hello\n', [['YAML_ROOT_NOT_MAP', 1, 1]]],
    ['a list', '# c\n- a\n', [['YAML_ROOT_NOT_MAP', 2, 1]]],
    ['a user twice', `basic_auth_users:\n  a: ${hash}\n  "a": ${hash}\n`, [['YAML_DUPLICATE_KEY', 3, 3]]],
    ['several documents', 'basic_auth_users: {}\n---\na: b\n', [['YAML_SEVERAL_DOCUMENTS', 2, 1]]],
  ])('tells what is wrong with %s', (_what, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('only warns of several documents', () => {
    expect(readWebConfig('rate_limit: {}\n---\n').problems.map((each) => each.severity)).toEqual(['warning']);
  });
});
