/** Whether authorities vouch for a certificate, apart from what the certificate has against itself. */
import type { MaterialCertificate } from '../../model/materialFacts.ts';
import { goAddress } from '../../pki/goHostname.ts';
import { parseAddress } from '../../pki/ipAddress.ts';
import type { ParsedCertificate } from '../../pki/parsedCertificate.ts';
import { verifyAsGo } from '../../pki/verifyAsGo.ts';
import type { Signs } from './signedBy.ts';

export interface TrustQuestion {
  /** Leaf first. */
  readonly presented: readonly MaterialCertificate[];
  readonly authorities: readonly MaterialCertificate[];
  readonly purpose: 'server' | 'client';
  /** Epoch milliseconds. */
  readonly now: number;
  readonly signs: Signs;
}

const purposes = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' };
const anyUsage = '2.5.29.37.0';
const failures = {
  RSA: 'crypto/rsa: verification error',
  ECDSA: 'x509: ECDSA verification failure',
  Ed25519: 'x509: Ed25519 verification failure',
  unknown: 'x509: cannot verify signature: algorithm unimplemented',
};

/** The rules ask for servers: extended usages of the purpose in question are turned into none, others into unfit ones. */
function forPurpose(certificate: ParsedCertificate, purpose: TrustQuestion['purpose']): ParsedCertificate {
  const { extendedKeyUsages: usages } = certificate;
  const fit = !usages?.length || usages.includes(purposes[purpose]) || usages.includes(anyUsage);
  return { ...certificate, extendedKeyUsages: fit ? null : ['unfit'] };
}

/** A name that the certificate is good for, so that the question is about its authorities only. */
function ownName({ dnsNames, ipAddresses }: ParsedCertificate): string | null {
  const [address] = ipAddresses;
  return dnsNames.find((name) => name !== '' && parseAddress(name) === null) ?? (address === undefined ? null : goAddress(address));
}

/** @returns null when Go finds a way to one of the authorities, else its sentence */
export function trustFailure({ presented, authorities, purpose, now, signs }: TrustQuestion): string | null {
  const [first, ...others] = presented.map(({ parsed }) => forPurpose(parsed, purpose));
  if (first === undefined) return null;
  const name = ownName(first);
  const sound = { ...first, notBefore: -Infinity, notAfter: Infinity, extendedKeyUsages: null, unhandledCritical: [] };
  const leaf = name === null ? { ...sound, dnsNames: ['localhost'] } : sound;
  // Without a name of its own, none can be held against what the authorities may sign for.
  const above = (certificate: ParsedCertificate): ParsedCertificate => (name === null ? { ...certificate, nameConstraints: null } : certificate);
  return verifyAsGo({
    chain: [leaf, ...others.map(above)],
    roots: authorities.filter(({ parsed }) => parsed.goParseError === null).map(({ parsed }) => above(forPurpose(parsed, purpose))),
    host: name ?? 'localhost',
    now,
    checkSignature: (child, parent) => (signs(child, parent) ? null : failures[parent.publicKey.kind]),
    old: false,
  });
}
