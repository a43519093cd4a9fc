import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectPair } from '../../../electron/pki/inspectPair.ts';
import { issueSelfSigned, type IssuedPair } from '../../../electron/pki/issueCertificate.ts';
import { parseCertificate } from '../../../electron/pki/parseCertificate.ts';
import { firstCertificates, keyMatchesCertificate, summarise } from '../../../electron/pki/readCertificate.ts';
import { readCertificateFile } from '../../../electron/pki/readCertificateFile.ts';
import { WizardError } from '../../../electron/wizardError.ts';
import { certificateProfile } from '../../../shared/pki/certificateProfile.ts';

const now = Date.UTC(2026, 10, 23);
const subject = { country: 'BE', organization: 'Inuits', common_name: 'localhost' };
let pair: IssuedPair;
let other: IssuedPair;
const folder = mkdtempSync(join(tmpdir(), 'promseal-read-'));

beforeAll(async () => {
  const profile = certificateProfile({ source: 'self_signed', subject, key: 'p256', days: 90 }, ['localhost', '::1']);
  pair = await issueSelfSigned(profile, now);
  other = await issueSelfSigned(profile, now);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const codes = (certificate: string, key: string): string[] =>
  inspectPair({ path: '/c', text: certificate }, { path: '/k', text: key }, now).problems.map(({ code, path }) => `${code} ${path}`);

describe('summarise', () => {
  it('tells a certificate of ours', () => {
    expect(summarise(pair.certificatePem)).toEqual({
      subject: 'C=BE, O=Inuits, CN=localhost',
      issuer: 'C=BE, O=Inuits, CN=localhost',
      commonName: 'localhost',
      serialHex: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      notBefore: now - 3_600_000,
      notAfter: now - 3_600_000 + 90 * 86_400_000,
      sha256: new X509Certificate(pair.certificatePem).fingerprint256.replaceAll(':', '').toLowerCase(),
      keyLabel: 'EC P-256',
      signatureAlgorithm: 'ecdsa-with-SHA256',
      dnsNames: ['localhost'],
      ipAddresses: ['::1'],
      otherNames: [],
      isCa: false,
      keyUsages: ['digitalSignature'],
      extendedKeyUsages: ['serverAuth'],
      selfSigned: true,
    });
  });

  it('agrees with node about every public authority', () => {
    for (const pem of rootCertificates) {
      const ours = summarise(pem);
      const theirs = new X509Certificate(pem);
      expect(ours.serialHex.replace(/^0+/, '').toUpperCase()).toBe(theirs.serialNumber.replace(/^0+/, ''));
      expect(new Date(ours.notBefore).toUTCString()).toBe(new Date(theirs.validFrom).toUTCString());
      expect(new Date(ours.notAfter).toUTCString()).toBe(new Date(theirs.validTo).toUTCString());
      expect(ours.isCa).toBe(theirs.ca);
      const details = theirs.publicKey.asymmetricKeyDetails;
      const label = details?.modulusLength === undefined ? details?.namedCurve?.replace('prime256v1', 'P-256').replace(/secp(\d+)r1/, 'P-$1') : `${details.modulusLength}`;
      expect(ours.keyLabel).toBe(`${theirs.publicKey.asymmetricKeyType?.toUpperCase()} ${label}`);
      expect(ours.commonName === null || theirs.subject.includes(ours.commonName)).toBe(true);
    }
  });

  it('reads DER, and the first of several', () => {
    const der = firstCertificates(pair.certificatePem)[0] ?? Buffer.alloc(0);
    expect(summarise(der)).toEqual(summarise(pair.certificatePem));
    expect(summarise(pair.certificatePem + other.certificatePem)).toEqual(summarise(pair.certificatePem));
    expect(firstCertificates(`# chain\n${pair.certificatePem.replaceAll('\n', '\r\n')}\n${other.certificatePem}`)).toHaveLength(2);
  });

  it.each([
    ['', 'CERTIFICATE_EMPTY'],
    ['hello', 'CERTIFICATE_NOT_PEM'],
    ['-----BEGIN CERTIFICATE-----\nAAAA\n', 'CERTIFICATE_TRUNCATED'],
    ['-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n', 'CERTIFICATE_UNREADABLE'],
  ])('refuses %j with %s', (text, code) => {
    expect(() => summarise(text)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('meets damaged bytes with its own error, never another', () => {
    const der = firstCertificates(pair.certificatePem)[0] ?? Buffer.alloc(0);
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(der.length), (at, change, cut) => {
        const damaged = Buffer.from(der.subarray(0, cut < 40 ? der.length : cut));
        if (at < damaged.length) damaged[at] = (damaged[at] ?? 0) ^ change;
        try {
          parseCertificate(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(WizardError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('keyMatchesCertificate', () => {
  it('knows its own key, in each form Prometheus reads', () => {
    const key = createPrivateKey(pair.keyPem);
    const sec1 = String(key.export({ type: 'sec1', format: 'pem' }));
    expect(keyMatchesCertificate(pair.certificatePem, pair.keyPem)).toBe(true);
    expect(keyMatchesCertificate(pair.certificatePem, sec1)).toBe(true);
    expect(keyMatchesCertificate(pair.certificatePem, other.keyPem)).toBe(false);
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs1', format: 'pem' });
    expect(keyMatchesCertificate(pair.certificatePem, String(rsa))).toBe(false);
  });
});

describe('inspectPair names what is wrong with the files', () => {
  it('has nothing against a pair of ours', () => {
    expect(inspectPair({ path: '/c', text: pair.certificatePem }, { path: '/k', text: pair.keyPem }, now)).toMatchObject({
      keyMatches: true,
      problems: [],
    });
  });

  it('tells each kind of wrong file apart', () => {
    const { certificatePem, keyPem } = pair;
    const key = createPrivateKey(keyPem);
    const derText = (firstCertificates(certificatePem)[0] ?? Buffer.alloc(0)).toString('utf8');
    const encrypted = key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' });
    const oldEncrypted = key.export({ type: 'sec1', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'x' });
    expect(codes('', keyPem)).toEqual(['CERTIFICATE_EMPTY /c']);
    expect(codes(derText, keyPem)).toEqual(['CERTIFICATE_IS_DER /c']);
    expect(codes(`\ufeff${certificatePem}`, keyPem)).toEqual(['CERTIFICATE_HAS_BOM /c']);
    expect(codes(certificatePem.slice(0, 300), keyPem)).toEqual(['CERTIFICATE_TRUNCATED /c']);
    expect(codes('just text', keyPem)).toEqual(['CERTIFICATE_NOT_PEM /c']);
    expect(codes(keyPem, certificatePem)).toEqual(['CERTIFICATE_AND_KEY_SWAPPED /c', 'KEY_IS_CERTIFICATE /k']);
    expect(codes(certificatePem + keyPem, keyPem)).toEqual(['CERTIFICATE_FILE_HOLDS_KEY /c']);
    expect(codes(certificatePem, '')).toEqual(['KEY_EMPTY /k']);
    expect(codes(certificatePem, key.export({ type: 'pkcs8', format: 'der' }).toString('utf8'))).toEqual(['KEY_IS_DER /k']);
    expect(codes(certificatePem, String(encrypted))).toEqual(['KEY_ENCRYPTED /k']);
    expect(codes(certificatePem, String(oldEncrypted))).toEqual(['KEY_ENCRYPTED /k']);
    expect(codes(certificatePem, 'text')).toEqual(['KEY_NOT_PEM /k']);
    expect(codes(certificatePem, '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n')).toEqual(['KEY_UNREADABLE /k']);
    expect(codes(certificatePem, other.keyPem)).toEqual(['KEY_DOES_NOT_MATCH /k']);
  });
});

describe('readCertificateFile', () => {
  it('hands out certificates, and no key that stands beside them', () => {
    const path = join(folder, 'both.pem');
    writeFileSync(path, pair.keyPem + pair.certificatePem);
    const read = readCertificateFile(path);
    expect(read.summary.commonName).toBe('localhost');
    expect(read.pem).toBe(pair.certificatePem);
  });
});
