/**
 * Judges a server's certificates by Go's rules and in Go's words (crypto/x509, Certificate.Verify), because that is
 * what Prometheus and Grafana do. Order and sentences are those of Go 1.19 and of Go 1.24 to 1.27, checked against real
 * Prometheus servers.
 */
import { formatRfc3339 } from './calendar.ts';
import { goHostname } from './goHostname.ts';
import { goNameConstraints } from './goNameConstraints.ts';
import { goQuote } from './goQuote.ts';
import type { ParsedCertificate } from './parsedCertificate.ts';

export interface GoQuestion<C extends ParsedCertificate> {
  /** As the server sends it, leaf first. */
  readonly chain: readonly C[];
  readonly roots: readonly C[];
  readonly host: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Whether the parent's key made the child's signature: null, or Go's sentence why not. */
  readonly checkSignature: (child: C, parent: C) => string | null;
  /** Go 1.19 rather than a current one: it takes `*` for a wildcard, and names a way to allow SHA-1 again. */
  readonly old: boolean;
}

type Role = 'leaf' | 'intermediate' | 'root';
type Chains<C> = { chains: C[][]; error: string | null };

/** Go gives up after this many signature checks for one verification. */
const signatureCheckLimit = 100;
const serverAuth = '1.3.6.1.5.5.7.3.1';
const anyUsage = '2.5.29.37.0';

const cannotSign = 'x509: invalid signature: parent certificate cannot sign this kind of certificate';

function outsideValidity(certificate: ParsedCertificate, now: number): string | null {
  const told = `x509: certificate has expired or is not yet valid: current time ${formatRfc3339(now)} is`;
  if (now < certificate.notBefore) return `${told} before ${formatRfc3339(certificate.notBefore)}`;
  return now > certificate.notAfter ? `${told} after ${formatRfc3339(certificate.notAfter)}` : null;
}

/** Certificate.isValid: everything about one certificate but its signature. `below` is the chain from the leaf up to it. */
function invalidity(certificate: ParsedCertificate, role: Role, below: readonly ParsedCertificate[], now: number): string | null {
  if (certificate.unhandledCritical.length > 0) return 'x509: unhandled critical extension';
  const child = below.at(-1);
  if (child !== undefined && child.rawIssuer !== certificate.rawSubject) {
    return 'x509: issuer name does not match subject from issuing certificate';
  }
  const late = outsideValidity(certificate, now);
  if (late !== null) return late;
  const leaf = below[0];
  const constrained = leaf === undefined ? null : goNameConstraints(certificate, leaf);
  if (constrained !== null) return constrained;
  if (role === 'intermediate' && certificate.basicConstraints?.isCa !== true) {
    return 'x509: certificate is not authorized to sign other certificates';
  }
  const limit = certificate.basicConstraints?.pathLength ?? null;
  return limit !== null && below.length - 1 > limit ? 'x509: too many intermediates for path length constraint' : null;
}

/** CheckSignatureFrom: may the parent sign at all, is the algorithm fit, and did it sign. */
function signatureProblem<C extends ParsedCertificate>(child: C, parent: C, question: GoQuestion<C>): string | null {
  const constraints = parent.basicConstraints;
  if (constraints === null ? parent.version === 3 : !constraints.isCa) return cannotSign;
  const usages = parent.keyUsages ?? [];
  if (usages.length > 0 && !usages.includes('keyCertSign')) return cannotSign;
  const algorithm = child.signatureAlgorithm;
  if (algorithm === 'MD5-RSA') return `x509: cannot verify signature: insecure algorithm ${algorithm}`;
  if (algorithm === 'SHA1-RSA' || algorithm === 'ECDSA-SHA1') {
    const override = question.old ? ' (temporarily override with GODEBUG=x509sha1=1)' : '';
    return `x509: cannot verify signature: insecure algorithm ${algorithm}${override}`;
  }
  return question.checkSignature(child, parent);
}

