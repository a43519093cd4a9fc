/** The certificates of a PEM file that clients are told to trust. */
import { X509Certificate } from 'node:crypto';
import { WizardError } from '../wizardError.ts';

/**
 * @param pem text of a CA file; anything around the CERTIFICATE blocks is ignored, as Go and OpenSSL do
 * @param path named in the error
 * @returns one PEM a certificate, at least one
 * @throws PROBE_CA_UNREADABLE when there is none or one cannot be read
 */
export function rootCertificates(pem: string, path: string): string[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    for (const block of blocks) new X509Certificate(block);
  } catch (cause) {
    throw new WizardError('PROBE_CA_UNREADABLE', { path }, { cause });
  }
  if (blocks.length === 0) throw new WizardError('PROBE_CA_UNREADABLE', { path });
  return blocks;
}
