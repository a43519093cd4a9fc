/** The authorities that stand behind the certificate of a server in its file, and are sent with it. */
import { finding, type Finding } from '../../model/finding.ts';
import type { MaterialCertificate } from '../../model/materialFacts.ts';
import { formatDay } from '../../pki/calendar.ts';
import { certificateProblems } from '../../pki/certificateProblems.ts';
import { goNameConstraints } from '../../pki/goNameConstraints.ts';
import { authoritiesAbove, maySign, signedBy, type Signs } from './signedBy.ts';

interface Chain {
  readonly path: string;
  readonly leaf: MaterialCertificate;
  /** Behind the leaf, each once. */
  readonly others: readonly MaterialCertificate[];
  /** Those of them that signed the leaf, or one that did. */
  readonly authorities: readonly MaterialCertificate[];
  readonly now: number;
  readonly signs: Signs;
}

/** The list of timestamps that public authorities embed (RFC 6962 3.3): its object identifier, as DER in hexadecimal. */
const timestampList = '060a2b06010401d679020402';

/** A finding about one certificate of several in the file. */
function about(code: Parameters<typeof finding>[0], severity: Finding['severity'], of: MaterialCertificate, chain: Chain, extra: {
  details?: Readonly<Record<string, string>>;
  raw?: string;
  clients?: Finding['clients'];
} = {}): Finding {
  const { details = {}, ...rest } = extra;
  const { subject, sha256 } = of;
  return finding(code, severity, { subject, ...details }, {
    id: `${code} ${chain.path} ${sha256}`,
    path: chain.path,
    evidence: [{ label: 'SHA-256 of the certificate', text: sha256 }],
    ...rest,
  });
}

/** Public authorities never sign with their root, so theirs is missing where only the certificate is there. */
function incomplete(chain: Chain): Finding[] {
  const { leaf, authorities } = chain;
  const direct = authorities.some((each) => signedBy(leaf, each, chain.signs));
  if (leaf.selfSigned || direct || !leaf.parsed.raw.includes(timestampList)) return [];
  const raw = 'x509: certificate signed by unknown authority';
  return [about('CERTIFICATE_CHAIN_INCOMPLETE', 'broken', leaf, chain, { details: { issuer: leaf.issuer }, raw, clients: ['go', 'openssl', 'node'] })];
}

function unrelated(chain: Chain): Finding[] {
  const { leaf, others, authorities } = chain;
  return others
    .filter((each) => !authorities.includes(each))
    .map((each) => about('CERTIFICATE_CHAIN_UNRELATED', 'advice', each, chain, { details: { issuer: leaf.issuer } }));
}

/** An authority before all that it signed. */
function disordered(chain: Chain): Finding[] {
  const related = [chain.leaf, ...chain.others.filter((each) => chain.authorities.includes(each))];
  const early = related.find((each, index) => index > 0 && !related.slice(0, index).some((before) => signedBy(before, each, chain.signs)));
  return early === undefined ? [] : [about('CERTIFICATE_CHAIN_DISORDERED', 'advice', early, chain)];
}

/** Only the one that signed the leaf must be valid for certain: above it, clients may know another way to their root. */
function expiry(chain: Chain): Finding[] {
  const direct = chain.authorities.filter((each) => !each.selfSigned && signedBy(chain.leaf, each, chain.signs));
  const [ends] = direct.toSorted((left, right) => right.parsed.notAfter - left.parsed.notAfter);
  if (ends === undefined) return [];
  const details = { date: formatDay(ends.parsed.notAfter) };
  const raw = 'x509: certificate has expired or is not yet valid';
  if (chain.now > ends.parsed.notAfter) return [about('CERTIFICATE_CHAIN_EXPIRED', 'broken', ends, chain, { details, raw })];
  const soon = certificateProblems(ends.parsed, chain.now).some(({ code }) => code === 'CERTIFICATE_EXPIRES_SOON');
  // With the leaf ending as early, its own finding says it.
  return soon && ends.parsed.notAfter < chain.leaf.parsed.notAfter ? [about('CERTIFICATE_CHAIN_EXPIRES_SOON', 'soon', ends, chain, { details })] : [];
}

function fitness(authority: MaterialCertificate, chain: Chain): Finding[] {
  const { parsed, selfSigned } = authority;
  if (!maySign(parsed)) {
    const raw = 'x509: invalid signature: parent certificate cannot sign this kind of certificate';
    return [about('CERTIFICATE_CHAIN_NOT_AUTHORITY', 'broken', authority, chain, { raw })];
  }
  const constrained = goNameConstraints(parsed, chain.leaf.parsed);
  if (constrained !== null) {
    const details = { detail: constrained.replace(/^.*for this name: |^x509: /, '') };
    return [about('CERTIFICATE_NAME_CONSTRAINED', 'broken', authority, chain, { details, raw: constrained })];
  }
  const algorithm = parsed.signatureAlgorithm;
  if (!selfSigned && /MD5|SHA1/.test(algorithm)) {
    const raw = `x509: cannot verify signature: insecure algorithm ${algorithm}`;
    return [about('CERTIFICATE_CHAIN_SIGNATURE_REFUSED', 'broken', authority, chain, { details: { algorithm }, raw })];
  }
  return [];
}

const key = ({ sha256 }: MaterialCertificate): string => sha256;

/**
 * @param certificates of the file, in its order; the first is that of the server
 * @param now epoch milliseconds
 */
export function judgeChain(certificates: readonly MaterialCertificate[], now: number, signs: Signs, path: string): Finding[] {
  const [leaf, ...behind] = certificates;
  if (leaf === undefined) return [];
  const others = behind.filter((each, index) => key(each) !== key(leaf) && behind.findIndex((other) => key(other) === key(each)) === index);
  const chain: Chain = { path, leaf, others, authorities: authoritiesAbove([leaf], others, signs), now, signs };
  const [repeated] = certificates.filter((each, index) => certificates.findIndex((other) => key(other) === key(each)) < index);
  return [
    ...incomplete(chain),
    ...chain.authorities.flatMap((each) => fitness(each, chain)),
    ...expiry(chain),
    ...unrelated(chain),
    ...disordered(chain),
    ...(repeated === undefined ? [] : [about('CERTIFICATE_CHAIN_REPEATS', 'advice', repeated, chain)]),
    ...chain.authorities.filter(({ selfSigned }) => selfSigned).map((each) => about('CERTIFICATE_CHAIN_HOLDS_ROOT', 'advice', each, chain)),
  ];
}
