/** Which pair an emptied web.yml had, by what still lies beside it. */
import { describe, expect, it } from 'vitest';
import { signs } from '../../../electron/check/signs.ts';
import { setupView } from '../../../shared/check/across/setupView.ts';
import { formerPair } from '../../../shared/heal/formerPair.ts';
import { repairContext } from '../../../shared/heal/repairContext.ts';
import { readScenario } from '../../support/checkScenario.ts';

const scenario = (material: string, caFile = 'server.crt'): string => `
files:
  web.yml: ''
  prometheus.yml: |
    scrape_configs:
      - job_name: prometheus
        scheme: https
        tls_config: { ca_file: ${caFile} }
        static_configs: [{ targets: ["localhost:9090"] }]
material:
${material}
`;

async function pairOf(material: string, caFile?: string): Promise<unknown> {
  const setup = await readScenario(scenario(material, caFile));
  return formerPair(repairContext(setupView(setup), true, { signs, bySystem: () => false }));
}

const own = '  server.crt: { certificate: { subject: CN=server } }\n  server.key: { keyOf: server.crt }\n';
const found = { certFile: '/etc/prometheus/server.crt', keyFile: '/etc/prometheus/server.key' };

describe('formerPair', () => {
  it('is the certificate that the self-scrape trusts, with its key', async () => {
    expect(await pairOf(own)).toEqual(found);
    expect(await pairOf(`${own}  other.crt: { certificate: { subject: CN=other } }\n  other.key: { keyOf: other.crt }\n`)).toEqual(found);
  });

  it('may be signed by an authority that the self-scrape trusts', async () => {
    const signed = '  root.crt: { certificate: { ca: true, subject: CN=Root } }\n  server.crt: { certificate: { subject: CN=server, issuer: root.crt } }\n  server.key: { keyOf: server.crt }\n';
    expect(await pairOf(signed, 'root.crt')).toEqual(found);
  });

  it.each([
    ['the key is gone', '  server.crt: { certificate: { subject: CN=server } }\n'],
    ['the key is of another certificate', '  server.crt: { certificate: { subject: CN=server } }\n  other.crt: { certificate: { subject: CN=other } }\n  server.key: { keyOf: other.crt }\n'],
    ['it is over', own.replace('CN=server', 'CN=server, days: [-20, -10]')],
    ['two files hold the key', `${own}  copy.key: { keyOf: server.crt }\n`],
  ])('is nothing when %s', async (_what, material) => {
    expect(await pairOf(material)).toBeNull();
  });

  it('is nothing when the self-scrape trusts another certificate', async () => {
    expect(await pairOf(`${own}  old.crt: { certificate: { subject: CN=old } }\n`, 'old.crt')).toBeNull();
  });
});
