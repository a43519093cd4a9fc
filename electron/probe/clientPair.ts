/** The client certificate and key that a probe shows. */
import { problem, type Problem } from '../../shared/errors/failure.ts';
import type { ProbeInput } from '../../shared/model/probeResult.ts';
import { certificateFileProblems, keyFileProblems } from '../../shared/pki/pairFileProblems.ts';
import type { ClientPair } from '../host/network.ts';
import { readText } from '../host/readFiles.ts';
import { keyMatchesCertificate } from '../pki/readCertificate.ts';
import { WizardError } from '../wizardError.ts';

/** Whether the server likes the certificate is for the server to say; here only whether it can be shown at all. */
function pairProblems({ certificatePem, keyPem }: ClientPair, certFile: string, keyFile: string): Problem[] {
  const found = [...certificateFileProblems(certificatePem, certFile), ...keyFileProblems(keyPem, keyFile)].filter(({ severity }) => severity === 'error');
  if (found.length > 0 || keyMatchesCertificate(certificatePem, keyPem)) return found;
  return [problem('KEY_DOES_NOT_MATCH', {}, { path: keyFile })];
}

/**
 * @returns null where the probe shows none
 * @throws PROBE_CLIENT_PAIR_UNUSABLE with what is wrong, FILE_ codes for what cannot be read, CERTIFICATE_UNREADABLE,
 *   KEY_UNREADABLE
 */
export function readClientPair({ certFile, keyFile }: Pick<ProbeInput, 'certFile' | 'keyFile'>): ClientPair | null {
  if (certFile === undefined || keyFile === undefined) return null;
  const pair = { certificatePem: readText(certFile), keyPem: readText(keyFile) };
  // Their hints are about a pair that Prometheus serves; that of the whole says what to do.
  const problems = pairProblems(pair, certFile, keyFile).map(({ hint: _hint, ...found }) => found);
  if (problems.length > 0) throw new WizardError('PROBE_CLIENT_PAIR_UNUSABLE', { certificate: certFile, key: keyFile }, { problems });
  return pair;
}
