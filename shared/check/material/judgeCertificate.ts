/** What the certificate of a server has against it, whatever it is called by. Its names are judged elsewhere. */
import { fromProblem } from '../fromProblem.ts';
import { problem, type Problem } from '../../errors/failure.ts';
import { finding, type Finding } from '../../model/finding.ts';
import type { MaterialCertificate } from '../../model/materialFacts.ts';
import { certificateProblems } from '../../pki/certificateProblems.ts';
import type { ParsedCertificate } from '../../pki/parsedCertificate.ts';
import { certificateVerdicts, type Verdict } from './certificateVerdicts.ts';

const dayMs = 86_400_000;
/** Apple devices refuse a longer life, also from private authorities. */
const appleDays = 825;
const notLoaded = 'failed to load X509KeyPair: tls: failed to parse private key';
/** What clients read when the server finds no way to sign with its key. */
const noAlgorithm = 'remote error: tls: handshake failure';
const unknownAuthority = 'x509: certificate signed by unknown authority';
/** One of these is needed for OpenSSL to take a certificate for that of a server (X509_check_purpose). */
export const tlsUsages = ['digitalSignature', 'keyEncipherment', 'keyAgreement'];

/** Told by another rule, with more of the setup in view. */
const elsewhere = ['CERTIFICATE_WITHOUT_NAMES', 'CERTIFICATE_ADDRESS_AS_NAME', 'CERTIFICATE_NAME_MALFORMED', 'CERTIFICATE_MAPPED_ADDRESS'];

/** As the table has it, but for what depends on the certificate. */
function verdictOn(found: Problem, { parsed, selfSigned }: MaterialCertificate): Verdict {
  const usual = certificateVerdicts[found.code] ?? { severity: found.severity === 'error' ? 'broken' : 'advice', clients: [] };
  const { bits } = parsed.publicKey;
  switch (found.code) {
    case 'CERTIFICATE_SIGNATURE_REFUSED':
      // Nobody verifies the signature of a certificate that is trusted as it is.
      return selfSigned || parsed.rawIssuer === parsed.rawSubject ? { severity: 'advice', clients: [] } : usual;
    case 'CERTIFICATE_SIGNATURE_UNKNOWN':
      return { severity: selfSigned || parsed.rawIssuer === parsed.rawSubject ? 'advice' : 'broken', clients: ['go', 'browser'], raw: unknownAuthority };
    case 'CERTIFICATE_KEY_WEAK':
      return bits !== null && bits < 1024 ? { severity: 'broken', clients: [], raw: noAlgorithm } : usual;
    case 'CERTIFICATE_KEY_UNSUPPORTED':
      return parsed.publicKey.kind === 'unknown' ? { ...usual, raw: notLoaded } : usual;
    case 'CERTIFICATE_SERIAL_INVALID':
      return Number.parseInt(parsed.serial.slice(0, 2), 16) >= 0x80
        ? { severity: 'soon', clients: ['go'], raw: 'x509: negative serial number', holdsFor: 'built for Go 1.23 or later' }
        : usual;
    default:
      return usual;
  }
}

/** OpenSSL and Node refuse what none of the usages of TLS is allowed to; browsers refuse more. */
function usageNotForTls({ keyUsages }: ParsedCertificate, path: string): Finding[] {
  const usages = (keyUsages ?? []).join(', ');
  return [finding('CERTIFICATE_USAGE_NOT_FOR_TLS', 'broken', { usages }, { path, clients: ['openssl', 'node', 'browser'] })];
}

function judge(found: Problem, certificate: MaterialCertificate, path: string): Finding[] {
  const { parsed } = certificate;
  if (elsewhere.includes(found.code)) return [];
  if (found.code === 'CERTIFICATE_WITHOUT_AUTHORITY_KEY_ID' && parsed.version < 3) return [];
  const allowsTls = parsed.keyUsages?.some((each) => tlsUsages.includes(each)) === true;
  if (found.code === 'CERTIFICATE_USAGE_LACKS_SIGNATURE' && !allowsTls) return usageNotForTls(parsed, path);
  const { severity, clients, ...rest } = verdictOn(found, certificate);
  return [fromProblem(found, severity, { path, clients: [...clients], ...rest })];
}

function longLife({ notBefore, notAfter }: ParsedCertificate, now: number, path: string): Finding[] {
  const days = Math.round((notAfter - notBefore) / dayMs);
  if (days <= appleDays || now > notAfter) return [];
  return [fromProblem(problem('VALIDITY_OVER_APPLE_LIMIT', { days }), 'advice', { path })];
}

/** Go reads such a key and finds no signature algorithm of TLS for it. */
function smallCurve({ publicKey }: ParsedCertificate, path: string): Finding[] {
  if (publicKey.curve !== 'P-224') return [];
  return [finding('CERTIFICATE_KEY_UNSUPPORTED', 'broken', { key: 'EC P-224' }, { path, raw: noAlgorithm })];
}

/** The certificate can do what only an authority should, although it is not its own root. */
function mayBeAuthority({ parsed, selfSigned, subject }: MaterialCertificate, path: string): Finding[] {
  if (parsed.basicConstraints?.isCa !== true || selfSigned) return [];
  return [finding('CERTIFICATE_MAY_SIGN', 'unsafe', { subject }, { path })];
}

/**
 * @param now epoch milliseconds
 * @param path of the file, for the place of the findings
 */
export function judgeCertificate(certificate: MaterialCertificate, now: number, path: string): Finding[] {
  const { parsed } = certificate;
  return [
    ...certificateProblems(parsed, now).flatMap((found) => judge(found, certificate, path)),
    ...longLife(parsed, now, path),
    ...smallCurve(parsed, path),
    ...mayBeAuthority(certificate, path),
  ];
}
