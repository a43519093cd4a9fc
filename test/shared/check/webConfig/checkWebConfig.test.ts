import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkWebConfig } from '../../../../shared/check/webConfig/checkWebConfig.ts';
import { checkWebConfigCodes } from '../../../../shared/errors/codes/checkWebConfig.ts';
import { webConfigVerdicts } from '../../../../shared/check/webConfig/webConfigVerdicts.ts';
import { cases, hash, pair, users } from './cases.ts';
import { webFixtures } from './webFixtures.ts';

const fixtures = webFixtures();
const path = '/etc/prometheus/web.yml';

/** What each finding means for its bad fixture. */
const severities = {
  broken: [
    'CONFIG_SHAPE', 'HASH_INVALID', 'USER_NAME_COLON', 'VERSION_TOO_OLD', 'WEB_ALLOWED_SANS_EMPTY',
    'WEB_ALLOWED_SANS_PANIC', 'WEB_BACKSLASH', 'WEB_CERTIFICATE_MISSING', 'WEB_CIPHER_GONE', 'WEB_CIPHER_ORDER',
    'WEB_CLIENT_CA_MISSING', 'WEB_CLIENT_CA_UNUSED', 'WEB_CONFIG_IS_SCRAPE_CONFIG', 'WEB_FIELD_MISPLACED',
    'WEB_FIELD_TOO_NEW', 'WEB_FIELD_UNKNOWN', 'WEB_HASH_ALGORITHM', 'WEB_HASH_SLOW', 'WEB_HEADER_UNKNOWN',
    'WEB_HTTP2_CIPHER_MISSING', 'WEB_INLINE_NOT_PEM', 'WEB_PASSWORD_NOT_HASHED', 'WEB_PATH_ESCAPED',
    'WEB_PATH_HOLDS_PEM', 'WEB_PLACEHOLDER', 'WEB_RATE_LIMIT_BLOCKS', 'WEB_RATE_LIMIT_NANOSECONDS',
    'WEB_TLS_ONLY_OLD', 'WEB_TLS_VERSIONS_CROSSED', 'WEB_TLS_WITHOUT_CERTIFICATE', 'WEB_VALUE_UNKNOWN',
    'YAML_COLON_MISSING', 'YAML_COLON_TWICE', 'YAML_DUPLICATE_KEY', 'YAML_INDENT', 'YAML_ROOT_NOT_MAP', 'YAML_SYNTAX',
    'YAML_TAB', 'YAML_TEMPLATE', 'YAML_UNCLOSED',
  ],
  unsafe: [
    'WEB_ALLOWED_SANS_IGNORED', 'WEB_ALLOWED_SANS_UNPROVEN', 'WEB_CLIENT_AUTH_OPEN', 'WEB_REST_IGNORED',
    'WEB_TLS_OLD', 'WEB_USERS_EMPTY', 'WEB_USER_NAMELESS',
  ],
  advice: [
    'USER_NAME_CONTROL', 'USER_NAME_SPACE', 'WEB_CONFIG_EMPTY', 'WEB_FILE_WINS', 'WEB_HASH_PREFIX', 'WEB_HASH_TAIL',
    'WEB_HASH_WEAK', 'WEB_HSTS_INVALID', 'WEB_HSTS_LOCALHOST', 'WEB_NEEDS_VERSION', 'WEB_RATE_LIMIT_OFF',
    'YAML_SEVERAL_DOCUMENTS',
  ],
} as const;

describe('the fixtures of a web.yml', () => {
  it('are there for every code, good and bad', () => {
    const names = new Set(fixtures.map(({ name }) => name));
    const missing = Object.keys(checkWebConfigCodes).flatMap((code) =>
      ['good', 'bad'].map((kind) => `${code}.${kind}.yml`).filter((name) => !names.has(name)),
    );
    expect(missing).toEqual([]);
  });

  it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_name, { code, isGood, text, options, also }) => {
    const found = checkWebConfig({ path, text }, options);
    expect(found.map((each) => each.code).sort()).toEqual(isGood ? [] : [code, ...also].sort());
    for (const each of found) {
      expect(each.path).toBe(path);
      if (each.code === code) expect(severities[each.severity as keyof typeof severities]).toContain(code);
      expect(`${each.message} ${each.hint ?? ''}`).not.toMatch(/\{\w+\}/);
      expect(each.code === 'VERSION_TOO_OLD' || (each.line ?? 0) > 0).toBe(true);
    }
  });
});

const codesOf = (text: string, options: Parameters<typeof checkWebConfig>[1] = { version: null }): string[] =>
  checkWebConfig({ path, text }, options).map(({ code }) => code);

