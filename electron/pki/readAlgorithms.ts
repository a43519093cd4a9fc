/** Signature and key algorithms of a certificate, in the terms that Go judges by. */
import type { PublicKeyFacts, SignatureAlgorithm } from '../../shared/pki/parsedCertificate.ts';
import { childAt, children, readDer, readOid, type DerValue } from './derReader.ts';

const signatures: Readonly<Record<string, readonly [SignatureAlgorithm, label: string]>> = {
  '1.2.840.113549.1.1.4': ['MD5-RSA', 'md5WithRSAEncryption'],
  '1.2.840.113549.1.1.5': ['SHA1-RSA', 'sha1WithRSAEncryption'],
  '1.2.840.113549.1.1.11': ['SHA256-RSA', 'sha256WithRSAEncryption'],
  '1.2.840.113549.1.1.12': ['SHA384-RSA', 'sha384WithRSAEncryption'],
  '1.2.840.113549.1.1.13': ['SHA512-RSA', 'sha512WithRSAEncryption'],
  '1.2.840.10045.4.1': ['ECDSA-SHA1', 'ecdsa-with-SHA1'],
  '1.2.840.10045.4.3.2': ['ECDSA-SHA256', 'ecdsa-with-SHA256'],
  '1.2.840.10045.4.3.3': ['ECDSA-SHA384', 'ecdsa-with-SHA384'],
  '1.2.840.10045.4.3.4': ['ECDSA-SHA512', 'ecdsa-with-SHA512'],
  '1.3.101.112': ['Ed25519', 'ED25519'],
};
const rsaPss = '1.2.840.113549.1.1.10';
const curves: Readonly<Record<string, string>> = {
  '1.3.132.0.33': 'P-224',
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
};
const pssHashes: Readonly<Record<string, readonly [SignatureAlgorithm, saltLength: number]>> = {
  '2.16.840.1.101.3.4.2.1': ['SHA256-RSAPSS', 32],
  '2.16.840.1.101.3.4.2.2': ['SHA384-RSAPSS', 48],
  '2.16.840.1.101.3.4.2.3': ['SHA512-RSAPSS', 64],
};

/** Go knows RSA-PSS only where the salt is as long as the hash (crypto/x509, getSignatureAlgorithmFromAI). */
function readPss(parameters: DerValue | undefined): SignatureAlgorithm {
  if (parameters?.tag !== 0x30) return 'unknown';
  const parts = children(parameters);
  const explicit = (tag: number): DerValue | undefined => parts.find((part) => part.tag === tag);
  const hash = explicit(0xa0);
  const salt = explicit(0xa2);
  if (hash === undefined || salt === undefined || explicit(0xa3) !== undefined) return 'unknown';
  const known = pssHashes[readOid(childAt(children(readDer(hash.content)), 0, 0x06))];
  return known !== undefined && readDer(salt.content).content.equals(Buffer.from([known[1]])) ? known[0] : 'unknown';
}

/** @param identifier an AlgorithmIdentifier */
export function readSignatureAlgorithm(identifier: DerValue): { algorithm: SignatureAlgorithm; label: string } {
  const parts = children(identifier);
  const oid = readOid(childAt(parts, 0, 0x06));
  if (oid === rsaPss) return { algorithm: readPss(parts[1]), label: 'rsassaPss' };
  const [algorithm, label] = signatures[oid] ?? ['unknown', oid];
  return { algorithm, label };
}

/** Bits of the modulus, the first integer of an RSAPublicKey (RFC 8017 A.1.1). */
function modulusBits(key: DerValue): number {
  const modulus = childAt(children(readDer(key.content.subarray(1))), 0, 0x02).content;
  const start = modulus[0] === 0 ? 1 : 0;
  const top = modulus[start] ?? 0;
  return (modulus.length - start - 1) * 8 + (32 - Math.clz32(top));
}

/** @param info a SubjectPublicKeyInfo */
export function readPublicKey(info: DerValue): PublicKeyFacts {
  const parts = children(info);
  const algorithm = children(childAt(parts, 0, 0x30));
  const oid = readOid(childAt(algorithm, 0, 0x06));
  if (oid === '1.2.840.113549.1.1.1') return { kind: 'RSA', bits: modulusBits(childAt(parts, 1, 0x03)), curve: null };
  if (oid === '1.3.101.112') return { kind: 'Ed25519', bits: null, curve: null };
  if (oid !== '1.2.840.10045.2.1') return { kind: 'unknown', bits: null, curve: null };
  const curve = algorithm[1]?.tag === 0x06 ? readOid(algorithm[1]) : '';
  return { kind: 'ECDSA', bits: null, curve: curves[curve] ?? null };
}
