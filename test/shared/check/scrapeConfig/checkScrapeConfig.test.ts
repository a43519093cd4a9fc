import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkScrapeConfig } from '../../../../shared/check/scrapeConfig/checkScrapeConfig.ts';
import type { Finding } from '../../../../shared/model/finding.ts';
import { readConnections } from '../../../../shared/prometheus/connections.ts';
import { scrapeFixtures, soundConfigs } from '../../../support/scrapeFixtures.ts';

function check(text: string, version: string | null = null): Finding[] {
  return checkScrapeConfig({ path: '/etc/prometheus/prometheus.yml', text }, { version });
}

const codes = (text: string, version: string | null = null): string[] => check(text, version).map(({ code }) => code);
const job = (...lines: string[]): string => `scrape_configs:\n  - job_name: a\n${lines.map((line) => `    ${line}\n`).join('')}`;

describe('sound configurations', () => {
  it.each(soundConfigs())('$name has no finding and some connections', ({ text }) => {
    const version = /^# version: (.*)$/m.exec(text)?.[1] ?? null;
    expect(check(text, version)).toEqual([]);
    expect(check(text)).toEqual([]);
    expect(readConnections(text).connections.length).toBeGreaterThan(1);
  });

  it.each(['', '# nothing\n', '{}', 'global:\n', job('tls_config:', 'basic_auth:', 'static_configs:')])('%j has no finding', (text) => {
    expect(check(text)).toEqual([]);
  });
});

describe('a finding', () => {
  it('tells place, value, documentation and the words of Prometheus', () => {
    const text = job('scheme: https', 'tls_config:', '  min_version: TLS1.2', "static_configs: [{targets: ['a:1']}]");
    expect(check(text)).toEqual([
      {
        id: 'CONNECTION_TLS_VERSION_UNKNOWN /etc/prometheus/prometheus.yml scrape_configs[0].tls_config.min_version',
        code: 'CONNECTION_TLS_VERSION_UNKNOWN',
        severity: 'broken',
        message: 'min_version is TLS1.2, which is no TLS version that Prometheus knows.',
        hint: 'Prometheus refuses the whole file for it. The versions are TLS10, TLS11, TLS12 and TLS13, in capitals and without a dot.',
        path: '/etc/prometheus/prometheus.yml',
        line: 5,
        column: 7,
        field: 'scrape_configs[0].tls_config.min_version',
        documentation: 'Lowest TLS version that is used: TLS10, TLS11, TLS12 or TLS13.',
        evidence: [{ label: 'min_version', text: 'TLS1.2' }],
        clients: [],
        raw: 'unknown TLS version: TLS1.2',
      },
    ]);
  });

  it('knows the place in every section', () => {
    const text = `
alerting: {alertmanagers: [{foo: 1}]}
remote_write: [{url: https://x.example, foo: 1}]
remote_read: [{url: https://x.example, oauth2: {client_id: a, token_url: https://x.example, tls_config: {foo: 1}}}]
scrape_configs: [{job_name: a, http_headers: {X-A: {foo: 1}}, static_configs: [{foo: 1}], http_sd_configs: [{foo: 1, basic_auth: {foo: 1}}]}]
tracing: {tls_config: {foo: 1}}
scrape_config: []
`;
    expect(check(text).map(({ code, field }) => `${code} ${field ?? ''}`)).toEqual(
      [
        'scrape_config',
        'scrape_configs[0].http_headers.X-A.foo',
        'scrape_configs[0].static_configs[0].foo',
        'scrape_configs[0].http_sd_configs[0].basic_auth.foo',
        'alerting.alertmanagers[0].foo',
        'remote_write[0].foo',
        'remote_read[0].oauth2.tls_config.foo',
        'tracing.tls_config.foo',
      ].map((field) => `CONNECTION_FIELD_UNKNOWN ${field}`),
    );
  });
});