describe('checkWebConfig', () => {
  it.each(cases)('%s', (_what, text, expected) => {
    expect(codesOf(text)).toEqual(expected);
  });

  it.each([
    ['tls_sever_config: {}', 'tls_server_config'],
    ['tls_server_config: {keyFile: a}', 'key_file'],
    ['tls_server_config: {ca_file: a}', 'client_ca_file'],
    ['tls_server_config: {cert_file: a, key_file: b, min_version: TLSv1.2}', 'TLS12'],
    ['tls_server_config: {cert_file: a, key_file: b, cipher_suites: [ECDHE-ECDSA-CHACHA20-POLY1305]}', 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'],
    ['tls_server_config: {cert_file: a, key_file: b, curve_preferences: [x25519]}', 'X25519'],
    ['tls_server_config: {cert_file: a, key_file: b, client_auth_type: RequireAndVerify}', 'RequireAndVerifyClientCert'],
    ['http_server_config: {headers: {strict-transport-security: max-age=1}}', 'Strict-Transport-Security'],
  ])('%s proposes %s', (text, proposal) => {
    expect(checkWebConfig({ path, text }, { version: '3.8.0' })[0]?.hint).toContain(proposal);
  });

  it('points at the value that is wrong', () => {
    const [found] = checkWebConfig({ path, text: `${pair}  min_version: TLS9\n` }, { version: null });
    expect(found).toMatchObject({ line: 4, column: 16, field: 'tls_server_config.min_version', raw: 'unknown TLS version: TLS9' });
    expect(found?.documentation).toContain('oldest version');
  });

  it('says no part of a password that stands in the place of a hash', () => {
    for (const password of ['hunter2-hunter2', `$${'hunter2'.repeat(10)}`, 'hunter2'.repeat(10), '$$hunter2'.repeat(9), '{SHA}hunter2', '${hunter2}']) {
      const found = checkWebConfig({ path, text: `basic_auth_users:\n  admin: '${password}'\n` }, { version: null });
      expect(found).toHaveLength(1);
      expect(JSON.stringify(found)).not.toMatch(/hunter|unter2/);
    }
    const unquoted = ['admin: *hunter2', 'admin: @hunter2', 'admin: %hunter2', 'admin: "hunter2', 'admin: &hunter2', 'admin: !hunter2 x', 'admin:hunter2: x', 'admin:hunter2'];
    for (const line of unquoted) {
      const found = checkWebConfig({ path, text: `basic_auth_users:\n  ${line}\n` }, { version: null });
      expect(found).not.toEqual([]);
      expect(JSON.stringify(found)).not.toContain('hunter2');
    }
    const misplaced = [`${hash}: admin\n`, `basic_auth_users: 'admin:${hash}'\n`, `basic_auth_users:\n- ${hash}\n`, `${hash}\n`];
    for (const text of misplaced) expect(JSON.stringify(checkWebConfig({ path, text }, { version: null }))).not.toContain('EYxs8');
  });

  it('takes what a distribution builds in from its promtool, not from the number', () => {
    const text = `rate_limit:\n  interval: 1s\n  burst: 10\n`;
    expect(codesOf(text, { version: '3.5.3+ds1' })).toEqual(['WEB_FIELD_TOO_NEW']);
    expect(codesOf(text, { version: '3.5.3+ds1', capabilities: ['rateLimit'] })).toEqual([]);
    expect(codesOf(text, { version: 'unknown' })).toEqual(['WEB_NEEDS_VERSION']);
  });

  it('knows what an empty min_version was before Go 1.22', () => {
    const text = `${pair}  min_version:\n`;
    expect(codesOf(text, { version: '2.42.0' })).toEqual(['WEB_TLS_OLD']);
    expect(codesOf(text, { version: '3.5.0' })).toEqual([]);
  });

  it('minds Strict-Transport-Security on localhost only where nobody uses another name', () => {
    const text = 'http_server_config:\n  headers:\n    Strict-Transport-Security: max-age=31536000\n';
    const found = (...names: string[]): string[] => codesOf(text, { version: '3.5.0', names });
    expect(found('localhost', '127.0.0.1')).toEqual(['WEB_HSTS_LOCALHOST']);
    expect(found('localhost', 'prometheus.example.org')).toEqual([]);
    expect(found('127.0.0.1')).toEqual([]);
  });

  it('says nothing about the example of the official guide', () => {
    const guide = '$2b$12$hNf2lSsxfm0.i4a.1kVpSOVyBCfIB51VRjgBUyv6kdnyTlgWj81Ay';
    expect(codesOf(`basic_auth_users:\n    admin: ${guide}\n${pair}`)).toEqual([]);
  });
});

describe('webConfigVerdicts', () => {
  const linesOf = (text: string): Record<string, string> =>
    Object.fromEntries(webConfigVerdicts(text).map(({ line, accepted, words, servesTls }) => [line, accepted ? (servesTls ? 'TLS' : 'HTTP') : words]));

  it('says what each line serves', () => {
    expect(new Set(Object.values(linesOf(pair)))).toEqual(new Set(['TLS']));
    expect(new Set(Object.values(linesOf('tls_server_config: {min_version: TLS12}\n')))).toEqual(new Set(['HTTP']));
    expect(Object.keys(linesOf(users))).toEqual(['2.24.0', '2.31.0', '2.42.0', '2.45.0', '2.53.0', '3.5.0', '3.8.0', '3.14.0']);
  });

  it('changes its words with the line', () => {
    expect(linesOf('tls_server_config: {cert: x, key_file: k}\n')).toMatchObject({
      '2.24.0': 'field cert not found in type web.TLSStruct',
      '2.42.0': 'field cert not found in type web.TLSConfig',
      '2.53.0': 'failed to load X509KeyPair: tls: failed to find any PEM data in certificate input',
    });
    expect(linesOf('tls_server_config: {cert_file: c}\n')).toMatchObject({ '2.45.0': 'missing key_file', '3.5.0': 'missing one of key or key_file' });
    expect(linesOf(`${pair}  cipher_suites: [TLS_AES_128_GCM_SHA256]\n  min_version: TLS13\n`)).toMatchObject({ '2.24.0': expect.stringContaining('http2:'), '2.42.0': 'TLS' });
  });

  it('gives the words of what a start meets first', () => {
    const text = 'http_server_config: {htp2: true, headers: {a: b}}\ntls_server_config: {min_version: x}\nbasic_auth_users: {a: b}\n';
    expect(linesOf(text)['3.5.0']).toBe('unknown TLS version: x');
  });
});

const word = fc.oneof(
  fc.constantFrom('tls_server_config', 'cert_file', 'basic_auth_users', 'http2', 'headers', 'rate_limit', 'interval', 'cipher_suites', 'null', '~', 'TLS12', '1s', '&a', '*a', '<<', '!!str', '|', '"', "'", '{', '}', '[', ']', '- ', ': ', '\n', '\n  ', '\t', '#', hash, '---\n'),
  fc.string({ maxLength: 4 }),
);
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  node: fc.oneof({ maxDepth: 3 }, fc.string({ maxLength: 8 }), fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('node'), { maxLength: 3 }), fc.dictionary(fc.constantFrom('cert', 'key', 'http2', 'interval', 'burst', 'x', ''), tie('node'), { maxKeys: 4 })),
})).node;
const section = fc.constantFrom('tls_server_config', 'http_server_config', 'basic_auth_users', 'rate_limit');

