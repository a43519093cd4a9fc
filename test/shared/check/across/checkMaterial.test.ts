/** Which part each file plays: names, authorities and verifiers reach the rules of material as the setup joins them. */
import { describe, expect, it } from 'vitest';
import { signs } from '../../../../electron/check/signs.ts';
import { checkMaterial } from '../../../../shared/check/across/checkMaterial.ts';
import { referencesOf } from '../../../../shared/check/across/referencesOf.ts';
import { setupView } from '../../../../shared/check/across/setupView.ts';
import { readScenario } from '../../../support/checkScenario.ts';

const web = "'tls_server_config: { cert_file: server.crt, key_file: server.key }'";
const job = (name: string, target: string, more = '') =>
  `{ job_name: ${name}, scheme: https, tls_config: { ca_file: ca.crt${more} }, static_configs: [{ targets: ['${target}'] }] }`;

async function found(jobs: readonly string[], change: { material?: string[]; server?: string; web?: string } = {}): Promise<string[]> {
  const text = [
    'files:', `  web.yml: ${change.web ?? web}`, '  prometheus.yml: |', '    scrape_configs:', ...jobs.map((each) => `      - ${each}`),
    'material:', '  ca.crt: { certificate: { ca: true, subject: CN=Lab CA } }',
    ...(change.material ?? ['server.crt: { certificate: { issuer: ca.crt } }', 'server.key: { keyOf: server.crt }']).map((line) => `  ${line}`),
    change.server ?? "server: { listen: '0.0.0.0:9090' }", '',
  ].join('\n');
  const view = setupView(await readScenario(text));
  return checkMaterial(view, referencesOf(view), signs).map(({ code, message }) => (code === 'CERTIFICATE_NOT_FOR_NAME' ? `${code} ${message}` : code));
}

describe('checkMaterial', () => {
  it('asks for the names by which jobs call the server, and for server_name where they say another', async () => {
    expect(await found([job('a', 'localhost:9090'), job('b', 'mon.example.org:9090', ', server_name: localhost')])).toEqual([]);
    const [one] = await found([job('a', 'localhost:9090'), job('b', 'mon.example.org:9090')]);
    expect(one).toMatch(/^CERTIFICATE_NOT_FOR_NAME .*mon\.example\.org.*job b/);
    expect(await found([job('a', 'localhost:9090', ', server_name: other')])).toHaveLength(1);
  });

  it('asks nothing for a job that does not verify, or that means another machine', async () => {
    expect(await found([job('a', 'mon.example.org:9090', ', insecure_skip_verify: true'), job('b', 'web1.example.org:9090')])).toEqual([]);
  });

  it('judges a certificate once that two servers share', async () => {
    const servers = "servers: [{ listen: '0.0.0.0:9090' }, { kind: node_exporter, listen: '0.0.0.0:9100', webConfigFile: /etc/prometheus/web.yml }]";
    const material = ['server.crt: { certificate: { issuer: ca.crt, days: [-90, -1] } }', 'server.key: { keyOf: server.crt }'];
    expect(await found([job('a', 'localhost:9090'), job('b', 'localhost:9100')], { server: servers, material })).toEqual(['CERTIFICATE_EXPIRED']);
  });

  it('says once that certificate and key are the wrong way round', async () => {
    const swapped = "'tls_server_config: { cert_file: server.key, key_file: server.crt }'";
    expect(await found([job('a', 'localhost:9090')], { web: swapped })).toEqual(['CERTIFICATE_AND_KEY_SWAPPED']);
  });

  it('holds an authority against what the server presents, and against nothing where no server is known', async () => {
    const material = ['other.crt: { certificate: { ca: true, subject: CN=Other } }', 'server.crt: { certificate: { issuer: other.crt } }', 'server.key: { keyOf: server.crt }'];
    expect(await found([job('a', 'localhost:9090')], { material })).toEqual(['CA_DOES_NOT_SIGN']);
    expect(await found([job('a', 'web1.example.org:9090')], { material })).toEqual([]);
  });
});