describe('fields', () => {
  it.each([
    ['scrap_interval: 5s', 'Perhaps scrape_interval is meant.'],
    ['metrics-path: /m', 'Perhaps metrics_path is meant.'],
    ['static_config: []', 'Perhaps static_configs is meant.'],
    ['shceme: https', 'Perhaps scheme is meant.'],
    ['something_else: 1', 'Delete it, or look up its name in the documentation of Prometheus.'],
  ])('%s gets advice', (line, advice) => {
    expect(check(job(line))[0]?.hint).toBe(`Prometheus refuses the whole file for it. ${advice}`);
  });

  it('knows where a field of another part belongs', () => {
    const found = check(job('insecure_skip_verify: true', 'username: a', 'credentials: x', 'targets: [a]'));
    expect(found.map(({ code, message }) => [code, message.split(' below ')[1]])).toEqual([
      ['CONNECTION_FIELD_MISPLACED', 'tls_config only.'],
      ['CONNECTION_FIELD_MISPLACED', 'basic_auth only.'],
      ['CONNECTION_FIELD_MISPLACED', 'authorization only.'],
      ['CONNECTION_FIELD_MISPLACED', 'static_configs only.'],
    ]);
  });

  it('leaves to a newer Prometheus what it may know', () => {
    expect(codes(job('field_of_tomorrow: 1'), '3.14.9')).toEqual(['CONNECTION_FIELD_UNKNOWN']);
    expect(codes(job('field_of_tomorrow: 1'), '3.15.0')).toEqual([]);
    expect(codes(job('field_of_tomorrow: 1'), '4.0.0')).toEqual([]);
  });

  it('leaves service discoveries and their own fields to promtool', () => {
    expect(codes(job('tomorrow_sd_configs: [{foo: 1}]', 'consul_sd_configs: [{server: a, foo: 1}]'))).toEqual([]);
  });

  it('tells a field that is too new once the version is known', () => {
    const text = job('tls_config: {min_version: TLS12, ca: x}', 'scheme: https');
    expect(codes(text)).toEqual([]);
    expect(codes(text, '2.44.0')).toEqual(['CONNECTION_FIELD_NEWER']);
    expect(codes(text, '2.34.0')).toEqual(['CONNECTION_FIELD_NEWER', 'CONNECTION_FIELD_NEWER']);
    expect(check(text, '2.44.0')[0]?.message).toBe('ca needs Prometheus 2.45 or newer, and this one is older.');
  });

  it.each([
    'tls_config: https',
    'basic_auth: [a]',
    'scheme: {a: b}',
    "enable_http2: 'true'",
    'follow_redirects: 1',
    'scrape_interval: 15',
    'static_configs: {targets: [a]}',
    'static_configs: [a]',
    'static_configs: [{targets: a}]',
    'static_configs: [{targets: [[a]]}]',
    'static_configs: [{labels: {a: [b]}}]',
    'http_headers: {X-A: [a]}',
    'http_headers: {X-A: {values: a}}',
    'params: {a: b}',
    'proxy_connect_header: {a: b}',
  ])('%s has the wrong form', (line) => {
    expect(codes(job('proxy_url: http://localhost:1', line))).toEqual(['CONFIG_SHAPE']);
  });

  it('finds empty items in every list', () => {
    const text = 'scrape_configs: [~]\nremote_write:\n-\nremote_read: [~]\nalerting: {alertmanagers: [null]}\n';
    expect(codes(text)).toEqual(Array.from({ length: 4 }, () => 'CONNECTION_ITEM_EMPTY'));
    expect(codes(job('static_configs: [~]'))).toEqual(['CONNECTION_ITEM_EMPTY']);
  });

  it('sees through anchors and merge keys', () => {
    const text = 'scrape_configs:\n- &a\n  job_name: a\n  scheme: https\n  tls_config: &t {ca_flie: x}\n- <<: *a\n  job_name: b\n  tls_config: {<<: *t, server_name: b}\n';
    expect(check(text).map(({ line, field }) => `${line} ${field}`)).toEqual([
      '5 scrape_configs[0].tls_config.ca_flie',
      '5 scrape_configs[1].tls_config.ca_flie',
    ]);
  });
});

