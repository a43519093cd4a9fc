/** Looks into the certificate and key that a web.yml names. */
import type { Problem } from '../../shared/errors/failure.ts';
import { problem } from '../../shared/errors/failure.ts';
import type { HostFacts } from '../../shared/model/hostFacts.ts';
import { certificateProblems } from '../../shared/pki/certificateProblems.ts';
import { certificateFileProblems, keyFileProblems } from '../../shared/pki/pairFileProblems.ts';
import { WizardError } from '../wizardError.ts';
import { parseCertificate } from './parseCertificate.ts';
import { firstCertificates, keyMatchesCertificate, summariseParsed } from './readCertificate.ts';

export type PairFacts = NonNullable<HostFacts['certificate']>;
export interface PairFile {
  readonly path: string;
  readonly text: string;
}

const isError = (found: Problem): boolean => found.severity === 'error';

/** Runs a reader; what it cannot read becomes a problem of the file. */
function attempt<T>(read: () => T, path: string, problems: Problem[]): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof WizardError)) throw error;
    const { code, message, hint } = error.failure;
    problems.push({ code, severity: 'error', message, path, ...(hint === undefined ? {} : { hint }) });
    return null;
  }
}

/**
 * Everything about a pair that can be known without a server: whether the files can be read, what clients will say to
 * the certificate, and whether the key belongs to it.
 * @param now epoch milliseconds
 */
export function inspectPair(certificate: PairFile, key: PairFile, now: number): PairFacts {
  const problems = certificateFileProblems(certificate.text, certificate.path);
  const keyProblems = keyFileProblems(key.text, key.path);
  const der = problems.some(isError) ? undefined : firstCertificates(certificate.text)[0];
  const parsed = der === undefined ? null : attempt(() => parseCertificate(der), certificate.path, problems);
  if (parsed !== null) {
    problems.push(...certificateProblems(parsed, now).map((found) => ({ ...found, path: certificate.path })));
  }
  problems.push(...keyProblems);
  const comparable = parsed !== null && !keyProblems.some(isError);
  const keyMatches = comparable ? attempt(() => keyMatchesCertificate(certificate.text, key.text), key.path, problems) : null;
  if (keyMatches === false) problems.push(problem('KEY_DOES_NOT_MATCH', {}, { path: key.path }));
  return {
    certPath: certificate.path,
    keyPath: key.path,
    summary: parsed === null ? null : summariseParsed(parsed),
    keyMatches,
    problems,
  };
}
