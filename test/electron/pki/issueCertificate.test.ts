import { createPrivateKey, X509Certificate } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { issueSelfSigned, randomSerial } from '../../../electron/pki/issueCertificate.ts';
import { judgeAsGo } from '../../../electron/pki/judgeAsGo.ts';
import { firstCertificates, keyMatchesCertificate } from '../../../electron/pki/readCertificate.ts';
import type { KeyType } from '../../../shared/model/answers.ts';
import { certificateProfile, subjectProblems, type CertificateProfile, type SelfSignedAnswer } from '../../../shared/pki/certificateProfile.ts';
import { certificateByteLimit, certificateSize } from '../../../shared/pki/certificateSize.ts';
import { namesProblems } from '../../../shared/pki/subjectAltName.ts';
import { derFields } from '../../support/derFields.ts';
import { describeWith } from '../../support/requireTool.ts';

const folder = mkdtempSync(join(tmpdir(), 'promseal-issue-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const hour = 3_600_000;
const day = 24 * hour;
const answer = (key: KeyType, more: Partial<SelfSignedAnswer> = {}): SelfSignedAnswer => ({ source: 'self_signed', subject: {}, key, days: 365, ...more });
const derOf = (pem: string): Buffer => firstCertificates(pem)[0] ?? Buffer.alloc(0);

const word = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'), minLength: 1, maxLength: 20 }).map((text) => `h${text}`);
const dns = fc.array(word, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.'));
const name = fc.oneof(dns, word, dns.map((host) => `*.${host}`), fc.constantFrom('bücher.example', '例え.テスト', 'пример.example'), fc.ipV4(), fc.ipV6());
const text = fc.string({ unit: fc.constantFrom(...'abcXYZ 09-.,+/\\="\'#üß株Ж'), maxLength: 40 });
const request = (key: KeyType): fc.Arbitrary<{ profile: CertificateProfile; now: number }> =>
  fc
    .record({
      names: fc.array(name, { minLength: 1, maxLength: 20 }),
      subject: fc.record({ country: fc.constantFrom('', 'BE', 'de'), state: text, locality: text, organization: text, common_name: text }),
      days: fc.integer({ min: 1, max: 3650 }),
      // Up to 2060, so that both forms of dates occur.
      now: fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2060, 0, 1) }),
    })
    .filter(({ names, subject }) => subjectProblems(subject).length === 0 && namesProblems(names).every(({ code }) => code === 'NAME_REPEATED'))
    .map(({ names, subject, days, now }) => ({ profile: certificateProfile(answer(key, { subject, days }), names), now }));

const oids: Readonly<Record<string, string>> = { C: '2.5.4.6 19', ST: '2.5.4.8 12', L: '2.5.4.7 12', O: '2.5.4.10 12', CN: '2.5.4.3 12' };
const keys: Readonly<Record<KeyType, [oid: string, parameters: string, signature: string]>> = {
  p256: ['1.2.840.10045.2.1', '1.2.840.10045.3.1.7', '1.2.840.10045.4.3.2'],
  p384: ['1.2.840.10045.2.1', '1.3.132.0.34', '1.2.840.10045.4.3.2'],
  rsa2048: ['1.2.840.113549.1.1.1', 'NULL', '1.2.840.113549.1.1.11'],
  rsa3072: ['1.2.840.113549.1.1.1', 'NULL', '1.2.840.113549.1.1.11'],
  rsa4096: ['1.2.840.113549.1.1.1', 'NULL', '1.2.840.113549.1.1.11'],
};

/** The text of a date as RFC 5280 4.1.2.5 asks for: two-digit years before 2050, four-digit ones from then on. */
function dateField(ms: number): [number, string] {
  const digits = new Date(ms).toISOString().replace(/\D/g, '').slice(0, 14);
  return Number(digits.slice(0, 4)) < 2050 ? [23, `${digits.slice(2)}Z`] : [24, `${digits}Z`];
}

function checkFields(der: Buffer, profile: CertificateProfile, now: number): void {
  const fields = derFields(der);
  const begin = Math.floor(now / 1000) * 1000 - hour;
  const [keyOid, keyParameters, signatureOid] = keys[profile.keyType];
  expect(fields).toMatchObject({ version: 2, keyOid, keyParameters, signatureOid, innerSignatureOid: signatureOid });
  expect(fields.notBefore).toEqual(dateField(begin));
  expect(fields.notAfter).toEqual(dateField(begin + profile.days * day));
  expect(fields.serial.length).toBe(16);
  expect(fields.serial[0]).toBeLessThan(0x80);
  expect(fields.subject).toEqual(profile.subject.map(({ type, value }) => `${oids[type]} ${value}`));
  expect(fields.issuer).toEqual(fields.subject);
  expect(fields.extensions.map(({ oid, critical }) => `${oid}${critical ? ' critical' : ''}`)).toEqual([
    '2.5.29.19 critical', '2.5.29.14', '2.5.29.35', '2.5.29.15 critical', '2.5.29.37', '2.5.29.17',
  ]);
  const [constraints, subjectKey, authorityKey, usage, extended] = fields.extensions.map(({ value }) => value.toString('hex'));
  expect(constraints).toBe('3000');
  expect(authorityKey).toBe(`3016${subjectKey?.replace(/^0414/, '8014')}`);
  expect(usage).toBe(profile.keyType.startsWith('rsa') ? '030205a0' : '03020780');
  expect(extended).toBe('300a06082b06010505070301');
}

