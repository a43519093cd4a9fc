/** What the self-scrape is made to trust where an authority signed the certificate of the server. */
import { describe, expect, it } from 'vitest';
import { signs } from '../../../electron/check/signs.ts';
import { checkSetup } from '../../../shared/check/checkSetup.ts';
import { setupView } from '../../../shared/check/across/setupView.ts';
import { answersAsTheyAre } from '../../../shared/heal/answersAsTheyAre.ts';
import { repairContext, type RepairContext } from '../../../shared/heal/repairContext.ts';
import { repairOf } from '../../../shared/heal/repairsOf.ts';
import { issuerOf, trustedFile } from '../../../shared/heal/trustedFile.ts';
import { readScenario } from '../../support/checkScenario.ts';

/** A self-scrape with these lines, beside a chain of a root that lies in root.crt. */
const scenario = (lines: string, leaf = 'issuer: middle.crt'): string => `
files:
  web.yml: |
    tls_server_config: { cert_file: server.crt, key_file: server.key }
  prometheus.yml: |
    scrape_configs:
      - job_name: prometheus
        scheme: https
        ${lines}
        static_configs: [{ targets: ["localhost:9090"] }]
      - job_name: other
        scheme: https
        tls_config: { ca_file: OTHER }
        static_configs: [{ targets: ["elsewhere.example:443"] }]
material:
  root.crt: { certificate: { ca: true, subject: CN=Lab Root } }
  stale.crt: { certificate: { ca: true, subject: CN=Lab Intermediate } }
  middle.crt: { certificate: { ca: true, issuer: root.crt, subject: CN=Lab Intermediate, pathLength: 0 } }
  leaf.crt: { certificate: { subject: CN=leaf, ${leaf} } }
  server.crt: { parts: [leaf.crt, middle.crt] }
  server.key: { keyOf: leaf.crt }
`;

/** @param known names of the files that are there; null: all of the scenario */
async function contextOf(text: string, bySystem = false, known: RegExp | null = null): Promise<{ context: RepairContext; repairs: Record<string, unknown> }> {
  const read = await readScenario(text);
  const setup = { ...read, files: Object.fromEntries(Object.entries(read.files).filter(([path]) => known === null || known.test(path))) };
  const context = repairContext(setupView(setup), true, { signs, bySystem: () => bySystem });
  const repairs = checkSetup(setup, { signs }).map((found) => [found.code, repairOf(found, context)] as const);
  return { context, repairs: Object.fromEntries(repairs) };
}

const onlyPair = /server\.|\.yml$/;

describe('trustedFile', () => {
  it.each([
    ['what the self-scrape trusts already, when it vouches for the certificate', 'tls_config: { ca_file: root.crt }', 'stale.crt', '/etc/prometheus/root.crt'],
    ['what another job trusts, when that does', 'tls_config: { insecure_skip_verify: true }', 'root.crt', '/etc/prometheus/root.crt'],
    ['not an authority of the same name with another key', 'tls_config: { ca_file: stale.crt }', 'root.crt', '/etc/prometheus/root.crt'],
    ['not a file that is not there', 'tls_config: { ca_file: gone.crt }', 'root.crt', '/etc/prometheus/root.crt'],
  ])('is %s', async (_, lines, other, expected) => {
    expect(trustedFile((await contextOf(scenario(lines).replace('OTHER', other))).context)).toBe(expected);
  });

  it('is the certificate file itself where the root lies nowhere, and nothing where the system has it', async () => {
    const alone = scenario('honor_labels: true').replace('OTHER', 'gone.crt');
    expect(trustedFile((await contextOf(alone, false, onlyPair)).context)).toBe('/etc/prometheus/server.crt');
    expect(trustedFile((await contextOf(alone, true, onlyPair)).context)).toBeNull();
  });

  it('is nothing for a certificate that signs itself: the planner trusts that one', async () => {
    const { context } = await contextOf(scenario('tls_config: { ca_file: gone.crt }', '').replace('parts: [leaf.crt, middle.crt]', 'parts: [leaf.crt]').replace('OTHER', 'root.crt'));
    expect([issuerOf(context), trustedFile(context)]).toEqual([null, null]);
  });

  it('goes into the answers that a repair starts from', async () => {
    const { context } = await contextOf(scenario('tls_config: { ca_file: gone.crt }').replace('OTHER', 'root.crt'));
    expect(answersAsTheyAre(context, null)?.certificate).toEqual({ source: 'keep', ca_file: '/etc/prometheus/root.crt' });
  });
});

describe('a certificate that an authority signed', () => {
  const trusting = (leaf: string): string => scenario('tls_config: { ca_file: root.crt }', `issuer: middle.crt, ${leaf}`).replace('OTHER', 'root.crt');

  it('stays where some clients accept it: they would be locked out by one that signs itself', async () => {
    const { repairs } = await contextOf(trusting('days: [-360, 5]'));
    expect(repairs).toHaveProperty('CERTIFICATE_EXPIRES_SOON', null);
  });

  it('stays where it is good for other names: the self-scrape asks for one of them', async () => {
    const { repairs } = await contextOf(trusting('names: ["DNS:prom.example"]'));
    expect(repairs['CERTIFICATE_NOT_FOR_NAME']).toMatchObject({ answers: { followScrape: true } });
    expect(repairs['CERTIFICATE_NOT_FOR_NAME']).not.toHaveProperty('answers.certificate');
  });

  it('is replaced where nobody gets in with it, and the label says by what', async () => {
    const { repairs } = await contextOf(trusting('days: [-360, -5]'));
    expect(repairs['CERTIFICATE_EXPIRED']).toMatchObject({
      label: 'Replace the certificate from CN=Lab Intermediate by one that signs itself', answers: { certificate: { source: 'self_signed' } },
    });
  });
});
