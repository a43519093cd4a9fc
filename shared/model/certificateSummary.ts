/** A certificate in the terms people and the planner need. Times are epoch milliseconds. */
import { z } from '../zod.ts';

export const CertificateSummary = z.object({
  subject: z.string(),
  issuer: z.string(),
  commonName: z.string().nullable(),
  serialHex: z.string(),
  notBefore: z.number(),
  notAfter: z.number(),
  /** SHA-256 over the DER, lower-case hex without separators. */
  sha256: z.string(),
  /** Such as `EC P-256` or `RSA 2048`. */
  keyLabel: z.string(),
  signatureAlgorithm: z.string(),
  dnsNames: z.array(z.string()),
  /** In their canonical text, IPv6 compressed (RFC 5952). */
  ipAddresses: z.array(z.string()),
  otherNames: z.array(z.string()),
  /** null: no basicConstraints. */
  isCa: z.boolean().nullable(),
  keyUsages: z.array(z.string()).nullable(),
  extendedKeyUsages: z.array(z.string()).nullable(),
  selfSigned: z.boolean(),
});
export type CertificateSummary = z.infer<typeof CertificateSummary>;
