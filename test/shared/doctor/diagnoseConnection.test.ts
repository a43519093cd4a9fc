import { describe, expect, it } from 'vitest';
import type { AnswerEvidence, ConnectionEvidence } from '../../../shared/doctor/connectionEvidence.ts';
import { diagnoseConnection } from '../../../shared/doctor/diagnoseConnection.ts';
import type { NetworkFailure } from '../../../shared/doctor/networkFailure.ts';

const answer: AnswerEvidence = { status: 200, location: null, authenticate: null, encoding: null, truncated: false, beginning: '' };
const evidence: ConnectionEvidence = {
  url: 'https://prom.example:9090/metrics',
  host: 'prom.example',
  port: 9090,
  path: '/metrics',
  name: 'prom.example',
  tls: true,
  insecure: false,
  deadlineMs: 2000,
  failure: null,
  answersClearHttp: false,
  tlsVersion: 'TLS 1.3',
  leaf: {
    subject: 'CN=a', issuer: 'CN=a', commonName: 'a', serialHex: '01', notBefore: Date.UTC(2026, 0, 2), notAfter: Date.UTC(2027, 0, 2),
    sha256: 'ab', keyLabel: 'EC P-256', signatureAlgorithm: 'ecdsa-with-SHA256', dnsNames: ['a.example'], ipAddresses: ['10.0.0.1'], otherNames: [],
    isCa: false, keyUsages: null, extendedKeyUsages: null, selfSigned: true,
  },
  go: { ok: true, reason: '' },
  user: 'alice',
  signIn: 'accepted',
  answer,
  series: 812,
};
const failed = (kind: NetworkFailure['kind'], stage: NetworkFailure['stage'] = 'tcp', progress: NetworkFailure['progress'] = 'nothing') => ({
  answer: null,
  failure: { kind, stage, progress, raw: 'words of the system' },
});
const answered = (over: Partial<AnswerEvidence>) => ({ answer: { ...answer, ...over }, series: null });
const refused = (reason: string) => ({ go: { ok: false, reason }, answer: null });

