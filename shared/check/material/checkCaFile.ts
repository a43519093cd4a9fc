/** A file of authorities: `ca_file` of a client, `client_ca_file` of a server. */
import { problem } from '../../errors/failure.ts';
import { finding, type Finding } from '../../model/finding.ts';
import type { MaterialCertificate, MaterialFacts } from '../../model/materialFacts.ts';
import { formatDay } from '../../pki/calendar.ts';
import { certificateProblems } from '../../pki/certificateProblems.ts';
import { fromProblem } from '../fromProblem.ts';
import { blockEvidence } from './certificateForm.ts';
import { judgeTrust } from './judgeTrust.ts';
import { authoritiesAbove, type Signs } from './signedBy.ts';

export interface CaFileContext {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly signs: Signs;
  /** Which field names it: a server with an unusable client_ca_file starts all the same. */
  readonly role: 'ca_file' | 'client_ca_file';
  /** What the server presents that the clients verify with this file, leaf first; null when it is not known. */
  readonly presented: readonly MaterialCertificate[] | null;
}

function whyUnusable({ form, kind, certificates }: MaterialFacts): string {
  if (form.empty) return 'it is empty';
  if (form.der) return kind === 'pkcs12' ? 'it is a PKCS#12 store' : 'it is in the binary form (DER)';
  if (form.bom) return 'it begins with an invisible mark (byte order mark)';
  if (certificates.length > 0) return 'the key of the certificate is of a kind that Prometheus does not know';
  if (form.unreadableCertificates.length > 0) return `the certificate in it is malformed: ${form.unreadableCertificates[0]?.detail ?? ''}`;
  if (form.damaged) return 'its PEM block is cut off or damaged';
  if (kind === 'key') return 'it holds a private key';
  return kind === 'request' ? 'it holds a certificate request' : 'nothing in it is a certificate in PEM form';
}

/** Go passes over what it cannot parse, and over the first block behind a byte order mark. */
function usable({ form, certificates }: MaterialFacts): MaterialCertificate[] {
  if (form.der) return [];
  return certificates.slice(form.bom ? 1 : 0).filter(({ parsed }) => parsed.goParseError === null);
}

function unusable(facts: MaterialFacts, role: CaFileContext['role']): Finding {
  const extra = { path: facts.path, evidence: blockEvidence(facts) };
  const details = { reason: whyUnusable(facts) };
  return role === 'ca_file'
    ? finding('CA_FILE_UNUSABLE', 'broken', details, { ...extra, raw: 'unable to use specified CA cert' })
    : finding('CLIENT_CA_FILE_UNUSABLE', 'broken', details, { ...extra, raw: 'x509: certificate signed by unknown authority' });
}

/** The authorities that something depends on: those above what is presented, or all when none of them would do. */
function neededOf(authorities: readonly MaterialCertificate[], { presented, signs, now }: CaFileContext): readonly MaterialCertificate[] {
  if (presented !== null) return authoritiesAbove(presented, authorities, signs);
  const valid = authorities.filter(({ parsed }) => now >= parsed.notBefore && now <= parsed.notAfter);
  return valid.length === 0 || authorities.length === 1 ? authorities : [];
}

/** Dates and strength of an authority; who trusts it does not check its signature, so SHA-1 does no harm there. */
function judgeAuthority(authority: MaterialCertificate, now: number, path: string): Finding[] {
  const { parsed, subject, sha256 } = authority;
  const extra = (code: string): { id: string; path: string; evidence: Finding['evidence'] } => ({
    id: `${code} ${path} ${sha256}`,
    path,
    evidence: [{ label: 'SHA-256 of the certificate', text: sha256 }],
  });
  const raw = 'x509: certificate has expired or is not yet valid';
  return certificateProblems(parsed, now).flatMap((found) => {
    switch (found.code) {
      case 'CERTIFICATE_EXPIRED':
        return [finding('CA_EXPIRED', 'broken', { subject, date: formatDay(parsed.notAfter) }, { ...extra('CA_EXPIRED'), raw })];
      case 'CERTIFICATE_NOT_YET_VALID':
        return [finding('CA_NOT_YET_VALID', 'broken', { subject, date: formatDay(parsed.notBefore) }, { ...extra('CA_NOT_YET_VALID'), raw })];
      case 'CERTIFICATE_EXPIRES_SOON':
        return [finding('CA_EXPIRES_SOON', 'soon', { subject, date: formatDay(parsed.notAfter) }, extra('CA_EXPIRES_SOON'))];
      case 'CERTIFICATE_KEY_WEAK':
        return [fromProblem(found, 'unsafe', { ...extra(found.code), clients: ['openssl', 'node'] })];
      default:
        return [];
    }
  });
}

/** Of several valid certificates of one authority the last to end counts: the old one stays in the file during a renewal. */
function latestOfEach(authorities: readonly MaterialCertificate[]): MaterialCertificate[] {
  const same = (left: MaterialCertificate, right: MaterialCertificate): boolean =>
    left.parsed.rawSubject === right.parsed.rawSubject && left.parsed.rawPublicKey === right.parsed.rawPublicKey;
  return authorities.filter((each) => !authorities.some((other) => other !== each && same(each, other) && other.parsed.notAfter > each.parsed.notAfter));
}

/**
 * Whether the file holds authorities, and those that are needed. That it is absent or closed is judged elsewhere.
 * @returns CA_*, CLIENT_CA_FILE_UNUSABLE; CERTIFICATE_KEY_WEAK and CERTIFICATE_FILE_HOLDS_KEY about an authority
 */
export function checkCaFile(facts: MaterialFacts, context: CaFileContext): Finding[] {
  const { path, state, key, form } = facts;
  if (state.kind !== 'file') return [];
  const authorities = usable(facts);
  if (authorities.length === 0) return [unusable(facts, context.role)];
  const leaf = context.presented?.[0];
  const needed = latestOfEach(neededOf(authorities, context)).filter(({ sha256 }) => sha256 !== leaf?.sha256);
  const judged = needed.flatMap((each) => judgeAuthority(each, context.now, path));
  const holdsKey = key === null && !form.encryptedKey ? [] : [fromProblem(problem('CERTIFICATE_FILE_HOLDS_KEY'), 'unsafe', { path })];
  // An authority out of its time explains why nothing is trusted.
  const outOfTime = judged.some(({ severity }) => severity === 'broken');
  return [...judged, ...(outOfTime ? [] : judgeTrust(authorities, context, path)), ...holdsKey];
}
