/** How the modules of a blackbox.yml ask. */
import { describe, expect, it } from 'vitest';
import { probeModulesOf, type ProbeModule } from '../../../shared/prometheus/probeModules.ts';
import { readYaml } from '../../../shared/yaml/readYaml.ts';

function modules(text: string): ReadonlyMap<string, ProbeModule> | null {
  const reading = readYaml(text);
  return reading.ok ? probeModulesOf(reading.document) : null;
}
const module = (text: string): ProbeModule | undefined => modules(`modules:\n  m: ${text}\n`)?.get('m');

describe('probeModulesOf', () => {
  it.each([
    ['{ prober: http }', false], ['{ prober: http, http: { basic_auth: { username: a, password: b } } }', true],
    ['{ prober: http, http: { authorization: { credentials_file: x } } }', true], ['{ prober: http, http: { bearer_token: x } }', true],
    ['{ prober: http, http: { headers: { AUTHORIZATION: x } } }', true], ['{ prober: http, http: { http_headers: { Authorization: { files: [x] } } } }', true],
    ['{ prober: http, http: { headers: { Host: x } } }', false], ['{ prober: tcp, http: { basic_auth: { username: a } } }', false],
  ])('%s signs in: %s', (text, signsIn) => {
    expect(module(text)?.signsIn).toBe(signsIn);
  });

  it('takes the TLS of its own prober', () => {
    expect(module('{ prober: tcp, tcp: { tls: true, tls_config: { ca_file: x } }, http: { tls_config: { ca_file: y } } }')).toMatchObject({ startsTls: true, tls: { caFile: 'x' } });
    expect(module('{ prober: http, tcp: { tls: true } }')).toMatchObject({ startsTls: false, tls: null });
  });

  it('knows what is special, and which statuses count', () => {
    expect(['proxy_url: http://p', 'proxy_from_environment: true', 'fail_if_ssl: true', 'fail_if_not_ssl: true'].map((field) => module(`{ prober: http, http: { ${field} } }`)?.isSpecial)).toEqual([true, true, true, false]);
    expect(module('{ prober: http, http: { valid_status_codes: [200, 401] } }')?.statuses).toEqual(['200', '401']);
  });

  it.each(['', '{}', 'modules: []', 'modules:\n', ': ['])('has none in %j', (text) => {
    expect(modules(text)).toBeNull();
  });
});
