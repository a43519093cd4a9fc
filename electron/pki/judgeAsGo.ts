/** What Prometheus and other Go clients say to the certificates a server sends. */
import type { ClientVerdict } from '../../shared/model/probeResult.ts';
import { isMapped } from '../../shared/pki/ipAddress.ts';
import { verifyAsGo } from '../../shared/pki/verifyAsGo.ts';
import { WizardError } from '../wizardError.ts';
import { checkSignature } from './checkSignature.ts';
import { parseCertificate, type SignedCertificate } from './parseCertificate.ts';
import { firstCertificates } from './readCertificate.ts';
import { systemRoots } from './systemRoots.ts';

/**
 * Whose rules and words: `plain` is Go 1.19 (Prometheus 2.42), `prefixed` a current Go (Prometheus 3.5), which says
 * first what failed and is stricter in places.
 */
export type GoWording = 'plain' | 'prefixed';

function tryParse(der: Buffer): SignedCertificate | null {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof WizardError) return null;
    throw error;
  }
}

/** Go skips what it cannot parse in a pool of roots. */
const parseRoots = (rootsPem: readonly string[]): SignedCertificate[] =>
  rootsPem.flatMap(firstCertificates).flatMap((der) => {
    const root = tryParse(der);
    return root === null || root.goParseError !== null ? [] : [root];
  });

/** What a current Go refuses to parse and Go 1.19 takes. */
const currentParseError = ({ ipAddresses }: SignedCertificate): string | null =>
  ipAddresses.some(isMapped) ? 'SAN iPAddress contains IPv4-mapped IPv6 address' : null;

/** The first of the served certificates that Go cannot parse: it refuses the handshake for any of them. */
function parseError(certificates: readonly (SignedCertificate | null)[], wording: GoWording): string | null {
  for (const certificate of certificates) {
    if (certificate === null) return 'malformed certificate';
    const refused = certificate.goParseError ?? (wording === 'prefixed' ? currentParseError(certificate) : null);
    if (refused !== null) return refused;
  }
  return null;
}

/**
 * Judges a served chain as a Go client does.
 * @param servedDer leaf first, as the server sends it
 * @param rootsPem contents of the ca_file; null for the system's authorities
 * @param host name or address that the client asked for
 * @param now epoch milliseconds
 * @returns `reason` in Go's words when refused
 */
export function judgeAsGo(
  servedDer: readonly Buffer[],
  rootsPem: readonly string[] | null,
  host: string,
  now: number,
  wording: GoWording = 'prefixed',
): ClientVerdict {
  const served = servedDer.map(tryParse);
  const unparsed = parseError(served, wording);
  if (unparsed !== null) return { ok: false, reason: `tls: failed to parse certificate from server: x509: ${unparsed}` };
  const chain = served.filter((certificate) => certificate !== null);
  const refused = verifyAsGo({
    chain,
    roots: parseRoots(rootsPem ?? systemRoots()),
    host,
    now,
    checkSignature,
    old: wording === 'plain',
  });
  if (refused === null) return { ok: true, reason: `The certificate is good for ${host}.` };
  return { ok: false, reason: wording === 'prefixed' ? `tls: failed to verify certificate: ${refused}` : refused };
}
