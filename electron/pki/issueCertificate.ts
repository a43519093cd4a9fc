/** Makes a key pair and the certificate that goes with it. Keys exist in memory only; who writes them is not decided here. */
import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { randomBytes } from 'node:crypto';
import type { KeyType } from '../../shared/model/answers.ts';
import { certificateByteLimit, certificateSize } from '../../shared/pki/certificateSize.ts';
import { validity, type CertificateProfile } from '../../shared/pki/certificateProfile.ts';
import { encodeSubjectAltName } from '../../shared/pki/encodeSubjectAltName.ts';
import { WizardError } from '../wizardError.ts';
import { pemEncode } from './pemEncode.ts';

export interface IssuedPair {
  readonly certificatePem: string;
  /** Unencrypted PKCS#8: a secret. */
  readonly keyPem: string;
}

/** A WebCrypto key, by whichever library of types is loaded. */
type Key = Parameters<typeof crypto.subtle.sign>[1];
interface KeyPair {
  publicKey: Key;
  privateKey: Key;
}
type KeyAlgorithm =
  | { name: 'ECDSA'; namedCurve: string }
  | { name: 'RSASSA-PKCS1-v1_5'; modulusLength: number; publicExponent: Uint8Array<ArrayBuffer>; hash: string };
const hash = 'SHA-256';
const rsa = (modulusLength: number): KeyAlgorithm => ({
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength,
  publicExponent: Uint8Array.of(1, 0, 1),
  hash,
});
const keyAlgorithms: Readonly<Record<KeyType, KeyAlgorithm>> = {
  p256: { name: 'ECDSA', namedCurve: 'P-256' },
  p384: { name: 'ECDSA', namedCurve: 'P-384' },
  rsa2048: rsa(2048),
  rsa3072: rsa(3072),
  rsa4096: rsa(4096),
};
const subjectAltNameOid = '2.5.29.17';
/** What tag and length add to each field of the subject, with its object identifier. */
const attributeOverhead = 13;

/** 16 random bytes with the top bit cleared and the next one set: positive, never zero, 126 random bits. */
export function randomSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

function checkSize(profile: CertificateProfile): void {
  const subjectBytes = profile.subject.reduce((sum, { value }) => sum + attributeOverhead + Buffer.byteLength(value), 0);
  const bytes = certificateSize(profile.names, profile.keyType, subjectBytes);
  if (bytes > certificateByteLimit) throw new WizardError('CERTIFICATE_TOO_LARGE', { bytes, limit: certificateByteLimit });
}

/** A country is a PrintableString (RFC 5280 appendix A), all else UTF-8, as openssl writes them. */
function subjectName(profile: CertificateProfile): Name {
  return new Name(
    profile.subject.map(({ type, value }) =>
      type === 'C' ? { [type]: [{ printableString: value }] } : { [type]: [{ utf8String: value }] },
    ),
  );
}

/** The work goes on in its thread after an abort, and its result is dropped. */
async function generateKeys(keyType: KeyType, signal: AbortSignal | undefined): Promise<KeyPair> {
  signal?.throwIfAborted();
  const generated = crypto.subtle.generateKey(keyAlgorithms[keyType], true, ['sign', 'verify']) as Promise<KeyPair>;
  if (signal === undefined) return generated;
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => {
      reject(signal.reason as Error);
    };
  });
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([generated, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

async function extensionsOf(profile: CertificateProfile, publicKey: Key): Promise<Extension[]> {
  const usages = profile.keyUsages.reduce((flags, usage) => flags | KeyUsageFlags[usage], 0);
  return [
    new BasicConstraintsExtension(false, undefined, true),
    await SubjectKeyIdentifierExtension.create(publicKey, false),
    await AuthorityKeyIdentifierExtension.create(publicKey, false),
    new KeyUsagesExtension(usages, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage[profile.purpose]], false),
    // Encoded here: the library makes a wrong address of ::ffff:1.2.3.4.
    new Extension(subjectAltNameOid, false, encodeSubjectAltName(profile.names)),
  ];
}

/**
 * Makes a key and its self-signed certificate.
 * @param now epoch milliseconds
 * @param signal ends the wait for a slow key at once, rejecting with the signal's reason
 * @throws WizardError CERTIFICATE_TOO_LARGE before anything is made
 */
export async function issueSelfSigned(profile: CertificateProfile, now: number, signal?: AbortSignal): Promise<IssuedPair> {
  checkSize(profile);
  const keys = await generateKeys(profile.keyType, signal);
  const { notBefore, notAfter } = validity(profile, now);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: randomSerial(),
    name: subjectName(profile),
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
    signingAlgorithm: { name: keyAlgorithms[profile.keyType].name, hash },
    keys,
    extensions: await extensionsOf(profile, keys.publicKey),
  });
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  return {
    certificatePem: pemEncode('CERTIFICATE', Buffer.from(certificate.rawData)),
    keyPem: pemEncode('PRIVATE KEY', key),
  };
}
