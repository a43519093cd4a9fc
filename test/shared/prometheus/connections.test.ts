import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConnections } from '../../../shared/prometheus/connections.ts';

const text = `
global: {scrape_interval: 15s}
rule_files: [rules/*.yml]
scrape_config_files:
  - jobs/*.yml
x: &tls
  ca_file: ca.crt
  min_version: TLS12
scrape_configs:
  - job_name: one
    scheme: HTTPS
    metrics_path: /stats
    tls_config:
      <<: *tls
      cert_file: client.crt
      key_file: client.key
      server_name: one.example
    basic_auth:
      username: alice
      password_file: alice.password
    static_configs:
      - targets: ['one:9090', "[::1]:9090"]
      - targets:
        - user:secret@two:9090
    consul_sd_configs:
      - server: consul.example:8500
        scheme: https
        token: secret
        tls_config: *tls
    file_sd_configs:
      - files: [targets.yml]
  - job_name: two
    bearer_token_file: token
    static_configs:
      - labels: {__scheme__: https}
    http_headers:
      X-Key: {files: [header, other]}
    new_sd_configs:
      - tls_config: {insecure_skip_verify: yes}
      - {}
  - job_name: three
    kubernetes_sd_configs: [role: node]
    relabel_configs:
      - {source_labels: [a], target_label: __address__}
    oauth2:
      client_id: me
      client_secret: secret
      tls_config: {ca: "-----BEGIN CERTIFICATE-----"}
alerting:
  alertmanagers:
    - authorization: {credentials: secret}
      static_configs: [{targets: ['localhost:9093']}]
      http_sd_configs: [url: "https://user:secret@sd.example/targets?token=secret"]
remote_write:
  - url: https://user:secret@mimir.example/push?key=secret
    proxy_url: http://user:secret@proxy.example:3128
    sigv4: {region: eu}
  - name: second
    url: http://localhost:9009/api/v1/push
remote_read:
  - url: http://localhost:9009/read
    basic_auth: {username: reader, password: secret}
tracing:
  endpoint: localhost:4317
  tls_config: {ca_file: tracing.crt}
`;

describe('readConnections', () => {
  const facts = readConnections(text);
  const named = (name: string) => facts.connections.find((connection) => connection.name === name);

  it('finds every connection in order', () => {
    expect(facts.connections.map(({ section, name, line }) => `${line} ${section} ${name}`)).toEqual([
      '10 scrape one',
      '26 discovery scrape_configs[0].consul_sd_configs[0]',
      '32 scrape two',
      '39 discovery scrape_configs[1].new_sd_configs[0]',
      '41 scrape three',
      '42 discovery scrape_configs[2].kubernetes_sd_configs[0]',
      '51 alertmanager alerting.alertmanagers[0]',
      '53 discovery alerting.alertmanagers[0].http_sd_configs[0]',
      '55 remoteWrite https://mimir.example/push',
      '58 remoteWrite second',
      '61 remoteRead http://localhost:9009/read',
    ]);
  });

  it('resolves aliases and merge keys', () => {
    expect(named('one')).toEqual({
      section: 'scrape',
      name: 'one',
      at: ['scrape_configs', 0],
      line: 10,
      scheme: 'https',
      targets: ['one:9090', '[::1]:9090', 'two:9090'],
      usesDiscovery: true,
      relabels: false,
      metricsPath: '/stats',
      tls: {
        caFile: 'ca.crt',
        inlineCa: false,
        inlineCertificate: false,
        inlineKey: false,
        certFile: 'client.crt',
        keyFile: 'client.key',
        serverName: 'one.example',
        insecureSkipVerify: false,
        minVersion: 'TLS12',
        maxVersion: null,
      },
      signIn: { kind: 'basic', username: 'alice', source: 'file', file: 'alice.password' },
      proxyUrl: null,
    });
  });

  it('knows schemes, addresses and sign-ins of every section', () => {
    expect(facts.connections.map(({ scheme, targets, signIn }) => [scheme, targets, signIn?.kind, signIn?.source])).toEqual([
      ['https', ['one:9090', '[::1]:9090', 'two:9090'], 'basic', 'file'],
      ['https', ['consul.example:8500'], 'other', 'inline'],
      ['http', [], 'bearer', 'file'],
      ['http', [], undefined, undefined],
      ['http', [], 'oauth2', 'inline'],
      ['https', [], undefined, undefined],
      ['http', ['localhost:9093'], 'authorization', 'inline'],
      ['https', ['https://sd.example/targets'], 'basic', 'inline'],
      ['https', ['https://mimir.example/push'], 'other', 'none'],
      ['http', ['http://localhost:9009/api/v1/push'], undefined, undefined],
      ['http', ['http://localhost:9009/read'], 'basic', 'inline'],
    ]);
    expect(named('https://mimir.example/push')?.proxyUrl).toBe('http://proxy.example:3128');
  });

  it('tells who steers the scheme or the address of its targets', () => {
    const steering = facts.connections.filter(({ relabels }) => relabels).map(({ name }) => name);
    expect(steering).toEqual(['two', 'three']);
    expect(facts.connections.filter(({ usesDiscovery }) => usesDiscovery).map(({ name }) => name)).toEqual([
      'one',
      'two',
      'three',
      'alerting.alertmanagers[0]',
    ]);
  });

  it('lists the files with the place where they are written', () => {
    expect(facts.files.map(({ path, key, at, line, column }) => `${line}:${column} ${key} ${path} ${at.join('.')}`)).toEqual([
      '7:12 ca_file ca.crt scrape_configs.0.tls_config.ca_file',
      '15:18 cert_file client.crt scrape_configs.0.tls_config.cert_file',
      '16:17 key_file client.key scrape_configs.0.tls_config.key_file',
      '20:22 password_file alice.password scrape_configs.0.basic_auth.password_file',
      '7:12 ca_file ca.crt scrape_configs.0.consul_sd_configs.0.tls_config.ca_file',
      '33:24 bearer_token_file token scrape_configs.1.bearer_token_file',
      '37:23 files header scrape_configs.1.http_headers.X-Key.files.0',
      '37:31 files other scrape_configs.1.http_headers.X-Key.files.1',
      '65:25 ca_file tracing.crt tracing.tls_config.ca_file',
    ]);
    expect(facts.scrapeConfigFiles).toEqual(['jobs/*.yml', 'rules/*.yml']);
  });

  it('holds no secret', () => {
    expect(JSON.stringify(facts)).not.toContain('secret');
  });

  it.each(['', 'a: [', 'scrape_configs: 3', 'scrape_configs: [a, [b], ~]', 'remote_write: {url: x}', '- a', '\u0000'])(
    'has no connections for %j',
    (broken) => {
      expect(readConnections(broken).connections).toEqual([]);
    },
  );

  it('never throws, whatever is cut away or put in', () => {
    const part = fc.nat(text.length);
    fc.assert(
      fc.property(part, part, fc.string({ maxLength: 20 }), (from, to, put) => {
        expect(readConnections(text.slice(0, from) + put + text.slice(to)).connections).toBeInstanceOf(Array);
      }),
      { numRuns: 300 },
    );
  });
});
