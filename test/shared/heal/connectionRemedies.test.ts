/** What is offered for a connection to another server of the setup, and where a person has to decide. */
import { describe, expect, it } from 'vitest';
import { signs } from '../../../electron/check/signs.ts';
import { checkSetup } from '../../../shared/check/checkSetup.ts';
import { setupView } from '../../../shared/check/across/setupView.ts';
import { repairContext } from '../../../shared/heal/repairContext.ts';
import { repairOf } from '../../../shared/heal/repairsOf.ts';
import { readScenario } from '../../support/checkScenario.ts';

const scenario = (connection: string, leaf: string): string => `
files:
  prometheus.yml: |
${connection.split('\n').map((line) => `    ${line}`).join('\n')}
  node.yml: |
    tls_server_config: { cert_file: node.crt, key_file: node.key }
material:
  root.crt: { certificate: { ca: true, subject: CN=Lab Root } }
  node.crt: { certificate: { subject: CN=node, ${leaf} } }
  node.key: { keyOf: node.crt }
servers:
  - { webConfigFile: null }
  - { kind: node_exporter, listen: "127.0.0.1:9100", configFile: null, webConfigFile: /etc/prometheus/node.yml, args: ["--web.config.file=/etc/prometheus/node.yml"] }
  - { kind: pushgateway, listen: "127.0.0.1:9091", configFile: null, webConfigFile: null }
`;

async function repairsOf(connection: string, leaf = 'names: [localhost]'): Promise<unknown[]> {
  const setup = await readScenario(scenario(connection, leaf));
  const context = repairContext(setupView(setup), true, { signs, bySystem: () => false });
  const found = checkSetup(setup, { signs }).filter(({ code }) => code === 'CONNECTION_OVER_HTTP' || code === 'CONNECTION_WITHOUT_CA');
  return found.map((each) => repairOf(each, context)?.edits.flatMap(({ edits }) => edits.map((edit) => [edit.path.filter((step) => typeof step !== 'number').map((step) => (typeof step === 'object' ? step.is : step)).join('.'), edit.op === 'set' && edit.value.kind === 'scalar' ? edit.value.value : edit.op])) ?? null);
}

const job = (targets: string, more = ''): string => `scrape_configs:\n  - job_name: node\n    ${more}\n    static_configs: [{ targets: [${targets}] }]`;
const scheme = ['scrape_configs.node.scheme', 'https'];
const trust = ['scrape_configs.node.tls_config.ca_file', 'node.crt'];

describe('a job that asks a server with TLS', () => {
  it('over HTTP is switched, and made to trust its certificate', async () => {
    expect(await repairsOf(job('"localhost:9100"'))).toEqual([[scheme, trust]]);
  });

  it('by a name that the certificate does not have, asks for one that it has', async () => {
    expect(await repairsOf(job('"127.0.0.1:9100"'))).toEqual([[scheme, trust, ['scrape_configs.node.tls_config.server_name', 'localhost']]]);
  });

  it('whose certificate an authority of the setup signed, trusts that', async () => {
    expect(await repairsOf(job('"localhost:9100"'), 'names: [localhost], issuer: root.crt')).toEqual([[scheme, ['scrape_configs.node.tls_config.ca_file', 'root.crt']]]);
  });

  it('with certificates in the file itself keeps those', async () => {
    expect(await repairsOf(job('"localhost:9100"', 'tls_config: { ca: mine }'))).toEqual([[scheme]]);
  });

  it('without anything to trust gets the file alone', async () => {
    expect(await repairsOf(job('"localhost:9100"', 'scheme: https'))).toEqual([[trust]]);
  });

  it.each([
    ['another target has no TLS', job('"localhost:9100", "localhost:9091"')],
    ['another target is not known', job('"localhost:9100", "elsewhere.example:9100"')],
  ])('is left to a person where %s', async (_what, connection) => {
    expect(await repairsOf(connection)).toEqual([null]);
  });
});

it('changes the scheme of a URL in its place', async () => {
  const remote = 'remote_write:\n  - url: http://localhost:9100/push?token=secret';
  expect(await repairsOf(remote)).toEqual([[['remote_write.url', 'scheme'], ['remote_write.tls_config.ca_file', 'node.crt']]]);
});
