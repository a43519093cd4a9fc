/** What the components are shown with: plausible, and the same every time. */
import type { Listing } from '../../../shared/contract/contract.ts';
import type { Failure, Problem } from '../../../shared/errors/failure.ts';
import type { CertificateSummary } from '../../../shared/model/certificateSummary.ts';
import type { DiffLine, FileDiff } from '../../../shared/model/plan.ts';
import type { ProbeResult } from '../../../shared/model/probeResult.ts';
import type { CheckResult, Target } from '../../../shared/model/report.ts';

export const now = Date.UTC(2026, 10, 23, 14, 2);
const day = 86_400_000;

export const certificate: CertificateSummary = {
  subject: 'C=BE, O=Inuits, CN=localhost',
  issuer: 'C=BE, O=Inuits, CN=localhost',
  commonName: 'localhost',
  serialHex: '4f2a',
  notBefore: now - day,
  notAfter: now + 364 * day,
  sha256: '8f2a61c49b0e77d2a1b3c5d7e9f00112233445566778899aabbccddeeff0c4c4',
  keyLabel: 'EC P-256',
  signatureAlgorithm: 'ecdsa-with-SHA256',
  dnsNames: ['localhost', 'mon-1.lan'],
  ipAddresses: ['127.0.0.1', '::1'],
  otherNames: [],
  isCa: false,
  keyUsages: ['digitalSignature'],
  extendedKeyUsages: ['serverAuth'],
  selfSigned: true,
};

export const issued: CertificateSummary[] = [
  { ...certificate, subject: 'CN=mon-1.lan', issuer: 'CN=Lab Intermediate', commonName: 'mon-1.lan', selfSigned: false, notAfter: now + 12 * day },
  { ...certificate, subject: 'CN=Lab Intermediate', issuer: 'CN=Lab Root', commonName: 'Lab Intermediate', selfSigned: false, isCa: true, sha256: `11${certificate.sha256.slice(2)}` },
];

const stage = (id: ProbeResult['stages'][number]['id'], startMs: number, ms: number, detail: string, ok = true) => ({ id, ok, startMs, ms, detail });

