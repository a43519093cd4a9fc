/** What a certificate that exists has against it, and which clients will refuse it for that. */
import { problem, type Problem } from '../errors/failure.ts';
import { formatDay } from './calendar.ts';
import { formatAddress, isMapped, parseAddress } from './ipAddress.ts';
import type { ParsedCertificate } from './parsedCertificate.ts';

const dayMs = 86_400_000;
const soonDays = 30;
const serverAuth = '1.3.6.1.5.5.7.3.1';
const anyUsage = '2.5.29.37.0';
const warning = { severity: 'warning' } as const;

function validityProblem(certificate: ParsedCertificate, now: number): Problem[] {
  const { notBefore, notAfter } = certificate;
  if (now > notAfter) return [problem('CERTIFICATE_EXPIRED', { date: formatDay(notAfter) })];
  if (now < notBefore) return [problem('CERTIFICATE_NOT_YET_VALID', { date: formatDay(notBefore) })];
  // The date rather than the days left: those would make a plan stale at midnight.
  // A certificate made for a short life is due in its last third, not all the time.
  const soon = Math.min(soonDays * dayMs, (notAfter - notBefore) / 3);
  return notAfter - now < soon ? [problem('CERTIFICATE_EXPIRES_SOON', { date: formatDay(notAfter) }, warning)] : [];
}

/** Why clients treat a DNS name differently; null when they agree on it. */
function nameReason(name: string): string | null {
  if (name.endsWith('.')) return 'Leave out the last dot: Prometheus, OpenSSL and GnuTLS refuse the name with it, browsers accept it.';
  if (name === '*' || /^\*\.[^.]*$/.test(name)) return 'A wildcard needs at least two parts behind it; most clients refuse this one.';
  if (/[^\u0021-\u007e]/.test(name)) return 'Names outside ASCII must stand in their encoded form (xn--…); Prometheus refuses the whole certificate.';
  return null;
}

function namesProblem(certificate: ParsedCertificate): Problem[] {
  const { dnsNames, ipAddresses, rawSubjectAltName } = certificate;
  if (rawSubjectAltName === null || dnsNames.length + ipAddresses.length === 0) return [problem('CERTIFICATE_WITHOUT_NAMES')];
  const mapped = ipAddresses.filter(isMapped).map((bytes) => problem('CERTIFICATE_MAPPED_ADDRESS', { name: formatAddress(bytes) }, warning));
  const named = dnsNames.flatMap((name) => {
    if (parseAddress(name) !== null) return [problem('CERTIFICATE_ADDRESS_AS_NAME', { name })];
    const reason = nameReason(name);
    return reason === null ? [] : [problem('CERTIFICATE_NAME_MALFORMED', { name, reason }, warning)];
  });
  return [...named, ...mapped];
}

function keyProblem({ publicKey }: ParsedCertificate): Problem[] {
  const { kind, bits, curve } = publicKey;
  if (kind === 'unknown') return [problem('CERTIFICATE_KEY_UNSUPPORTED', { key: 'that PromSeal does not know' })];
  if (kind === 'ECDSA' && curve === null) return [problem('CERTIFICATE_KEY_UNSUPPORTED', { key: 'EC with an unusual curve' })];
  if (kind === 'Ed25519' || curve === 'P-521') return [problem('CERTIFICATE_KEY_REFUSED_BY_BROWSERS', { key: curve ?? kind }, warning)];
  return kind === 'RSA' && bits !== null && bits < 2048 ? [problem('CERTIFICATE_KEY_WEAK', { bits }, warning)] : [];
}

/** A self-signed certificate is trusted as it is: nobody checks its signature. */
function signatureProblem({ signatureAlgorithm, signatureLabel, rawIssuer, rawSubject }: ParsedCertificate): Problem[] {
  const severity = rawIssuer === rawSubject ? 'warning' : 'error';
  if (/MD5|SHA1/.test(signatureAlgorithm)) {
    return [problem('CERTIFICATE_SIGNATURE_REFUSED', { algorithm: signatureAlgorithm }, { severity })];
  }
  // RSA-PSS with a salt as long as the hash has a name in Go, and all clients take it; with another it has none.
  const algorithm = signatureLabel === 'rsassaPss' ? 'RSA-PSS with an unusual salt' : signatureLabel;
  return signatureAlgorithm === 'unknown' ? [problem('CERTIFICATE_SIGNATURE_UNKNOWN', { algorithm }, { severity })] : [];
}

function usageProblem({ extendedKeyUsages, keyUsages }: ParsedCertificate): Problem[] {
  const usages = extendedKeyUsages ?? [];
  if (usages.length > 0 && !usages.includes(serverAuth) && !usages.includes(anyUsage)) return [problem('CERTIFICATE_NOT_FOR_SERVERS')];
  const mayNotSign = keyUsages !== null && keyUsages.length > 0 && !keyUsages.includes('digitalSignature');
  return mayNotSign ? [problem('CERTIFICATE_USAGE_LACKS_SIGNATURE', {}, warning)] : [];
}

function formProblem(certificate: ParsedCertificate): Problem[] {
  const problems: Problem[] = [];
  const { serial, subject, subjectAltNameCritical, authorityKeyId, rawIssuer, rawSubject, unhandledCritical } = certificate;
  if (subject.length === 0 && !subjectAltNameCritical) problems.push(problem('CERTIFICATE_SUBJECT_EMPTY', {}, warning));
  if (authorityKeyId === null && rawIssuer !== rawSubject) problems.push(problem('CERTIFICATE_WITHOUT_AUTHORITY_KEY_ID', {}, warning));
  const octets = serial.length / 2;
  const negative = Number.parseInt(serial.slice(0, 2), 16) >= 0x80;
  const what = negative ? 'negative' : octets > 20 ? `${octets} bytes long` : /^0*$/.test(serial) ? 'zero' : null;
  if (what !== null) problems.push(problem('CERTIFICATE_SERIAL_INVALID', { what }, warning));
  const [oid] = unhandledCritical;
  if (oid !== undefined) problems.push(problem('CERTIFICATE_EXTENSION_UNKNOWN', { oid }));
  return problems;
}

/**
 * Judges a server certificate by what was measured of Go, curl, OpenSSL, Node, GnuTLS and Chromium (C-04). An error
 * means that Prometheus or every client refuses it, a warning that some clients do.
 * @param now epoch milliseconds
 */
export function certificateProblems(certificate: ParsedCertificate, now: number): Problem[] {
  return [
    ...validityProblem(certificate, now),
    ...namesProblem(certificate),
    ...keyProblem(certificate),
    ...signatureProblem(certificate),
    ...usageProblem(certificate),
    ...formProblem(certificate),
  ];
}