describe('fields that exclude or need each other', () => {
  it('has the words of the release that reads the file', () => {
    const text = job('basic_auth: {username: a, password: b, password_file: c}');
    const raw = (version: string | null) => check(text, version).find(({ code }) => code === 'CONNECTION_FIELDS_EXCLUSIVE')?.raw;
    expect(raw('2.42.0')).toBe('at most one of basic_auth password & password_file must be configured');
    expect(raw(null)).toBe('at most one of basic_auth password, password_file & password_ref must be configured');
  });

  it.each([
    ['remote_write: [{url: https://x.example, sigv4: {}, basic_auth: {}}]', 'remote_write[0].sigv4'],
    ['remote_write: [{url: https://x.example, azuread: {}, google_iam: {}}]', 'remote_write[0].google_iam'],
    ['alerting: {alertmanagers: [{scheme: https, sigv4: {}, authorization: {credentials_file: x}}]}', 'alerting.alertmanagers[0].sigv4'],
    [job('bearer_token_file: a', 'basic_auth: {username: a}'), 'scrape_configs[0].bearer_token_file'],
    [job('proxy_from_environment: true', 'no_proxy: a', 'proxy_url: http://localhost:1'), 'scrape_configs[0].proxy_url'],
  ])('%s excludes', (text, field) => {
    const found = check(text).filter(({ severity }) => severity === 'broken');
    expect(found.map((each) => [each.code, each.field])).toEqual([['CONNECTION_FIELDS_EXCLUSIVE', field]]);
  });

  it('takes an empty value as absent, and false too', () => {
    expect(codes(job('basic_auth:', 'authorization: {credentials_file: x}', "bearer_token: ''"))).toEqual([]);
    expect(codes(job('proxy_from_environment: no', 'proxy_url: http://localhost:1'))).toEqual([]);
  });

  it('looks into discoveries as the release that reads the file does', () => {
    const text = job('http_sd_configs: [{url: https://x.example, authorization: {type: basic, credentials_file: a}}]');
    expect(codes(text)).toEqual(['AUTHORIZATION_TYPE_BASIC']);
    expect(codes(text, '2.42.0')).toEqual([]);
    const pair = job('http_sd_configs: [{url: https://x.example, tls_config: {ca_file: a, cert_file: b}}]');
    expect(codes(pair, '2.42.0')).toEqual(['CONNECTION_FIELD_MISSING']);
  });

  it('wants a client secret before 2.53 only', () => {
    const text = job('scheme: https', 'oauth2: {client_id: a, token_url: https://x.example}');
    expect(codes(text, '2.45.0')).toEqual(['CONNECTION_FIELD_MISSING']);
    expect(codes(text, '2.53.0')).toEqual([]);
    expect(codes(text)).toEqual([]);
  });

  it('wants the address of a cluster beside settings for it', () => {
    const sd = (extra: string): string => job(`kubernetes_sd_configs: [{role: node, ${extra}}]`);
    expect(codes(sd('tls_config: {ca_file: x}'))).toEqual(['CONNECTION_FIELD_MISSING']);
    expect(codes(sd('bearer_token_file: x'))).toEqual(['CONNECTION_FIELD_MISSING']);
    expect(codes(sd('tls_config: {}'))).toEqual([]);
    expect(codes(sd("tls_config: {ca_file: x}, api_server: 'https://x.example'"))).toEqual([]);
  });
});

