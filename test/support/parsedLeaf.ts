/** A parsed certificate as tests of pure rules need it: sound, and changed where the test says so. */
import type { ParsedCertificate } from '../../shared/pki/parsedCertificate.ts';

export const moment = Date.UTC(2026, 10, 23, 3);
const day = 86_400_000;

export function parsedLeaf(changes: Partial<ParsedCertificate> = {}): ParsedCertificate {
  return {
    raw: `raw of ${changes.rawSubject ?? 'leaf'}`,
    byteLength: 500,
    version: 3,
    serial: '01',
    rawSubject: 'leaf',
    rawIssuer: 'root',
    subject: [{ type: 'CN', value: 'leaf' }],
    issuer: [{ type: 'CN', value: 'root' }],
    notBefore: moment - day,
    notAfter: moment + day,
    rawPublicKey: `key of ${changes.rawSubject ?? 'leaf'}`,
    publicKey: { kind: 'ECDSA', bits: null, curve: 'P-256' },
    signatureAlgorithm: 'ECDSA-SHA256',
    signatureLabel: 'ecdsa-with-SHA256',
    basicConstraints: { isCa: false, pathLength: null },
    keyUsages: ['digitalSignature'],
    extendedKeyUsages: ['1.3.6.1.5.5.7.3.1'],
    rawSubjectAltName: 'names',
    subjectAltNameCritical: false,
    dnsNames: ['localhost'],
    ipAddresses: [],
    otherNames: [],
    subjectKeyId: null,
    authorityKeyId: null,
    nameConstraints: null,
    unhandledCritical: [],
    goParseError: null,
    ...changes,
  };
}

export function parsedAuthority(name: string, changes: Partial<ParsedCertificate> = {}): ParsedCertificate {
  return parsedLeaf({
    rawSubject: name,
    rawIssuer: name,
    subject: [{ type: 'CN', value: name }],
    basicConstraints: { isCa: true, pathLength: null },
    keyUsages: ['keyCertSign'],
    extendedKeyUsages: null,
    rawSubjectAltName: null,
    dnsNames: [],
    ...changes,
  });
}
