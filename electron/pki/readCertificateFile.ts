/** Reads a certificate file that a person points at. */
import type { CertificateSummary } from '../../shared/model/certificateSummary.ts';
import { readText } from '../host/readFiles.ts';
import { pemEncode } from './pemEncode.ts';
import { firstCertificates, summarise } from './readCertificate.ts';

const largestFile = 1024 * 1024;

/**
 * @returns the summary of the first certificate, and all certificates of the file as PEM. What else the file holds,
 *   such as a key, is left out.
 * @throws WizardError FILE_…, CERTIFICATE_EMPTY, CERTIFICATE_TRUNCATED, CERTIFICATE_NOT_PEM, CERTIFICATE_UNREADABLE
 */
export function readCertificateFile(path: string): { summary: CertificateSummary; pem: string } {
  const text = readText(path, largestFile);
  return { summary: summarise(text), pem: firstCertificates(text).map((der) => pemEncode('CERTIFICATE', der)).join('') };
}