describe('secrets', () => {
  const written = (value: string): string => job('basic_auth:', '  username: a', `  password: ${value}`);
  const ofSecret = (value: string, version: string | null = null): string[] =>
    codes(written(value), version).filter((code) => code !== 'CONNECTION_SECRETS_INLINE');

  it.each(['!abc', '~', 'null', '[a]', '{a}', '%x', '@x', '*x', '{x', '`x', 'a: b', "'it's'", '"a', '- a'])('%s is not what it looks like', (value) => {
    expect(ofSecret(value)).toEqual(['CONNECTION_SECRET_UNQUOTED']);
  });

  it.each(['ab#cd', '"p#a:ss %w@rd"', "'it''s'", '012345', '0x1F', '1_000', '2020-01-01', 'yes', 'a b', '$x', '"$HOME${X}%d"', '!!str x', '&a x', "''", '', 'abc # a comment', 'abc  #'])(
    '%s is what it looks like',
    (value) => {
      expect(ofSecret(value)).toEqual([]);
    },
  );

  it.each(['ab #cd', 'ab  #cd'])('%s may be cut by a comment', (value) => {
    expect(ofSecret(value)).toEqual(['CONNECTION_SECRET_COMMENT']);
  });

  it('minds blanks from 2.49 on', () => {
    expect(check(written('" ab"')).find(({ code }) => code === 'CONNECTION_SECRET_BLANKS')).toMatchObject({ severity: 'advice', holdsFor: 'from 2.49' });
    expect(check(written('"ab\\n"'), '2.53.0').find(({ code }) => code === 'CONNECTION_SECRET_BLANKS')).toMatchObject({ severity: 'broken' });
    expect(ofSecret('"ab "', '2.48.1')).toEqual([]);
  });

  it.each(['${PASSWORD}', '<secret>', "'%{PW}'"])('%s stands for a secret', (value) => {
    expect(ofSecret(value)).toEqual(['CONNECTION_SECRET_PLACEHOLDER']);
  });

  it.each(['$2b$10$abc', '$apr1$x$y', "'{SHA}abc='", '$6$abc$def'])('%s is a hash', (value) => {
    expect(ofSecret(value)).toEqual(['CONNECTION_PASSWORD_IS_HASH']);
  });

  it('counts all secrets of a file in one piece of advice', () => {
    const text = `${job('bearer_token: a')}  - job_name: b\n    authorization: {credentials: c}\nremote_write: [{url: https://x.example, basic_auth: {password: d}}]\n`;
    const found = check(text);
    expect(found.map(({ code }) => code)).toEqual(['CONNECTION_SECRETS_INLINE']);
    expect(found[0]).toMatchObject({ severity: 'advice', line: 2, message: 'Passwords, tokens or keys stand in this file itself: 3.' });
  });

  it('shows none of them', () => {
    const secret = 'Xq7swordfish';
    const lines = [
      `basic_auth: {username: a, password: ' ${secret} ', password_file: b, pasword: ${secret}}`,
      `authorization: {type: basic, credentials: ${secret}}`,
      `bearer_token: {${secret}: b}`,
      `proxy_url: 'htp://user:${secret}@proxy:1/?${secret}'`,
      `scheme: 'https://user:${secret}@'`,
      `tls_config: {server_name: 'https://u:${secret}@x', key: [${secret}], key_file: x}`,
      `static_configs: [{targets: ['https://u:${secret}@x/', 'u:${secret}@x:1', 'x:1?${secret}', 'u:${secret}/@x']}]`,
      `oauth2: {client_secret: ${secret}, token_url: 'http://u:${secret}@x.example/?t=${secret}'}`,
    ];
    const text = job(...lines);
    expect(check(text).length).toBeGreaterThan(12);
    expect(JSON.stringify([check(text), readConnections(text)])).not.toContain(secret);
    for (const line of lines) expect(JSON.stringify(check(job(line.replaceAll("'", '')))), line).not.toContain(secret);
  });
});

