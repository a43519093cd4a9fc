import { describe, expect, it } from 'vitest';
import { checkedConnections } from '../../../../shared/check/across/checkedConnections.ts';
import { setupView } from '../../../../shared/check/across/setupView.ts';
import type { CheckedConnection } from '../../../../shared/model/checkReport.ts';
import { readScenario } from '../../../support/checkScenario.ts';

async function read(scenario: string): Promise<CheckedConnection[]> {
  const view = setupView(await readScenario(scenario));
  return checkedConnections({ view, server: view.servers[0] ?? null });
}

const scenario = `
files:
  prometheus.yml: |
    alerting:
      alertmanagers:
        - static_configs: [{ targets: ['first:9093'] }]
        - { scheme: https, tls_config: { ca: inline, insecure_skip_verify: true }, static_configs: [{ targets: ['second:9093'] }] }
    remote_write:
      - { url: 'https://me:top-secret@store.example/push?token=top-secret', authorization: { credentials: top-secret }, proxy_url: 'http://me:top-secret@proxy:3128' }
    scrape_config_files: ['far*.yml']
    scrape_configs:
      - job_name: node
        scheme: https
        tls_config: { ca_file: ca.crt, server_name: node.example, cert_file: me.crt, key_file: me.key }
        basic_auth: { username: scraper, password: top-secret }
        static_configs: [{ targets: [${Array.from({ length: 23 }, (_, index) => `'n${String(index)}:9100'`).join(', ')}] }]
      - { job_name: found, file_sd_configs: [{ files: [f.json] }] }
  far.yml: |
    scrape_configs:
      - { job_name: far, static_configs: [{ targets: ['far:9100'] }] }
server:
  configFile: /etc/prometheus/prometheus.yml
  live:
    targets:
      - { job: node, url: 'https://n0:9100/metrics', health: up, lastError: '', lastScrape: null, lastScrapeMs: null }
      - { job: node, url: 'https://n1:9100/metrics', health: down, lastError: 'refused', lastScrape: null, lastScrapeMs: null }
`;

describe('the connections of a setup', () => {
  it('are those of the configuration with what they use now, without a secret', async () => {
    const found = await read(scenario);
    expect(found.map(({ section, name, index, scheme, canSwitch }) => [section, name, index, scheme, canSwitch])).toEqual(expect.arrayContaining([
      ['scrape', 'node', 0, 'https', true],
      ['scrape', 'found', 1, 'http', true],
      ['scrape', 'far', 0, 'http', false],
      ['alertmanager', expect.any(String), 0, 'http', true],
      ['alertmanager', expect.any(String), 1, 'https', true],
      ['remoteWrite', 'https://store.example/push', 0, 'https', true],
    ]));
    expect(found).toHaveLength(6);
    expect(found.find(({ name }) => name === 'node')).toMatchObject({
      caFile: 'ca.crt', serverName: 'node.example', certFile: 'me.crt', keyFile: 'me.key', user: 'scraper', signIn: 'basic', targetCount: 23, usesDiscovery: false,
      health: { up: 1, down: 1, unknown: 0, vanished: 0 },
    });
    expect(found.find(({ name }) => name === 'node')?.targets).toHaveLength(20);
    expect(found.find(({ name }) => name === 'found')).toMatchObject({ usesDiscovery: true, health: null, signIn: null });
    expect(found.find(({ section, index }) => section === 'alertmanager' && index === 1)).toMatchObject({ inlineCa: true, insecureSkipVerify: true });
    expect(found.find(({ section }) => section === 'remoteWrite')).toMatchObject({ signIn: 'authorization', user: null });
    expect(JSON.stringify(found)).not.toContain('top-secret');
  });

  it('are there for files that no server uses, and none where there is no configuration', async () => {
    const files = `files: { prometheus.yml: "scrape_configs: [{ job_name: only }]" }\nserver: false`;
    expect(await read(files)).toMatchObject([{ name: 'only', canSwitch: true, health: null }]);
    expect(await read(`files: { web.yml: "{}" }\nserver: false`)).toEqual([]);
  });
});