async function checkRequest(profile: CertificateProfile, now: number): Promise<string> {
  const pair = await issueSelfSigned(profile, now);
  const der = derOf(pair.certificatePem);
  const certificate = new X509Certificate(pair.certificatePem);
  checkFields(der, profile, now);
  expect(der.length).toBeLessThanOrEqual(certificateSize(profile.names, profile.keyType, Buffer.byteLength(profile.subjectText) + 65));
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.checkPrivateKey(createPrivateKey(pair.keyPem))).toBe(true);
  expect(keyMatchesCertificate(pair.certificatePem, pair.keyPem)).toBe(true);
  for (const { kind, value } of profile.names) {
    const host = value.replace(/^\*/, 'any');
    expect(kind === 'ip' ? certificate.checkIP(value) : certificate.checkHost(host)).toBeDefined();
    expect(judgeAsGo([der], [pair.certificatePem], host, now)).toMatchObject({ ok: true });
  }
  return pair.certificatePem;
}

describeWith('openssl', 'random requests (C-01)', () => {
  it.each<[KeyType, number]>([['p256', 26], ['p384', 16], ['rsa2048', 10], ['rsa3072', 5], ['rsa4096', 3]])(
    '%s: each of %d passes openssl, node, Go and the reading of its raw bytes',
    { timeout: 120_000 },
    async (key, count) => {
      const requests = fc.sample(request(key), count);
      for (const [index, { profile, now }] of requests.entries()) {
        const pem = await checkRequest(profile, now);
        const file = join(folder, `${key}-${index}.crt`);
        writeFileSync(file, pem);
        const time = String(Math.floor(now / 1000));
        const told = execFileSync('openssl', ['verify', '-x509_strict', '-purpose', 'sslserver', '-attime', time, '-CAfile', file, file], { encoding: 'utf8' });
        expect(told).toContain(': OK');
      }
    },
  );
});

describe('names (C-05)', () => {
  it('have the expected bytes, in their order', async () => {
    const asked = ['Bücher.example', '*.example.org', '::1', '2001:db8::1', '::ffff:1.2.3.4', '10.0.0.1'];
    const pair = await issueSelfSigned(certificateProfile(answer('p256'), asked), Date.now());
    const names = derFields(derOf(pair.certificatePem)).extensions.find(({ oid }) => oid === '2.5.29.17')?.value;
    const expected = [
      Buffer.from('\x82\x15xn--bcher-kva.example', 'latin1'),
      Buffer.from('\x82\x0d*.example.org', 'latin1'),
      Buffer.from('871000000000000000000000000000000001', 'hex'),
      Buffer.from('871020010db8000000000000000000000001', 'hex'),
      Buffer.from('871000000000000000000000ffff01020304', 'hex'),
      Buffer.from('87040a000001', 'hex'),
    ];
    expect(names?.subarray(2).toString('hex')).toBe(Buffer.concat(expected).toString('hex'));
  });
});

describe('randomSerial (C-02)', () => {
  it('gives 10,000 positive, distinct serials of 16 bytes', () => {
    const serials = Array.from({ length: 10_000 }, randomSerial);
    expect(serials.every((serial) => /^[4-7][0-9a-f]{31}$/.test(serial))).toBe(true);
    expect(new Set(serials).size).toBe(10_000);
  });
});

describe('issueSelfSigned', () => {
  it('refuses a certificate over 32 KiB before a key is made', async () => {
    const many = Array.from({ length: 2000 }, (_, index) => `host-${index}.monitoring.example`);
    const started = performance.now();
    await expect(issueSelfSigned(certificateProfile(answer('rsa4096'), many), Date.now())).rejects.toMatchObject({ code: 'CERTIFICATE_TOO_LARGE' });
    expect(performance.now() - started).toBeLessThan(300);
  });

  it('makes what is just small enough, within the limit', async () => {
    const profile = certificateProfile(answer('p256'), Array.from({ length: 1380 }, (_, index) => `h${10_000 + index}.monitoring.lan`));
    const bytes = derOf((await issueSelfSigned(profile, Date.now())).certificatePem).length;
    expect(bytes).toBeGreaterThan(certificateByteLimit * 0.9);
    expect(bytes).toBeLessThanOrEqual(certificateByteLimit);
  });

  it('can be cancelled while an RSA key is made, and leaves the loop free meanwhile', async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    const controller = new AbortController();
    const reason = new Error('cancelled by the person');
    delay.enable();
    const started = performance.now();
    setTimeout(() => {
      controller.abort(reason);
    }, 20);
    await expect(issueSelfSigned(certificateProfile(answer('rsa4096'), ['a']), Date.now(), controller.signal)).rejects.toBe(reason);
    delay.disable();
    expect(performance.now() - started).toBeLessThan(200);
    expect(delay.max / 1e6).toBeLessThan(150);
    await expect(issueSelfSigned(certificateProfile(answer('p256'), ['a']), Date.now(), controller.signal)).rejects.toBe(reason);
  });

  it('gives PEM in lines of 64 characters and an unencrypted PKCS#8 key', async () => {
    const { certificatePem, keyPem } = await issueSelfSigned(certificateProfile(answer('p256'), ['a']), Date.now());
    expect(certificatePem).toMatch(/^-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/]{64}\n)+[A-Za-z0-9+/=]{1,64}\n-----END CERTIFICATE-----\n$/);
    expect(keyPem).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  });
});