describe('targets, schemes and URLs', () => {
  const target = (value: string, ...more: string[]): string[] => codes(job(`static_configs: [{targets: ['${value}']}]`, ...more));

  it.each(['localhost', 'localhost:9090', ':9090', '127.0.0.1:', '[::1]:9090', '[::1]', '[fe80::1%eth0]:9', 'a_b.example:9', 'ä.example:1'])('%s can be asked', (value) => {
    expect(target(value)).toEqual([]);
  });

  it.each([
    ['https://a', 'CONNECTION_TARGET_IS_URL'],
    ['a:9090/metrics', 'CONNECTION_TARGET_IS_URL'],
    ['u:p@a:1', 'CONNECTION_TARGET_PASSWORD'],
    ['a b:1', 'CONNECTION_TARGET_INVALID'],
    ['a:1 ', 'CONNECTION_TARGET_INVALID'],
    ['a:http', 'CONNECTION_TARGET_INVALID'],
    ['a:65536', 'CONNECTION_TARGET_INVALID'],
    ['${A}:1', 'CONNECTION_TARGET_INVALID'],
    ['a:1?x=1', 'CONNECTION_TARGET_INVALID'],
    ['', 'CONNECTION_TARGET_INVALID'],
  ])('%s cannot', (value, code) => {
    expect(target(value)).toEqual([code]);
  });

  it('leaves targets alone that relabelling moves or drops', () => {
    expect(target('https://a', 'relabel_configs: [{target_label: __address__, replacement: b}]')).toEqual([]);
    expect(target('https://a', 'relabel_configs: [{source_labels: [a], action: drop, regex: b}]')).toEqual([]);
    expect(target('https://a', 'relabel_configs: [{source_labels: [a], target_label: b}]')).toEqual(['CONNECTION_TARGET_IS_URL']);
  });

  it.each(['htps', 'https://', '""', '~', '" https"', 'tls'])('the scheme %s is none', (scheme) => {
    expect(codes(job(`scheme: ${scheme}`))).toEqual(['CONNECTION_SCHEME_UNKNOWN']);
    expect(codes(job(`scheme: ${scheme}`, 'relabel_configs: [{target_label: __scheme__, replacement: https}]'))).toEqual([]);
  });

  it.each(['localhost:9/x', 'htps://x', '//x', '/x', 'http://', 'http://x:y', 'http://x:99999', 'http://[::1', 'http://a b'])('%s is no URL', (url) => {
    expect(codes(`remote_write: [{url: '${url}'}]`)).toEqual(['CONNECTION_URL_INVALID']);
    expect(codes(job(`proxy_url: '${url}'`))).toEqual(['CONNECTION_URL_INVALID']);
  });

  it.each(['http://x', 'HTTPS://u:p@x:1/y?z', 'http://[::1]:80', 'https://x/a@b:c'])('%s is one', (url) => {
    expect(codes(`remote_write: [{url: '${url}'}]`)).toEqual([]);
  });
});

describe('TLS and sign-ins', () => {
  const remote = 'static_configs: [{targets: [node.example.org:9100]}]';

  it('tells a password in the clear, but not on this machine', () => {
    const auth = 'basic_auth: {username: a, password_file: b}';
    expect(check(job(auth, remote))[0]).toMatchObject({ code: 'CONNECTION_SIGN_IN_CLEAR', severity: 'unsafe' });
    expect(codes(job(auth, remote, 'scheme: HTTPS'))).toEqual([]);
    for (const own of ['localhost', '127.0.0.1:1', '[::1]:9', 'LOCALHOST:1']) {
      expect(codes(job(auth, `static_configs: [{targets: ['${own}']}]`)), own).toEqual([]);
    }
    expect(codes(job(auth, remote, 'relabel_configs: [{target_label: __scheme__, replacement: https}]'))).toEqual([]);
    expect(codes('remote_write: [{url: http://x.example, authorization: {credentials_file: a}}]')).toEqual(['CONNECTION_SIGN_IN_CLEAR']);
    expect(codes('remote_write: [{url: "http://alice:secret@x.example/w"}]')).toEqual(['CONNECTION_SIGN_IN_CLEAR']);
    expect(codes(job('scheme: https', 'oauth2: {client_id: a, client_secret_file: b, token_url: http://x.example}'))).toEqual(['CONNECTION_SIGN_IN_CLEAR']);
  });

  it('tells skipped verification where TLS may be used, and unused TLS where it is not', () => {
    expect(codes(job('scheme: https', 'tls_config: {insecure_skip_verify: true}', remote))).toEqual(['CONNECTION_VERIFY_OFF']);
    expect(codes(job('tls_config: {insecure_skip_verify: true}', remote))).toEqual(['CONNECTION_TLS_UNUSED']);
    expect(codes(job('tls_config: {ca_file: a}', 'file_sd_configs: [{files: [a.yml]}]', remote))).toEqual([]);
    expect(codes(job('tls_config: {ca_file: a}', 'proxy_url: https://proxy.example', remote))).toEqual([]);
    expect(codes('remote_write: [{url: http://x.example, tls_config: {ca_file: a}}]')).toEqual(['CONNECTION_TLS_UNUSED']);
  });

  it('misses the CA of a private host beside a client certificate', () => {
    const pair = 'tls_config: {cert_file: a, key_file: b}';
    const at = (host: string): string[] => codes(job('scheme: https', pair, `static_configs: [{targets: ['${host}:1']}]`));
    for (const host of ['etcd', '10.0.0.1', '172.16.0.1', '192.168.1.1', '[fd00::1]', 'a.internal', 'b.svc']) {
      expect(at(host), host).toEqual(['CONNECTION_CLIENT_CERTIFICATE_ALONE']);
    }
    for (const host of ['a.example.org', '192.0.2.1', '172.32.0.1', '[2001:db8::1]']) expect(at(host), host).toEqual([]);
  });

  it('judges the name of a server', () => {
    const name = (text: string): string[] => codes(job('scheme: https', `tls_config: {server_name: '${text}'}`));
    expect(name('a.example')).toEqual([]);
    expect(name('a.example:1')).toEqual(['CONNECTION_SERVER_NAME_INVALID']);
    expect(name('https://a.example')).toEqual(['CONNECTION_SERVER_NAME_INVALID']);
    expect(name('192.0.2.1')).toEqual(['CONNECTION_SERVER_NAME_ADDRESS']);
    expect(name('::1')).toEqual(['CONNECTION_SERVER_NAME_ADDRESS']);
  });

  it('knows which Prometheus speaks which interface of Alertmanager', () => {
    const severity = (api: string, version: string | null): string | undefined =>
      check(`alerting: {alertmanagers: [{api_version: ${api}}]}`, version)[0]?.severity;
    expect([severity('v1', null), severity('v1', '2.53.0'), severity('v1', '3.5.0'), severity('v3', '2.53.0'), severity('v2', null)]).toEqual([
      'soon',
      'advice',
      'broken',
      'broken',
      undefined,
    ]);
  });
});

