/** How large a certificate gets, known before anything is signed. */
import type { KeyType } from '../model/answers.ts';
import { encodeSubjectAltName } from './encodeSubjectAltName.ts';
import type { SubjectAltName } from './generalName.ts';

/**
 * Largest leaf in bytes of DER. Go 1.19 (Prometheus 2.42) refuses a certificate message over 64 KiB and OpenSSL
 * one over 100 kB; half of the smaller limit leaves room for a chain.
 */
export const certificateByteLimit = 32 * 1024;

/** Public key and signature together, in bytes of DER, rounded up. */
const keyBytes: Readonly<Record<KeyType, number>> = { p256: 170, p384: 230, rsa2048: 560, rsa3072: 820, rsa4096: 1080 };
/** Everything else: serial, dates, identifiers, usages, and the subject twice at five fields of at most 128 characters. */
const otherBytes = 400;

/** An upper bound of the certificate's DER in bytes; the names are counted exactly, the subject by `subjectBytes`. */
export function certificateSize(names: readonly SubjectAltName[], keyType: KeyType, subjectBytes: number): number {
  return encodeSubjectAltName(names).length + 2 * subjectBytes + keyBytes[keyType] + otherBytes;
}
