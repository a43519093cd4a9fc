import { describe, expect, it } from 'vitest';
import { readScrapeConfig } from '../../../shared/prometheus/scrapeConfig.ts';

const codes = (text: string): unknown[] => readScrapeConfig(text).problems.map(({ code, line, column }) => [code, line, column]);

describe('readScrapeConfig', () => {
  it('reads the article', () => {
    const facts = readScrapeConfig(
      "global:\n  scrape_interval:     15s\nscrape_configs:\n  - job_name: 'prometheus'\n    scheme: https\n    basic_auth:\n      username: prometheus\n      password: inuitsdemo\n    tls_config:\n      ca_file: prometheus.crt\n    static_configs:\n    - targets: ['localhost:9090']\n",
    );
    expect(facts).toEqual({
      hasScrapeConfigs: true,
      scrapeIntervalMs: 15_000,
      jobs: [
        {
          index: 0, name: 'prometheus', line: 4, scheme: 'https', metricsPath: '/metrics', targets: ['localhost:9090'],
          usesDiscovery: false, setsScheme: false, caFile: 'prometheus.crt', inlineCa: false, certFile: null, keyFile: null, serverName: null, insecureSkipVerify: false,
          basicAuth: { username: 'prometheus', passwordSource: 'inline', passwordFile: null }, otherAuth: null, scrapeIntervalMs: null,
        },
      ],
      jobsLeftOut: 0,
      peers: [],
      scrapeConfigFiles: [],
      problems: [],
    });
    expect(JSON.stringify(facts)).not.toContain('inuitsdemo');
  });

  it('takes what is left out from the defaults of Prometheus', () => {
    const facts = readScrapeConfig('scrape_configs:\n- job_name: a\n');
    expect(facts.scrapeIntervalMs).toBe(60_000);
    expect(facts.jobs[0]).toMatchObject({ scheme: 'http', metricsPath: '/metrics', targets: [], basicAuth: null });
    expect(readScrapeConfig('')).toEqual({ hasScrapeConfigs: false, scrapeIntervalMs: 60_000, jobs: [], jobsLeftOut: 0, peers: [], scrapeConfigFiles: [], problems: [] });
    expect(readScrapeConfig('scrape_configs:\n').hasScrapeConfigs).toBe(false);
  });

  it('follows anchors and merges as Prometheus does', () => {
    const facts = readScrapeConfig(
      'x: &x\n  scheme: https\n  tls_config: {insecure_skip_verify: on}\n  scrape_interval: 1m30s\nscrape_configs:\n- <<: *x\n  job_name: a\n- job_name: b\n  <<: [*x]\n  scheme: http\n  basic_auth: {username: u, password_file: f}\n',
    );
    expect(facts.jobs[0]).toMatchObject({ name: 'a', scheme: 'https', insecureSkipVerify: true, scrapeIntervalMs: 90_000 });
    expect(facts.jobs[1]).toMatchObject({
      name: 'b', scheme: 'http', insecureSkipVerify: true, basicAuth: { username: 'u', passwordSource: 'file', passwordFile: 'f' },
    });
  });

  it.each(['authorization: {credentials: x}', 'oauth2: {client_id: x}', 'bearer_token: x', 'bearer_token_file: x'])(
    'sees that %s takes the place of basic_auth',
    (field) => {
      expect(readScrapeConfig(`scrape_configs:\n- job_name: a\n  ${field}\n`).jobs[0]?.otherAuth).toBe(field.split(':')[0]);
    },
  );

  it('sees discovery, and several groups of targets', () => {
    const facts = readScrapeConfig(
      'scrape_configs:\n- job_name: a\n  file_sd_configs: [{files: [x.json]}]\n- job_name: b\n  dns_sd_configs:\n  static_configs:\n  - targets: [a, b]\n  - targets:\n    - c\n    labels: {x: y}\n',
    );
    expect(facts.jobs.map((job) => [job.usesDiscovery, job.targets])).toEqual([[true, []], [false, ['a', 'b', 'c']]]);
  });

  it.each([
    ['a web.yml', 'tls_server_config:\n  cert_file: a\n', [['SCRAPE_CONFIG_IS_WEB_CONFIG', 1, 1]]],
    ['a file of another program', '{"auths": {}}\n', [['CONFIG_OF_ANOTHER_PROGRAM', 1, 1]]],
    ['a map of jobs', 'scrape_configs:\n  a: {}\n', [['CONFIG_SHAPE', 1, 1]]],
    ['a job that is a word', 'scrape_configs:\n- a\n', [['CONFIG_SHAPE', 2, 1]]],
    ['a job without a name', 'scrape_configs:\n- scheme: http\n', [['CONFIG_SHAPE', 2, 1]]],
    ['two jobs of one name', 'scrape_configs:\n- job_name: a\n- job_name: "a"\n', [['SCRAPE_JOB_TWICE', 3, 1]]],
    ['a quoted boolean', 'scrape_configs:\n- job_name: a\n  tls_config: {insecure_skip_verify: "true"}\n', [['CONFIG_SHAPE', 3, 16]]],
    ['targets that are maps', 'scrape_configs:\n- job_name: a\n  static_configs:\n  - targets: [{a: b}]\n', [['CONFIG_SHAPE', 4, 15]]],
    ['several documents', '---\nscrape_configs: []\n---\n', [['YAML_SEVERAL_DOCUMENTS', 3, 1]]],
    ['a tab', 'global:\n\tscrape_interval: 1s\n', [['YAML_TAB', 2, 1]]],
  ])('tells what is wrong with %s', (_what, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });
});
