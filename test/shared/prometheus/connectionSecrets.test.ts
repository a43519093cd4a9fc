import { describe, expect, it } from 'vitest';
import { connectionsOf } from '../../../shared/prometheus/connections.ts';
import { connectionSecrets } from '../../../shared/prometheus/connectionSecrets.ts';
import { readYaml } from '../../../shared/yaml/readYaml.ts';

const text = `
scrape_configs:
  - job_name: a
    basic_auth: &auth {username: u, password: one}
    tls_config: {ca: PEM}
  - job_name: b
    basic_auth: {username: u, password_file: two}
    http_sd_configs: [{url: "http://x", basic_auth: {username: u, password: sd}}]
  - just text
  - job_name: c
    basic_auth: *auth
remote_write:
  - url: http://y
    basic_auth: {username: u, password: ~}
`;

describe('connectionSecrets', () => {
  it('gives those of a connection by the place that the connection has', () => {
    const reading = readYaml(text);
    if (!reading.ok) throw new Error(reading.problem.message);
    const secrets = connectionSecrets(reading.document);
    const { connections } = connectionsOf(reading.document);
    expect(connections.map(({ section, name }, index) => [section, name, secrets(index).password, secrets(index).ca])).toEqual([
      ['scrape', 'a', 'one', 'PEM'],
      ['scrape', 'b', null, null],
      ['discovery', 'scrape_configs[1].http_sd_configs[0]', 'sd', null],
      ['scrape', 'c', 'one', null],
      ['remoteWrite', 'http://y', null, null],
    ]);
    expect(secrets(99)).toEqual({ password: null, ca: null });
    expect(secrets(-1)).toEqual({ password: null, ca: null });
  });
});