/** Those whose subject is the issuer, in the order in which Go tries them: by how well the key identifiers agree. */
function potentialParents<C extends ParsedCertificate>(child: C, pool: readonly C[]): C[] {
  const rank = (candidate: C): number => {
    const theirs = candidate.subjectKeyId ?? '';
    const asked = child.authorityKeyId ?? '';
    if (theirs === asked) return 0;
    return (theirs === '') !== (asked === '') ? 1 : 2;
  };
  return pool.filter((candidate) => candidate.rawSubject === child.rawIssuer).sort((left, right) => rank(left) - rank(right));
}

/** Same subject, key and names: Go compares these rather than the bytes, so that cross-signatures make no loops. */
const isSame = (left: ParsedCertificate, right: ParsedCertificate): boolean =>
  left.rawSubject === right.rawSubject &&
  left.rawPublicKey === right.rawPublicKey &&
  left.rawSubjectAltName === right.rawSubjectAltName;

function authorityLabel(certificate: ParsedCertificate): string {
  const found =
    certificate.subject.findLast(({ type }) => type === 'CN')?.value ?? certificate.subject.find(({ type }) => type === 'O')?.value ?? '';
  if (found !== '') return found;
  // The digit in front stands for a serial number without any, which a damaged certificate may have.
  return `serial:${BigInt.asIntN(certificate.serial.length * 4, BigInt(`0x0${certificate.serial}`))}`;
}

/** Certificate.buildChains. `count` holds the signature checks made so far. */
function buildChains<C extends ParsedCertificate>(current: readonly C[], count: { checks: number }, question: GoQuestion<C>): Chains<C> {
  const top = current.at(-1);
  if (top === undefined) return { chains: [], error: null };
  const found: Chains<C> = { chains: [], error: null };
  let hint = '';
  const consider = (candidate: C, role: 'root' | 'intermediate'): void => {
    if (current.some((member) => isSame(member, candidate))) return;
    count.checks += 1;
    if (count.checks > signatureCheckLimit) {
      found.error = 'x509: signature check attempts limit reached while verifying certificate chain';
      return;
    }
    const unsigned = signatureProblem(top, candidate, question);
    if (unsigned !== null) {
      const label = goQuote(authorityLabel(candidate));
      hint ||= ` (possibly because of ${goQuote(unsigned)} while trying to verify candidate authority certificate ${label})`;
      return;
    }
    found.error = invalidity(candidate, role, current, question.now);
    if (found.error !== null) return;
    const longer = [...current, candidate];
    const further = role === 'root' ? { chains: [longer], error: null } : buildChains(longer, count, question);
    found.chains.push(...further.chains);
    found.error = further.error;
  };
  for (const root of potentialParents(top, question.roots)) consider(root, 'root');
  for (const intermediate of potentialParents(top, question.chain.slice(1))) consider(intermediate, 'intermediate');
  if (found.chains.length > 0) return { ...found, error: null };
  return { ...found, error: found.error ?? `x509: certificate signed by unknown authority${hint}` };
}

/** checkChainForKeyUsage for servers: every certificate with extended usages must allow it. */
const allowsServers = (chain: readonly ParsedCertificate[]): boolean =>
  chain.every(({ extendedKeyUsages: usages }) => !usages?.length || usages.includes(serverAuth) || usages.includes(anyUsage));

/** @returns null when a Go client accepts the server, else Go's sentence */
export function verifyAsGo<C extends ParsedCertificate>(question: GoQuestion<C>): string | null {
  const leaf = question.chain[0];
  if (leaf === undefined) return 'tls: received empty certificates message';
  const problem = invalidity(leaf, 'leaf', [], question.now) ?? goHostname(leaf, question.host, question.old);
  if (problem !== null) return problem;
  // A leaf that is itself among the roots is accepted, whether it may sign or not.
  const trusted = question.roots.some((root) => root.raw === leaf.raw);
  const built: Chains<C> = trusted ? { chains: [[leaf]], error: null } : buildChains([leaf], { checks: 0 }, question);
  if (built.error !== null) return built.error;
  return built.chains.some(allowsServers) ? null : 'x509: certificate specifies an incompatible key usage';
}
