/** Whether the authorities of a CA file are the right ones, and for which clients. */
import { finding, type Finding } from '../../model/finding.ts';
import type { MaterialCertificate } from '../../model/materialFacts.ts';
import { goNameConstraints } from '../../pki/goNameConstraints.ts';
import type { CaFileContext } from './checkCaFile.ts';
import { authoritiesAbove, maySign, signedBy } from './signedBy.ts';
import { trustFailure } from './trustFailure.ts';

const sha256 = (label: string, certificate: MaterialCertificate): Finding['evidence'][number] => ({
  label: `SHA-256 of ${label}`,
  text: certificate.sha256,
});

/** Subjects, of a file of many only some. */
function heldIn(authorities: readonly MaterialCertificate[]): string {
  const shown = authorities.slice(0, 3).map(({ subject }) => subject);
  return authorities.length > 3 ? `${shown.join('; ')} and ${authorities.length - 3} more` : shown.join('; ');
}

/** The last of what is presented for which the next authority is missing. */
function topOf(presented: readonly MaterialCertificate[], signs: CaFileContext['signs']): MaterialCertificate | undefined {
  const [leaf, ...others] = presented;
  return leaf === undefined ? undefined : (authoritiesAbove([leaf], others, signs).at(-1) ?? leaf);
}

function unknownAuthority(authorities: readonly MaterialCertificate[], presented: readonly MaterialCertificate[], context: CaFileContext, path: string, raw: string): Finding[] {
  const top = topOf(presented, context.signs);
  if (top === undefined || /insecure algorithm|algorithm unimplemented/.test(raw)) return [];
  const named = authorities.find(({ parsed }) => parsed.rawSubject === top.parsed.rawIssuer);
  if (named === undefined) {
    return [finding('CA_DOES_NOT_SIGN', 'broken', { issuer: top.issuer, held: heldIn(authorities) }, { path, raw, evidence: [sha256('the certificate', top)] })];
  }
  // It did sign: what is wrong lies in what is presented, and is told with that file.
  if (maySign(named.parsed) && authorities.some((each) => signedBy(top, each, context.signs))) return [];
  const { subject } = named;
  if (!maySign(named.parsed)) return [finding('CA_CANNOT_SIGN', 'broken', { subject }, { path, raw, evidence: [sha256('the authority', named)] })];
  return [finding('CA_STALE', 'broken', { subject }, { path, raw, evidence: [sha256('the authority', named)] })];
}

/** Go and curl stop at the first certificate that they trust; Node wants to reach a root (OpenSSL without partial chains). */
function withoutRoot(reached: readonly MaterialCertificate[], path: string): Finding[] {
  if (reached.some(({ selfSigned }) => selfSigned)) return [];
  const top = reached.at(-1);
  if (top === undefined) return [];
  const { subject, issuer } = top;
  const code = maySign(top.parsed) ? 'CA_IS_INTERMEDIATE' : 'CA_IS_LEAF';
  return [finding(code, 'advice', { subject, issuer }, { path, clients: ['node'], evidence: [sha256('the certificate', top)] })];
}

/**
 * @param authorities of the file that Go can use
 * @param path of the file
 */
export function judgeTrust(authorities: readonly MaterialCertificate[], context: CaFileContext, path: string): Finding[] {
  const { presented, now, signs, role } = context;
  if (role === 'client_ca_file') return [];
  const [leaf] = presented ?? [];
  if (presented === null || leaf === undefined) return withoutRoot(authorities, path);
  const raw = trustFailure({ presented, authorities, purpose: 'server', now, signs });
  if (raw === null) {
    const pinned = authorities.filter((each) => each.sha256 === leaf.sha256);
    return withoutRoot([...pinned, ...authoritiesAbove(presented, authorities, signs)], path);
  }
  if (raw.startsWith('x509: certificate signed by unknown authority')) return unknownAuthority(authorities, presented, context, path, raw);
  // What is presented with the leaf is judged with its own file.
  const constrainedThere = presented.slice(1).some(({ parsed }) => goNameConstraints(parsed, leaf.parsed) !== null);
  if (constrainedThere || raw.includes('expired or is not yet valid')) return [];
  return [finding('CA_CHAIN_REFUSED', 'broken', { detail: raw.replace(/^x509: /, '') }, { path, raw })];
}
