/** The cryptographic part of judging certificates, for the pure rules of shared/check. */
import type { ParsedCertificate } from '../../shared/pki/parsedCertificate.ts';
import { checkSignature } from '../pki/checkSignature.ts';
import { parseCertificate } from '../pki/parseCertificate.ts';

/** Whether the parent's key made the child's signature. False also for algorithms that Go does not verify. */
export function signs(child: ParsedCertificate, parent: ParsedCertificate): boolean {
  const [signed, signer] = [child, parent].map(({ raw }) => parseCertificate(Buffer.from(raw, 'hex')));
  return signed !== undefined && signer !== undefined && checkSignature(signed, signer) === null;
}
