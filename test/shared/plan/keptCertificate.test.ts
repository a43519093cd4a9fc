/** Certificates that are there already: one of a private authority, one that runs out, one that does not fit its key. */
import { describe, expect, it } from 'vitest';
import { problem } from '../../../shared/errors/failure.ts';
import type { Plan } from '../../../shared/model/plan.ts';
import { asApplied } from '../../../shared/plan/asApplied.ts';
import { planDeployment } from '../../../shared/plan/planDeployment.ts';
import { articleAnswers, folder, hostFacts, usedCertificate } from '../../support/planFixtures.ts';

const webConfig = 'tls_server_config:\n  cert_file: prometheus.crt\n  key_file: prometheus.key\n';
const codes = (plan: Plan): string[] => plan.problems.map((found) => found.code);
const checks = (plan: Plan): string[] => plan.checks.map((check) => check.id);
const jobWith = (tls: string): string =>
  `scrape_configs:\n  - job_name: prometheus\n    scheme: https\n    tls_config: {${tls}}\n    static_configs:\n      - targets: ['localhost:9090']\n`;

function signedByOther() {
  const used = usedCertificate(['localhost']);
  return { ...used, summary: used.summary === null ? null : { ...used.summary, issuer: 'CN=Our CA', selfSigned: false } };
}

function keeping(scrapeConfig: string, certificate: { source: 'keep'; ca_file?: string } = { source: 'keep' }, change: Parameters<typeof hostFacts>[0] = {}): Plan {
  return planDeployment(articleAnswers({ certificate, users: [] }), hostFacts({ webConfig, scrapeConfig, certificate: signedByOther(), ...change }));
}

describe('a certificate of a private authority', () => {
  it('is trusted by the CA that the self-scrape trusts, which stays as it is written', () => {
    const plan = keeping(jobWith('ca_file: tls/ca.crt'));
    expect(plan.endpoint.caFile).toBe(`${folder}/tls/ca.crt`);
    expect(checks(plan)).toContain('unknownIssuer');
    expect(codes(plan)).not.toContain('CERTIFICATE_CA_UNKNOWN');
    expect(plan.actions.filter((action) => action.kind === 'yaml.edit')).toEqual([]);
  });

  it('is trusted by the CA that was answered, before any other', () => {
    const plan = keeping(jobWith('ca_file: tls/ca.crt'), { source: 'keep', ca_file: '/etc/ssl/ours.crt' });
    expect(plan.endpoint.caFile).toBe('/etc/ssl/ours.crt');
    expect(JSON.stringify(plan.actions)).toContain('/etc/ssl/ours.crt');
  });

  it('is proven against the CAs of the system where none is known, and says so', () => {
    const plan = keeping(jobWith(''));
    expect(plan.endpoint.caFile).toBeNull();
    expect(checks(plan)).not.toContain('unknownIssuer');
    expect(checks(plan)).toContain('wrongName');
    expect(codes(plan)).toContain('CERTIFICATE_CA_UNKNOWN');
  });

  it('needs the CA that was answered to be there', () => {
    const plan = keeping(jobWith(''), { source: 'keep', ca_file: '/none.crt' }, { files: { '/none.crt': { kind: 'absent' } } });
    expect(plan.problems.find(({ code }) => code === 'CERTIFICATE_CA_UNREADABLE')).toMatchObject({ severity: 'error', field: 'certificate.ca_file' });
  });

  it('keeps its CA in the answers once they are applied', () => {
    const certificate = { source: 'keep' as const, ca_file: '/etc/ssl/ours.crt' };
    expect(asApplied(articleAnswers({ certificate })).certificate).toEqual(certificate);
  });

  it('gives a new job a server_name though there is no CA to name', () => {
    const used = signedByOther();
    const summary = used.summary === null ? null : { ...used.summary, dnsNames: ['mon.lan'] };
    const plan = planDeployment(articleAnswers({ certificate: { source: 'keep' }, users: [] }), hostFacts({ webConfig, certificate: { ...used, summary } }));
    expect(JSON.stringify(plan.actions)).toContain('["server_name",{"kind":"scalar","value":"mon.lan"}]');
  });
});

describe('a certificate in use that is what the answers ask for', () => {
  const certificate = { source: 'self_signed' as const };
  const subject = { subject: 'CN=localhost' };
  const made = (problems: ReturnType<typeof problem>[]): boolean => {
    const used = usedCertificate(['localhost']);
    const facts = hostFacts({ webConfig, fileNames: ['prometheus.crt'], certificate: { ...used, problems, summary: used.summary && { ...used.summary, ...subject } } });
    return planDeployment(articleAnswers({ certificate }), facts).actions.some((action) => action.kind === 'file.write' && action.role === 'key');
  };

  it('is kept while it is good', () => {
    expect(made([])).toBe(false);
  });

  it('is made new where it has run out, or will soon', () => {
    expect(made([problem('CERTIFICATE_EXPIRES_SOON', { date: '1 January 1971' }, { severity: 'warning' })])).toBe(true);
    expect(made([problem('CERTIFICATE_EXPIRED', { date: '1 January 1971' })])).toBe(true);
  });
});

it('tells of a key that does not fit once, as inspection found it', () => {
  const found = problem('KEY_DOES_NOT_MATCH', {}, { path: `${folder}/prometheus.key` });
  const used = { ...usedCertificate(['localhost']), keyMatches: false, problems: [found] };
  const plan = planDeployment(articleAnswers({ certificate: { source: 'keep' } }), hostFacts({ webConfig, certificate: used }));
  expect(codes(plan).filter((code) => code === 'KEY_DOES_NOT_MATCH')).toHaveLength(1);
});

it.each(['RequireAnyClientCert', 'RequireClientCert', 'RequireAndVerifyClientCert'])('refuses a server with %s', (type) => {
  const asking = `${webConfig}  client_auth_type: ${type}\n`;
  expect(codes(keeping(jobWith('ca_file: ca.crt'), { source: 'keep' }, { webConfig: asking }))).toContain('CLIENT_CERTIFICATES_REQUIRED');
});

it('takes a server that asks for a client certificate and does not need it', () => {
  const asking = `${webConfig}  client_auth_type: VerifyClientCertIfGiven\n`;
  expect(codes(keeping(jobWith('ca_file: ca.crt'), { source: 'keep' }, { webConfig: asking }))).not.toContain('CLIENT_CERTIFICATES_REQUIRED');
});
