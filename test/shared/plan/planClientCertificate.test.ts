import { describe, expect, it } from 'vitest';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { clientCertificateRules, planClientCertificate } from '../../../shared/plan/planClientCertificate.ts';
import { articleAnswers, hostFacts } from '../../support/planFixtures.ts';

const web = (type: string): string =>
  `tls_server_config:\n  cert_file: prometheus.crt\n  key_file: prometheus.key\n  client_auth_type: ${type}\n  client_ca_file: ca.crt\n`;
const job = (more = ''): string =>
  `scrape_configs:\n  - job_name: prometheus\n    scheme: https\n    tls_config:\n      ca_file: prometheus.crt\n${more}    static_configs:\n      - targets: [localhost:9090]\n`;
const own = '      cert_file: own.crt\n      key_file: own.key\n';
const requiring = web('RequireAndVerifyClientCert');

describe('what web.yml asks of clients', () => {
  it.each([
    ['NoClientCert', { required: false, verified: false }],
    ['VerifyClientCertIfGiven', { required: false, verified: false }],
    ['RequireAnyClientCert', { required: true, verified: false }],
    ['RequireAndVerifyClientCert', { required: true, verified: true }],
  ])('%s', (type, rules) => {
    expect(clientCertificateRules(hostFacts({ webConfig: web(type) }))).toEqual(rules);
  });
});

describe('the client certificate of Prometheus', () => {
  it('is none where nobody asks for one', () => {
    const part = planClientCertificate(articleAnswers(), hostFacts({ scrapeConfig: job() }), true);
    expect(part).toEqual({ pair: null, made: false, actions: [], edits: [], problems: [] });
  });

  it('is the one that the self-scrape shows already', () => {
    const part = planClientCertificate(articleAnswers(), hostFacts({ webConfig: requiring, scrapeConfig: job(own) }), true);
    expect(part.pair).toEqual({ certFile: '/srv/sealed/own.crt', keyFile: '/srv/sealed/own.key' });
    expect(part.problems).toEqual([]);
  });

  it('is missed where everybody has to show one', () => {
    const part = planClientCertificate(articleAnswers(), hostFacts({ webConfig: requiring, scrapeConfig: job() }), true);
    expect(part.problems).toMatchObject([{ code: 'CLIENT_CERTIFICATES_REQUIRED' }]);
  });

  it('is made when that is asked for, beside those that were let in before', () => {
    const facts = hostFacts({ webConfig: requiring, scrapeConfig: job(), clientCaPem: 'PEM of the CA\n', fileNames: ['prometheus-client.key'] });
    const part = planClientCertificate(articleAnswers({ scrape: { client_certificate: 'make' } }), facts, true);
    expect(part.pair).toEqual({ certFile: '/srv/sealed/prometheus-client-2.crt', keyFile: '/srv/sealed/prometheus-client-2.key' });
    expect(part.actions).toMatchObject([
      { role: 'key', mode: 0o600, content: [{ material: 'key:client' }] },
      { role: 'certificate', content: [{ material: 'certificate:client' }] },
      { role: 'clientCa', path: '/srv/sealed/client-ca.crt', content: ['PEM of the CA\n', { material: 'certificate:client' }] },
    ]);
    expect(part.edits).toMatchObject([{ path: ['tls_server_config', 'client_ca_file'], value: { value: 'client-ca.crt' } }]);
  });

  it('is not made again where the one shown is let in by itself', () => {
    const facts = hostFacts({ webConfig: requiring, scrapeConfig: job(own), clientCaPem: 'PEM\n', knownClientFiles: ['/srv/sealed/own.crt'] });
    expect(planClientCertificate(articleAnswers({ scrape: { client_certificate: 'make' } }), facts, true)).toMatchObject({ made: false, actions: [] });
  });

  it('stands in the job, and the strangers are tried', () => {
    const answers = articleAnswers({ certificate: { source: 'keep' }, users: [], scrape: { client_certificate: 'make' } });
    const plan = planDeployment(answers, hostFacts({ webConfig: requiring, scrapeConfig: job() }));
    const edits = plan.actions.flatMap((action) => (action.kind === 'yaml.edit' && action.role === 'scrapeConfig' ? action.edits : []));
    expect(edits).toMatchObject([
      { path: ['scrape_configs', { is: 'prometheus' }, 'tls_config', 'cert_file'], value: { value: 'prometheus-client.crt' } },
      { path: ['scrape_configs', { is: 'prometheus' }, 'tls_config', 'key_file'], value: { value: 'prometheus-client.key' } },
    ]);
    expect(plan.checks.map(({ id }) => id)).toEqual(expect.arrayContaining(['noClientCertificate', 'otherClientCertificate']));
    expect(plan.endpoint.clientCertificate).toEqual({ certFile: '/srv/sealed/prometheus-client.crt', keyFile: '/srv/sealed/prometheus-client.key' });
  });
});