/** Files that nobody could object to. */
const sound = fc.record({
  tls: fc.boolean(),
  min: fc.constantFrom('', 'TLS12', 'TLS13'),
  curves: fc.subarray(['CurveP256', 'CurveP384', 'X25519']),
  mutual: fc.boolean(),
  http2: fc.constantFrom('', 'true', 'false', 'yes', 'off'),
  users: fc.uniqueArray(fc.stringMatching(/^[A-Za-z][\w.@ -]{0,10}[A-Za-z0-9]$/), { minLength: 1, maxLength: 4 }),
  cost: fc.constantFrom('10', '11', '12', '13', '14'),
});

describe('on any text', () => {
  it('never throws, and gives each finding its place', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.array(word, { maxLength: 25 }).map((words) => words.join(''))), (text) => {
        for (const found of checkWebConfig({ path, text }, { version: null })) expect(found.id).toContain(found.code);
        webConfigVerdicts(text);
      }),
      { numRuns: 1500 },
    );
  });

  it('never throws on any values in its sections', () => {
    fc.assert(
      fc.property(fc.dictionary(section, value, { minKeys: 1, maxKeys: 3 }), (file) => {
        expect(() => checkWebConfig({ path, text: JSON.stringify(file) }, { version: '2.42.0' })).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });

  it('has nothing to say about a sound file', () => {
    fc.assert(
      fc.property(sound, ({ tls, min, curves, mutual, http2, users: names, cost }) => {
        const lines = [
          ...(tls ? [pair.trimEnd(), ...(min === '' ? [] : [`  min_version: ${min}`]), `  curve_preferences: [${curves.join(', ')}]`] : []),
          ...(tls && mutual ? ['  client_auth_type: RequireAndVerifyClientCert', '  client_ca_file: clients.crt'] : []),
          ...(http2 === '' ? [] : ['http_server_config:', `  http2: ${http2}`]),
          'basic_auth_users:',
          ...names.map((name) => `  ${JSON.stringify(name)}: ${hash.replace('$10$', `$${cost}$`)}`),
        ];
        expect(codesOf(`${lines.join('\n')}\n`)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
