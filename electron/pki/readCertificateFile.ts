/** Reads a certificate file for showing it and handing it out: the first certificate, which is public. */
import { X509Certificate } from 'node:crypto';
import type { CertificateSummary } from '../../shared/model/certificateSummary.ts';
import { readText } from '../host/readFiles.ts';
import { WizardError } from '../wizardError.ts';
import { firstCertificates, summarise } from './readCertificate.ts';

/**
 * @param path of a PEM file; what else is in it, such as a key, does not come out
 * @throws CERTIFICATE_NOT_PEM when it holds none, and the codes of reading a file
 */
export function readCertificateFile(path: string): { summary: CertificateSummary; pem: string } {
  const [first] = firstCertificates(readText(path, 1024 * 1024));
  if (first === undefined) throw new WizardError('CERTIFICATE_NOT_PEM', { path });
  return { summary: summarise(first), pem: new X509Certificate(first).toString() };
}
