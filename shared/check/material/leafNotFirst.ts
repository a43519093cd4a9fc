/** A certificate file that begins with an authority instead of the certificate that it issued. */
import { finding, type Finding } from '../../model/finding.ts';
import type { MaterialCertificate } from '../../model/materialFacts.ts';

/** @param path of the file */
export function leafNotFirst(first: MaterialCertificate, path: string): Finding {
  const { subject, sha256 } = first;
  const raw = 'failed to load X509KeyPair: tls: private key does not match public key';
  const evidence = [{ label: 'SHA-256 of the first certificate', text: sha256 }];
  return finding('CERTIFICATE_LEAF_NOT_FIRST', 'broken', { subject }, { path, raw, evidence });
}
