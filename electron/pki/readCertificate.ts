/** Reads certificates and keys that exist: a summary for people, the DER for judging, and whether the two belong together. */
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import type { CertificateSummary } from '../../shared/model/certificateSummary.ts';
import { formatAddress } from '../../shared/pki/ipAddress.ts';
import { certificateFileProblems, isCertificate, isKey } from '../../shared/pki/pairFileProblems.ts';
import type { PublicKeyFacts } from '../../shared/pki/parsedCertificate.ts';
import { pemBlocks } from '../../shared/pki/pemBlocks.ts';
import { subjectText } from '../../shared/pki/subjectText.ts';
import { WizardError } from '../wizardError.ts';
import { checkSignature } from './checkSignature.ts';
import { parseCertificate, type SignedCertificate } from './parseCertificate.ts';

const usageNames: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
  '2.5.29.37.0': 'anyExtendedKeyUsage',
};

/** The DER of every certificate in a PEM text, in its order: the leaf first where the file is in order. Empty when none. */
export function firstCertificates(pem: string): Buffer[] {
  return pemBlocks(pem).blocks.filter(isCertificate).map(({ base64 }) => Buffer.from(base64, 'base64'));
}

/** The first certificate of a PEM text, or the DER itself. */
function leafDer(pemOrDer: string | Uint8Array): Buffer {
  if (typeof pemOrDer !== 'string' && pemOrDer[0] === 0x30) return Buffer.from(pemOrDer);
  const text = typeof pemOrDer === 'string' ? pemOrDer : Buffer.from(pemOrDer).toString('latin1');
  const first = firstCertificates(text)[0];
  if (first !== undefined) return first;
  const found = certificateFileProblems(text, '')[0]?.code;
  throw new WizardError(found === 'CERTIFICATE_EMPTY' || found === 'CERTIFICATE_TRUNCATED' ? found : 'CERTIFICATE_NOT_PEM');
}

/** Such as `EC P-256` or `RSA 2048`. */
export function keyLabel({ kind, bits, curve }: PublicKeyFacts): string {
  if (kind === 'RSA') return `RSA ${bits ?? '?'}`;
  if (kind === 'ECDSA') return `EC ${curve ?? 'of an unusual curve'}`;
  return kind === 'Ed25519' ? kind : 'unknown';
}

/** The summary of a certificate that is parsed already. */
export function summariseParsed(certificate: SignedCertificate): CertificateSummary {
  return {
    subject: subjectText(certificate.subject),
    issuer: subjectText(certificate.issuer),
    commonName: certificate.subject.findLast(({ type }) => type === 'CN')?.value ?? null,
    serialHex: certificate.serial,
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    sha256: createHash('sha256').update(certificate.der).digest('hex'),
    keyLabel: keyLabel(certificate.publicKey),
    signatureAlgorithm: certificate.signatureLabel,
    dnsNames: [...certificate.dnsNames],
    ipAddresses: certificate.ipAddresses.map(formatAddress),
    otherNames: [...certificate.otherNames],
    isCa: certificate.basicConstraints?.isCa ?? null,
    keyUsages: certificate.keyUsages === null ? null : [...certificate.keyUsages],
    extendedKeyUsages: certificate.extendedKeyUsages?.map((id) => usageNames[id] ?? id) ?? null,
    selfSigned: certificate.rawIssuer === certificate.rawSubject && checkSignature(certificate, certificate) === null,
  };
}

/**
 * Summarises the first certificate of a PEM text, or a DER.
 * @throws WizardError CERTIFICATE_EMPTY, CERTIFICATE_TRUNCATED, CERTIFICATE_NOT_PEM, CERTIFICATE_UNREADABLE
 */
export function summarise(pemOrDer: string | Uint8Array): CertificateSummary {
  return summariseParsed(parseCertificate(leafDer(pemOrDer)));
}

/**
 * Whether the key belongs to the first certificate, as Prometheus checks at its start.
 * @throws WizardError KEY_UNREADABLE, also for an encrypted key; what `summarise` throws for the certificate
 */
export function keyMatchesCertificate(certPem: string, keyPem: string): boolean {
  const certificate = parseCertificate(leafDer(certPem));
  const block = pemBlocks(keyPem).blocks.find(isKey);
  if (block === undefined) throw new WizardError('KEY_NOT_PEM');
  try {
    const key = createPrivateKey({ key: keyPem, format: 'pem' });
    return createPublicKey(key).export({ type: 'spki', format: 'der' }).equals(certificate.publicKeyInfo);
  } catch {
    // The reason could quote the key; only the fact is passed on.
    throw new WizardError('KEY_UNREADABLE');
  }
}
