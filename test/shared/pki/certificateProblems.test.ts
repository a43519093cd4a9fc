import { beforeAll, describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../electron/pki/parseCertificate.ts';
import { certificateProblems } from '../../../shared/pki/certificateProblems.ts';
import { makeAuthority, makeCertificate, makeKeys, unknownExtension, usage, type Made, type Order } from '../../support/certificateMaker.ts';

const now = Date.now();
const day = 86_400_000;
let root: Made;
let keys: CryptoKeyPair;
beforeAll(async () => {
  root = await makeAuthority(await makeKeys('p256'), 'CN=Lab Root');
  keys = await makeKeys('p256');
});

async function codes(order: Partial<Order>): Promise<string[]> {
  const made = await makeCertificate({ keys, issuer: root, names: ['DNS:localhost'], ...order });
  return certificateProblems(parseCertificate(made.der), now).map(({ code, severity }) => `${severity} ${code}`);
}

describe('certificateProblems names the defect (C-04)', () => {
  it('has nothing against a sound leaf', async () => {
    expect(await codes({})).toEqual([]);
    expect(await codes({ extendedUsages: null, usages: null, ca: null })).toEqual([]);
    expect(await codes({ subject: '', namesCritical: true })).toEqual([]);
    // Made for ten days, one day ago: not due yet.
    expect(await codes({ notBefore: now - day, notAfter: now + 9 * day })).toEqual([]);
  });

  it.each<[Partial<Order>, string]>([
    [{ notBefore: now - 9 * day, notAfter: now - day }, 'error CERTIFICATE_EXPIRED'],
    [{ notBefore: now + day, notAfter: now + 90 * day }, 'error CERTIFICATE_NOT_YET_VALID'],
    [{ notBefore: now - 90 * day, notAfter: now + 9 * day }, 'warning CERTIFICATE_EXPIRES_SOON'],
    [{ notBefore: now - 21 * day, notAfter: now + 9 * day }, 'warning CERTIFICATE_EXPIRES_SOON'],
    [{ names: null }, 'error CERTIFICATE_WITHOUT_NAMES'],
    [{ names: ['URI:https://localhost'] }, 'error CERTIFICATE_WITHOUT_NAMES'],
    [{ names: ['DNS:127.0.0.1'] }, 'error CERTIFICATE_ADDRESS_AS_NAME'],
    [{ names: ['DNS:localhost.'] }, 'warning CERTIFICATE_NAME_MALFORMED'],
    [{ names: ['DNS:*'] }, 'warning CERTIFICATE_NAME_MALFORMED'],
    [{ names: ['DNS:bücher.example'] }, 'warning CERTIFICATE_NAME_MALFORMED'],
    [{ names: ['IP:00000000000000000000ffff01020304'] }, 'warning CERTIFICATE_MAPPED_ADDRESS'],
    [{ extendedUsages: [usage.client] }, 'error CERTIFICATE_NOT_FOR_SERVERS'],
    [{ usages: ['keyEncipherment'] }, 'warning CERTIFICATE_USAGE_LACKS_SIGNATURE'],
    [{ keyIdentifiers: false }, 'warning CERTIFICATE_WITHOUT_AUTHORITY_KEY_ID'],
    [{ subject: '' }, 'warning CERTIFICATE_SUBJECT_EMPTY'],
    [{ rawSerial: '00' }, 'warning CERTIFICATE_SERIAL_INVALID'],
    [{ rawSerial: '01'.repeat(21) }, 'warning CERTIFICATE_SERIAL_INVALID'],
    [{ more: [unknownExtension()] }, 'error CERTIFICATE_EXTENSION_UNKNOWN'],
  ])('%j', async (order, expected) => {
    expect(await codes(order)).toEqual([expected]);
  });

  it('names the day when it is out of its time', async () => {
    const message = async (order: Partial<Order>): Promise<string | undefined> => {
      const made = await makeCertificate({ keys, issuer: root, names: ['DNS:localhost'], ...order });
      return certificateProblems(parseCertificate(made.der), Date.UTC(2026, 10, 23))[0]?.message;
    };
    expect(await message({ notBefore: Date.UTC(2026, 0, 1), notAfter: Date.UTC(2026, 5, 1) })).toBe('The certificate expired on 1 June 2026.');
    expect(await message({ notBefore: Date.UTC(2027, 0, 1), notAfter: Date.UTC(2027, 5, 1) })).toBe('The certificate is valid from 1 January 2027 only.');
  });

  it('knows weak and unusual keys', async () => {
    expect(await codes({ keys: await makeKeys('ed25519') })).toEqual(['warning CERTIFICATE_KEY_REFUSED_BY_BROWSERS']);
    expect(await codes({ keys: await makeKeys('p521') })).toEqual(['warning CERTIFICATE_KEY_REFUSED_BY_BROWSERS']);
    expect(await codes({ keys: await makeKeys('rsa1024') })).toEqual(['warning CERTIFICATE_KEY_WEAK']);
    const parsed = parseCertificate((await makeCertificate({ keys, issuer: root, names: ['DNS:localhost'] })).der);
    for (const publicKey of [{ kind: 'ECDSA', bits: null, curve: null }, { kind: 'unknown', bits: null, curve: null }] as const) {
      expect(certificateProblems({ ...parsed, publicKey }, now)).toMatchObject([{ code: 'CERTIFICATE_KEY_UNSUPPORTED', severity: 'error' }]);
    }
  });

  it('knows signatures that clients refuse', async () => {
    const sha1 = await makeAuthority(await makeKeys('rsaSha1'), 'CN=SHA-1');
    const pss = await makeAuthority(await makeKeys('rsaPss'), 'CN=PSS');
    expect(await codes({ issuer: sha1 })).toEqual(['error CERTIFICATE_SIGNATURE_REFUSED']);
    expect(await codes({ issuer: pss })).toEqual([]);
    const parsed = parseCertificate((await makeCertificate({ keys, issuer: root, names: ['DNS:localhost'] })).der);
    expect(certificateProblems({ ...parsed, signatureAlgorithm: 'unknown', signatureLabel: 'rsassaPss' }, now)).toMatchObject([
      { code: 'CERTIFICATE_SIGNATURE_UNKNOWN', severity: 'error', message: 'The certificate is signed with RSA-PSS with an unusual salt, which Prometheus does not verify.' },
    ]);
  });
});
