/** The cryptographic half of Go's check of a signature, with Go's sentences. */
import { constants, createPublicKey, verify } from 'node:crypto';
import type { SignatureAlgorithm } from '../../shared/pki/parsedCertificate.ts';
import type { SignedCertificate } from './parseCertificate.ts';

const unsupported = 'x509: cannot verify signature: algorithm unimplemented';
const hashes: Readonly<Record<string, string>> = { SHA1: 'sha1', SHA256: 'sha256', SHA384: 'sha384', SHA512: 'sha512' };

/** Key kind and hash behind a signature algorithm; null for those that Go does not verify or does not know. */
function detailsOf(algorithm: SignatureAlgorithm): { key: 'RSA' | 'ECDSA' | 'Ed25519'; hash: string | null; pss: boolean } | null {
  if (algorithm === 'Ed25519') return { key: 'Ed25519', hash: null, pss: false };
  if (algorithm === 'unknown') return null;
  const [first = '', second = ''] = algorithm.split('-');
  const hash = hashes[first === 'ECDSA' ? second : first];
  if (hash === undefined) return null;
  return first === 'ECDSA' ? { key: 'ECDSA', hash, pss: false } : { key: 'RSA', hash, pss: second === 'RSAPSS' };
}

function verifies(child: SignedCertificate, parent: SignedCertificate, hash: string | null, pss: boolean): boolean {
  try {
    const key = createPublicKey({ key: parent.publicKeyInfo, format: 'der', type: 'spki' });
    const padding = pss ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
    const options = key.asymmetricKeyType === 'rsa' ? { key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST } : key;
    return verify(hash, child.tbs, options, child.signature);
  } catch {
    // A key or signature that cannot even be tried proves nothing.
    return false;
  }
}

const goTypes = { RSA: '*rsa.PublicKey', ECDSA: '*ecdsa.PublicKey', Ed25519: 'ed25519.PublicKey' } as const;
const failures = {
  RSA: 'crypto/rsa: verification error',
  ECDSA: 'x509: ECDSA verification failure',
  Ed25519: 'x509: Ed25519 verification failure',
} as const;

/**
 * Whether the parent's key made the child's signature (crypto/x509, checkSignature). SHA-1 and MD5 are refused before
 * this by the pure rules.
 * @returns null when it did, else Go's sentence
 */
export function checkSignature(child: SignedCertificate, parent: SignedCertificate): string | null {
  const details = detailsOf(child.signatureAlgorithm);
  if (details === null || parent.publicKey.kind === 'unknown') return unsupported;
  if (details.key !== parent.publicKey.kind) {
    const found = goTypes[parent.publicKey.kind];
    return `x509: signature algorithm specifies an ${details.key} public key, but have public key of type ${found}`;
  }
  return verifies(child, parent, details.hash, details.pss) ? null : failures[details.key];
}
