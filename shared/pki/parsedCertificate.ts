/** A certificate taken apart, in the parts that clients judge by. Byte strings that are only compared are in hexadecimal. */
import type { NameAttribute } from './subjectText.ts';

/** A permitted or excluded range: the address and the mask of its network. */
export interface AddressRange {
  readonly address: Uint8Array;
  readonly mask: Uint8Array;
}

/** RFC 5280 4.2.1.10, the kinds that name servers. */
export interface NameConstraints {
  readonly permittedDns: readonly string[];
  readonly excludedDns: readonly string[];
  readonly permittedRanges: readonly AddressRange[];
  readonly excludedRanges: readonly AddressRange[];
}

/** Go's names for signature algorithms; `unknown` is every other, and RSA-PSS with unusual parameters. */
export type SignatureAlgorithm =
  | 'MD5-RSA'
  | 'SHA1-RSA'
  | 'SHA256-RSA'
  | 'SHA384-RSA'
  | 'SHA512-RSA'
  | 'SHA256-RSAPSS'
  | 'SHA384-RSAPSS'
  | 'SHA512-RSAPSS'
  | 'ECDSA-SHA1'
  | 'ECDSA-SHA256'
  | 'ECDSA-SHA384'
  | 'ECDSA-SHA512'
  | 'Ed25519'
  | 'unknown';

export interface PublicKeyFacts {
  readonly kind: 'RSA' | 'ECDSA' | 'Ed25519' | 'unknown';
  /** RSA modulus length; null for other kinds. */
  readonly bits: number | null;
  /** `P-224` to `P-521`; null for other kinds and for curves that Go does not have. */
  readonly curve: string | null;
}

export interface ParsedCertificate {
  /** The whole DER: equal certificates have equal text. */
  readonly raw: string;
  readonly byteLength: number;
  /** 1, 2 or 3. */
  readonly version: number;
  /** Content octets as they stand, two's complement. */
  readonly serial: string;
  readonly rawSubject: string;
  readonly rawIssuer: string;
  readonly subject: readonly NameAttribute[];
  readonly issuer: readonly NameAttribute[];
  /** Epoch milliseconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly rawPublicKey: string;
  readonly publicKey: PublicKeyFacts;
  readonly signatureAlgorithm: SignatureAlgorithm;
  /** Short name for people, such as `ecdsa-with-SHA256`, or the object identifier. */
  readonly signatureLabel: string;
  /** null: the extension is absent. `pathLength` null: no limit. */
  readonly basicConstraints: { readonly isCa: boolean; readonly pathLength: number | null } | null;
  readonly keyUsages: readonly string[] | null;
  /** Object identifiers. */
  readonly extendedKeyUsages: readonly string[] | null;
  readonly rawSubjectAltName: string | null;
  readonly subjectAltNameCritical: boolean;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly Uint8Array[];
  /** Such as `URI:https://…` or `email:…`. */
  readonly otherNames: readonly string[];
  readonly subjectKeyId: string | null;
  readonly authorityKeyId: string | null;
  readonly nameConstraints: NameConstraints | null;
  /** Object identifiers of critical extensions that Go does not handle. */
  readonly unhandledCritical: readonly string[];
  /** Go's sentence when it refuses to parse the certificate at all, without `x509: `. */
  readonly goParseError: string | null;
}
