/** Certificates against openssl: its verifier accepts ours, and the command we show makes the same as we do. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { issueSelfSigned } from '../../electron/pki/issueCertificate.ts';
import { firstCertificates, keyMatchesCertificate, summarise } from '../../electron/pki/readCertificate.ts';
import { opensslCommand } from '../../shared/doctor/opensslCommand.ts';
import { KeyType } from '../../shared/model/answers.ts';
import { certificateProfile, type SelfSignedAnswer } from '../../shared/pki/certificateProfile.ts';
import { derFields, type DerFields } from '../support/derFields.ts';
import { describeWith } from '../support/requireTool.ts';

const folder = mkdtempSync(join(tmpdir(), 'promseal-openssl-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const subject = { country: 'BE', state: 'Antwerp', locality: 'Brasschaat', organization: 'Inuits', common_name: 'localhost' };
const names = ['localhost', 'prometheus.example', '*.example.org', 'bücher.example', '127.0.0.1', '::1', '2001:db8::1', '::ffff:1.2.3.4'];
const keyIdentifiers = new Set(['2.5.29.14', '2.5.29.35']);

/** What must be equal between two certificates of different keys. */
function comparable(fields: DerFields): object {
  const { version, signatureOid, innerSignatureOid, issuer, subject: to, keyOid, keyParameters, keyBits, extensions } = fields;
  return {
    version, signatureOid, innerSignatureOid, issuer, to, keyOid, keyParameters,
    // The top bit of an RSA modulus is set, so lengths are equal for equal sizes.
    keyLength: keyBits.length,
    extensions: extensions.map(({ oid, critical, value }) => ({ oid, critical, value: keyIdentifiers.has(oid) ? value.length : value.toString('hex') })),
  };
}

function runCommand(answer: SelfSignedAnswer): string {
  execFileSync('sh', ['-c', opensslCommand(certificateProfile(answer, names), { certFile: '-out.crt', keyFile: "it's $HOME.key" })], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'] },
  });
  return readFileSync(join(folder, '-out.crt'), 'utf8');
}

describeWith('openssl', 'openssl', () => {
  it.each(KeyType.options)('makes with our command what we make: %s', { timeout: 60_000 }, async (key) => {
    const answer: SelfSignedAnswer = { source: 'self_signed', subject, key, days: 200 };
    const theirs = runCommand(answer);
    const ours = (await issueSelfSigned(certificateProfile(answer, names), Date.now())).certificatePem;
    const [their, our] = [summarise(theirs), summarise(ours)];
    const told = ({ subject: to, issuer, commonName, keyLabel, signatureAlgorithm, dnsNames, ipAddresses, isCa, keyUsages, extendedKeyUsages, selfSigned }: typeof our) =>
      ({ to, issuer, commonName, keyLabel, signatureAlgorithm, dnsNames, ipAddresses, isCa, keyUsages, extendedKeyUsages, selfSigned });
    expect(told(their)).toEqual(told(our));
    expect(their.notAfter - their.notBefore).toBe(our.notAfter - our.notBefore);
    const [a, b] = [theirs, ours].map((pem) => comparable(derFields(firstCertificates(pem)[0] ?? Buffer.alloc(0))));
    expect(a).toEqual(b);
    expect(keyMatchesCertificate(theirs, readFileSync(join(folder, "it's $HOME.key"), 'utf8'))).toBe(true);
  });

  it.each([
    ['A/B + C\\D', "d'Or $(touch pwned) `id`"],
    ['=/CN=evil', '"double", #hash; ü 株式会社'],
    ['/', '+'],
    ['\\', '\\\\'],
    ['-x', ' inner  spaces '],
  ])('keeps any subject as it is: %s, %s', async (state, organization) => {
    const answer: SelfSignedAnswer = { source: 'self_signed', subject: { state, organization, common_name: '$HOME' }, key: 'p256', days: 1 };
    const profile = certificateProfile(answer, names);
    expect(summarise(runCommand(answer)).subject).toBe(profile.subjectText);
    expect(summarise((await issueSelfSigned(profile, Date.now())).certificatePem).subject).toBe(profile.subjectText);
    expect(() => readFileSync(join(folder, 'pwned'))).toThrow('ENOENT');
  });

  it.each(KeyType.options)('accepts ours under its strict rules: %s', { timeout: 60_000 }, async (key) => {
    const pair = await issueSelfSigned(certificateProfile({ source: 'self_signed', subject, key, days: 365 }, names), Date.now());
    const file = join(folder, `${key}.crt`);
    writeFileSync(file, pair.certificatePem);
    const told = execFileSync('openssl', ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', file, file], { encoding: 'utf8' });
    expect(told).toContain(': OK');
    expect(execFileSync('openssl', ['pkey', '-noout', '-check'], { input: pair.keyPem, encoding: 'utf8' })).toContain('is valid');
  });
});