describe('diagnoseConnection', () => {
  it.each<[string, Partial<ConnectionEvidence>]>([
    ['NAME_NOT_RESOLVED', failed('nameNotResolved', 'resolve')],
    ['NAME_NOT_RESOLVED', failed('timedOut', 'resolve')],
    ['CONNECTION_REFUSED', failed('refused')],
    ['HOST_UNREACHABLE', failed('unreachable')],
    ['CONNECTION_RESET', failed('reset', 'http')],
    ['CONNECTION_TIMED_OUT', failed('timedOut')],
    ['HANDSHAKE_TIMED_OUT', failed('timedOut', 'tls')],
    ['SERVER_SILENT', failed('timedOut', 'http')],
    ['ANSWER_TOO_SLOW', failed('timedOut', 'http', 'head')],
    ['ANSWER_NEVER_ENDS', failed('timedOut', 'http', 'body')],
    ['ANSWER_CUT_SHORT', failed('cutShort', 'http', 'body')],
    ['PORT_STILL_CLEAR', { ...failed('notTls', 'tls'), answersClearHttp: true }],
    ['PORT_SPEAKS_NEITHER', failed('notTls', 'tls')],
    ['PORT_SPEAKS_TLS', { ...failed('speaksTls', 'http'), tls: false }],
    ['PORT_SPEAKS_TLS', { ...answered({ status: 400, beginning: 'Client sent an HTTP request to an HTTPS server.\n' }), tls: false }],
    ['NOT_HTTP', failed('notHttp', 'http')],
    ['TLS_VERSION_NOT_SHARED', failed('tlsVersion', 'tls')],
    ['TLS_HANDSHAKE_FAILED', failed('handshakeFailed', 'tls')],
    ['SERVER_FILES_BROKEN', failed('serverFilesBroken', 'tls')],
    ['CLIENT_CERTIFICATE_REQUIRED', failed('clientCertificateRequired', 'http')],
    ['ISSUER_UNKNOWN', refused('x509: certificate signed by unknown authority')],
    ['NAME_NOT_IN_CERTIFICATE', refused('x509: certificate is valid for a.example, not prom.example')],
    ['NAME_ONLY_IN_COMMON_NAME', refused('x509: certificate relies on legacy Common Name field, use SANs instead')],
    ['CERTIFICATE_EXPIRED', refused('x509: certificate has expired or is not yet valid: current time X is after Y')],
    ['CERTIFICATE_NOT_YET_VALID', refused('x509: certificate has expired or is not yet valid: current time X is before Y')],
    ['CERTIFICATE_WRONG_USE', refused('x509: certificate specifies an incompatible key usage')],
    ['CERTIFICATE_REFUSED', refused('x509: unhandled critical extension')],
    ['SIGN_IN_REQUIRED', { ...answered({ status: 401, authenticate: 'Basic' }), signIn: 'notTried' }],
    ['SIGN_IN_REFUSED', { ...answered({ status: 401, authenticate: 'Basic' }), signIn: 'refused' }],
    ['SIGN_IN_KIND_UNKNOWN', { ...answered({ status: 401, authenticate: 'Bearer realm="x"' }), signIn: 'notTried' }],
    ['ACCESS_FORBIDDEN', answered({ status: 403 })],
    ['PAGE_NOT_FOUND', answered({ status: 404 })],
    ['SERVER_REDIRECTS', answered({ status: 302, location: '/login' })],
    ['TOO_MANY_REQUESTS', answered({ status: 429 })],
    ['NOT_READY', answered({ status: 503 })],
    ['SERVER_ERROR', answered({ status: 500 })],
    ['STATUS_UNEXPECTED', answered({ status: 418 })],
    ['NOT_METRICS', answered({})],
    ['ANSWER_TOO_LONG', answered({ truncated: true })],
    ['ANSWER_COMPRESSED', answered({ encoding: 'gzip' })],
  ])('%s', (code, over) => {
    const { ok, diagnosis } = diagnoseConnection({ ...evidence, ...over });
    expect(diagnosis.code).toBe(code);
    expect(ok).toBe(false);
    expect(`${diagnosis.message} ${diagnosis.hint ?? ''}`).not.toMatch(/\{\w+\}|undefined|null/);
    expect(diagnosis.hint).toBeDefined();
  });

  it('says what holds when all is well', () => {
    expect(diagnoseConnection(evidence)).toEqual({
      ok: true,
      diagnosis: {
        code: 'PROBE_OK',
        message: 'https://prom.example:9090/metrics answers as it should: TLS 1.3, certificate verified, alice is let in, 812 series.',
      },
    });
  });

  it('says so when nobody was asked for a password', () => {
    const { ok, diagnosis } = diagnoseConnection({ ...evidence, signIn: 'notTried', user: null });
    expect(ok).toBe(true);
    expect(diagnosis.code).toBe('PROBE_OK_WITHOUT_PASSWORD');
  });

  it('never calls a certificate verified that was not', () => {
    const { diagnosis } = diagnoseConnection({ ...evidence, insecure: true, go: { ok: false, reason: 'x509: certificate signed by unknown authority' } });
    expect(diagnosis.message).toContain('certificate not verified');
  });

  it('offers one of the names the certificate has', () => {
    const { diagnosis } = diagnoseConnection({ ...evidence, ...refused('x509: certificate is valid for a.example, not prom.example') });
    expect(diagnosis.hint).toContain('a.example, 10.0.0.1');
    expect(diagnosis.fix).toEqual({
      kind: 'copyCommand',
      label: 'Probe it as a.example',
      command: 'promseal probe --server-name a.example https://prom.example:9090/metrics',
    });
    expect(diagnosis.raw).toBe('x509: certificate is valid for a.example, not prom.example');
  });

  it('names days', () => {
    const { diagnosis } = diagnoseConnection({ ...evidence, ...refused('x509: certificate has expired or is not yet valid: … is after …') });
    expect(diagnosis.message).toBe('The certificate expired on 2 January 2027.');
    const early = diagnoseConnection({ ...evidence, ...refused('x509: certificate has expired or is not yet valid: current time … is before …') });
    expect(early.diagnosis.message).toMatch(/^The certificate is valid from \d+ \w+ \d{4} only\.$/);
  });
});