export const probe: ProbeResult = {
  url: 'https://localhost:9090/metrics',
  ok: true,
  diagnosis: { code: 'PROBE_WELL', message: 'Everything answers as it should.' },
  stages: [
    stage('resolve', 0, 1, 'localhost is 127.0.0.1'),
    stage('tcp', 1, 0.4, 'connected to 127.0.0.1:9090'),
    stage('tls', 1.4, 9.2, 'TLS 1.3, TLS_AES_128_GCM_SHA256'),
    stage('certificate', 10.6, 2.8, 'accepted by Go with prometheus.crt'),
    stage('http', 13.4, 4, 'HTTP/1.1'),
    stage('signIn', 17.4, 71, 'bcrypt, cost 10'),
    stage('metrics', 88.4, 12, '812 series'),
  ],
  clients: { go: { ok: true, reason: '' } },
  chain: [certificate],
  tls: { version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256', alpn: null },
  http: { status: 200, version: '1.1', contentType: 'text/plain' },
  series: 812,
  curl: 'curl --cacert prometheus.crt -u prometheus https://localhost:9090/metrics',
};

export const brokenProbe: ProbeResult = {
  ...probe,
  ok: false,
  stages: [
    ...probe.stages.slice(0, 3),
    stage('certificate', 10.6, 2.8, 'x509: certificate is valid for localhost, mon-1.lan, not mon-2.lan', false),
  ],
};

const check = (id: CheckResult['id'], title: string, expected: string, observed: string, ms: number, rest: Partial<CheckResult> = {}): CheckResult => ({
  id, ok: true, title, expected, observed, message: '', ms, curl: 'curl --cacert prometheus.crt https://localhost:9090/metrics', provesNothing: false, ...rest,
});

export const checks: CheckResult[] = [
  check('plainHttp', 'Somebody without TLS', 'refused', 'refused, as it should be: 400', 2, { curl: 'curl http://localhost:9090/metrics' }),
  check('unknownIssuer', 'Somebody who does not know the certificate', 'refused by the client', 'refused, as it should be: unknown issuer', 11),
  check('wrongName', 'Somebody who expects another name', 'refused by the client', 'refused, as it should be: name not in certificate', 10),
  check('skipVerify', 'Somebody who does not look', 'let in', 'let in: 401 asked for a password', 9, { provesNothing: true, curl: 'curl -k https://localhost:9090/metrics' }),
  check('wrongPassword', 'prometheus, with a wrong password', 'refused', 'refused, as it should be: 401', 84, { user: 'prometheus', curl: 'curl --cacert prometheus.crt -u prometheus https://localhost:9090/metrics' }),
  check('rightPassword', 'prometheus, with the password', 'let in', 'let in: 200, 812 series', 102, { user: 'prometheus' }),
  check('noPassword', 'Nobody in particular', 'refused', 'let in: 200', 14, {
    ok: false,
    message: 'Prometheus answers without a password. Its web.yml has no basic_auth_users, or it was started without --web.config.file.',
    fix: { kind: 'goToStep', label: 'Go to Users', step: 'users' },
    raw: 'HTTP/1.1 200 OK',
  }),
];

export const targets: Target[] = [
  { job: 'prometheus', url: 'https://localhost:9090/metrics', health: 'up', lastError: '', lastScrape: now - 4000, lastScrapeMs: 13 },
  { job: 'node', url: 'http://mon-1.lan:9100/metrics', health: 'down', lastError: 'Get "http://mon-1.lan:9100/metrics": dial tcp 192.0.2.14:9100: connect: connection refused', lastScrape: now - 9000, lastScrapeMs: 2 },
  { job: 'blackbox', url: 'http://mon-1.lan:9115/metrics', health: 'unknown', lastError: '', lastScrape: null, lastScrapeMs: null },
  { job: 'alertmanager', url: '', health: 'vanished', lastError: '', lastScrape: null, lastScrapeMs: null },
];

const kept = (text: string, line: number, shift = 0): DiffLine => ({ sign: ' ', text, oldLine: line, newLine: line + shift });

export const changedFile: FileDiff = {
  path: '/srv/prometheus/prometheus.yml',
  role: 'scrapeConfig',
  created: false,
  mode: 0o640,
  lines: [
    ...Array.from({ length: 18 }, (_, index) => kept(`# line ${index + 1} of what stood there before`, index + 1)),
    kept('scrape_configs:', 19),
    kept('  - job_name: prometheus', 20),
    { sign: '-', text: '    scheme: http', oldLine: 21, newLine: null },
    { sign: '+', text: '    scheme: https', oldLine: null, newLine: 21 },
    { sign: '+', text: '    tls_config:', oldLine: null, newLine: 22 },
    { sign: '+', text: '      ca_file: prometheus.crt', oldLine: null, newLine: 23 },
    kept('    static_configs:', 22, 2),
    kept("      - targets: ['localhost:9090']", 23, 2),
    ...Array.from({ length: 6 }, (_, index) => kept(`  - job_name: other-${index + 1}`, 24 + index, 2)),
  ],
};

export const createdFile: FileDiff = {
  path: '/srv/prometheus/web.yml',
  role: 'webConfig',
  created: true,
  mode: 0o600,
  lines: ['basic_auth_users:', '  prometheus: ••••••••', 'tls_server_config:', '  cert_file: prometheus.crt', '  key_file: prometheus.key'].map(
    (text, index) => ({ sign: '+', text, oldLine: null, newLine: index + 1 }),
  ),
};

export const problem = (severity: Problem['severity'], message: string, hint: string): Problem => ({ code: 'SAMPLE', severity, message, hint });

export const failure: Failure = {
  code: 'SERVER_NOT_READY',
  message: 'Prometheus was started and ended again after 0.3 s.',
  hint: 'Another program listens on 127.0.0.1:9090. Stop it, or choose another address.',
  fix: { kind: 'goToStep', label: 'Choose another address', step: 'server' },
  raw: 'level=error err="listen tcp 127.0.0.1:9090: bind: address already in use"',
};

export async function list(path: string): Promise<Listing | null> {
  const names = path === '/' ? ['etc', 'home', 'srv', 'var'] : ['conf.d', 'data', 'prometheus.yml', 'rules', 'web.yml'];
  return Promise.resolve({
    path: path === '~' ? '/home/you' : path,
    parent: path === '/' ? null : '/',
    exists: true,
    isFolder: true,
    writable: true,
    entries: names.map((name) => ({ name, kind: name.includes('.yml') ? ('file' as const) : ('folder' as const) })),
    failure: null,
  });
}