describe('the file as a whole', () => {
  it('is known as another one', () => {
    expect(codes('basic_auth_users: {a: b}\nfoo: 1\n')).toEqual(['SCRAPE_CONFIG_IS_WEB_CONFIG']);
    expect(codes('scrape_configs: [')).toEqual(['YAML_UNCLOSED']);
    expect(codes('just words')).toEqual(['YAML_ROOT_NOT_MAP']);
    expect(check(`# ${'x'.repeat(21 * 1024 * 1024)}`)[0]).toMatchObject({ code: 'YAML_TOO_LARGE', severity: 'advice' });
  });

  it('may have more documents as long as nothing stands in them', () => {
    expect(codes(`${job()}---\n...\n# end\n`)).toEqual([]);
    expect(codes(`${job()}---\nglobal: {}\n`)).toEqual(['YAML_SEVERAL_DOCUMENTS']);
  });

  it('never makes the check throw', () => {
    const texts = [...scrapeFixtures(), ...soundConfigs()].map(({ text }) => text);
    const cut = fc.tuple(fc.constantFrom(...texts), fc.nat(4000), fc.nat(400), fc.string({ maxLength: 12, unit: 'binary' }));
    fc.assert(
      fc.property(cut, fc.constantFrom(null, '2.42.0', '3.5.3', 'x'), ([text, at, length, put], version) => {
        const found = check(text.slice(0, at) + put + text.slice(at + length), version);
        expect(found.every(({ message, line }) => message !== '' && (line ?? 1) > 0)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('takes time in proportion to its length', () => {
    const jobs = (count: number): string =>
      `scrape_configs:\n${Array.from({ length: count }, (_, index) => `  - job_name: job-${index}\n    scheme: https\n    basic_auth: {username: a, password_file: b}\n    tls_config: {ca_file: c}\n    static_configs:\n      - targets: ['host-${index}.example:9100']\n`).join('')}`;
    const time = (count: number): number => {
      const text = jobs(count);
      const start = performance.now();
      expect(check(text)).toEqual([]);
      return performance.now() - start;
    };
    time(1000);
    expect(time(8000)).toBeLessThan(25 * Math.max(20, time(1000)));
  });
});
