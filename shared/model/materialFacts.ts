/** What one file of a setup holds, as far as a check needs to know. Never a secret. */
import type { FileState } from './hostFacts.ts';
import type { ParsedCertificate, PublicKeyFacts } from '../pki/parsedCertificate.ts';

export interface KeyFacts {
  /** `EC P-256`, `RSA 2048`, `Ed25519`. */
  readonly label: string;
  readonly publicKey: PublicKeyFacts;
  /** SubjectPublicKeyInfo, hexadecimal: equal to `rawPublicKey` of the certificate that belongs to it. */
  readonly rawPublicKey: string;
}

/** A certificate of a file with what people are told of it. */
export interface MaterialCertificate {
  readonly parsed: ParsedCertificate;
  /** SHA-256 over the DER, lower-case hexadecimal. */
  readonly sha256: string;
  readonly subject: string;
  readonly issuer: string;
  readonly selfSigned: boolean;
}

export type MaterialKind = 'webConfig' | 'scrapeConfig' | 'certificate' | 'key' | 'pkcs12' | 'request' | 'unknown';

export interface MaterialFacts {
  /** Absolute, as the setup names it. */
  readonly path: string;
  readonly state: FileState;
  /** By its content, not its name. */
  readonly kind: MaterialKind;
  /** In the order of the file; empty when none can be read. */
  readonly certificates: readonly MaterialCertificate[];
  /** null: the file holds no key, or one that cannot be read. */
  readonly key: KeyFacts | null;
  readonly form: {
    readonly empty: boolean;
    readonly der: boolean;
    /** Begins with a byte order mark. */
    readonly bom: boolean;
    /** A PEM block or the DER is cut off. */
    readonly damaged: boolean;
    /** Labels of the sound PEM blocks, in order, such as `CERTIFICATE`. */
    readonly labels: readonly string[];
    /** Certificate blocks whose content is no certificate, counted from 1 among the certificates, with what is malformed. */
    readonly unreadableCertificates: readonly { readonly position: number; readonly detail: string }[];
    readonly encryptedKey: boolean;
    /** A block of a key whose content is none that can be read, encrypted ones aside. */
    readonly unreadableKey: boolean;
    /** Lengths in bytes without and with the white space at both ends, for files that hold a password. */
    readonly trimmedBytes: number;
    readonly bytes: number;
  };
  /** What is left without the white space at both ends, seen as a password. */
  readonly password: {
    readonly lines: number;
    /** It begins as a bcrypt hash does. */
    readonly isHash: boolean;
  };
}
