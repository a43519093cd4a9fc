/** What a self-signed server certificate will say, decided before any key exists. */
import { problem, type Problem } from '../errors/failure.ts';
import type { CertificateAnswer, KeyType, Subject } from '../model/answers.ts';
import type { SubjectAltName } from './generalName.ts';
import { parseName } from './subjectAltName.ts';
import { subjectText, type NameAttribute } from './subjectText.ts';

export type SelfSignedAnswer = Extract<CertificateAnswer, { source: 'self_signed' }>;

export interface CertificateProfile {
  /** In the order C, ST, L, O, CN; empty fields are left out. */
  readonly subject: readonly NameAttribute[];
  /** The subject as one line, as CertificateSummary has it. */
  readonly subjectText: string;
  readonly names: readonly SubjectAltName[];
  readonly keyType: KeyType;
  /** Such as `EC P-256`, as CertificateSummary has it. */
  readonly keyLabel: string;
  readonly days: number;
  readonly keyUsages: readonly ('digitalSignature' | 'keyEncipherment')[];
  /** The extended key usage. */
  readonly purpose: 'serverAuth' | 'clientAuth';
}

export const keyLabels: Readonly<Record<KeyType, string>> = {
  p256: 'EC P-256',
  p384: 'EC P-384',
  rsa2048: 'RSA 2048',
  rsa3072: 'RSA 3072',
  rsa4096: 'RSA 4096',
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Upper bound of a common name (RFC 5280 appendix A, ub-common-name). */
const longestCommonName = 64;
/** Apple's limit for every authority, and the one public authorities had until 2026 (CA/Browser Forum). */
const appleDays = 825;
const publicDays = 398;
const shortDays = 30;

const filled = (value: string | undefined): value is string => value !== undefined && value.trim() !== '';

/** The common name asked for, else the first name that fits. It is never the only place of a name. */
function commonName(subject: Subject, names: readonly SubjectAltName[]): string {
  if (filled(subject.common_name)) return subject.common_name.trim();
  return names.find((name) => name.value.length <= longestCommonName)?.value ?? 'prometheus';
}

function distinctNames(names: readonly string[]): SubjectAltName[] {
  const parsed = names.map(parseName).flatMap((result) => (result.ok ? [result.name] : []));
  return [...new Map(parsed.map((name) => [name.value, name])).values()];
}

/**
 * The profile of a self-signed server leaf (C-01): CA:FALSE, for servers, key usages as the key type needs them.
 * @param names as typed; those that `namesProblems` refuses, and repetitions, are left out
 */
export function certificateProfile(answer: SelfSignedAnswer, names: readonly string[]): CertificateProfile {
  const parsed = distinctNames(names);
  const { country, state, locality, organization } = answer.subject;
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['C', country?.toUpperCase()],
    ['ST', state],
    ['L', locality],
    ['O', organization],
    ['CN', commonName(answer.subject, parsed)],
  ];
  const subject = fields.flatMap(([type, value]) => (filled(value) ? [{ type, value: value.trim() }] : []));
  return {
    subject,
    subjectText: subjectText(subject),
    names: parsed,
    keyType: answer.key,
    keyLabel: keyLabels[answer.key],
    days: answer.days,
    // RSA key exchange of TLS 1.2 needs keyEncipherment; an EC key has no use for it.
    keyUsages: answer.key.startsWith('rsa') ? ['digitalSignature', 'keyEncipherment'] : ['digitalSignature'],
    purpose: 'serverAuth',
  };
}

/** The profile of the certificate by which a Prometheus shows who it is to servers that ask for one. */
export function clientProfile(): CertificateProfile {
  const answer: SelfSignedAnswer = { source: 'self_signed', subject: { common_name: 'prometheus' }, key: 'p256', days: 365 };
  return { ...certificateProfile(answer, ['prometheus']), purpose: 'clientAuth' };
}

/**
 * First and last moment in epoch milliseconds, whole seconds. It begins an hour ago, so that clients whose clock is
 * behind accept it, and lasts exactly `days`, so that limits in days hold.
 */
export function validity(profile: CertificateProfile, now: number): { notBefore: number; notAfter: number } {
  const notBefore = Math.floor(now / 1000) * 1000 - hourMs;
  return { notBefore, notAfter: notBefore + profile.days * dayMs };
}

const limits: readonly (readonly [keyof Subject, label: string, limit: number])[] = [
  ['state', 'State', 128],
  ['locality', 'City', 128],
  ['organization', 'Organization', 64],
  ['common_name', 'Common name', longestCommonName],
];

/** Problems of the subject, with fields `certificate.subject.…`. Bounds: RFC 5280 appendix A, counted in characters. */
export function subjectProblems(subject: Subject): Problem[] {
  const problems: Problem[] = [];
  const country = subject.country ?? '';
  if (country !== '' && !/^[a-z]{2}$/i.test(country)) {
    problems.push(problem('SUBJECT_COUNTRY_INVALID', { value: country }, { field: 'certificate.subject.country' }));
  }
  for (const [key, label, limit] of limits) {
    const value = subject[key] ?? '';
    const field = `certificate.subject.${key}`;
    const length = [...value].length;
    if (length > limit) problems.push(problem('SUBJECT_TOO_LONG', { field: label, length, limit }, { field }));
    if (/\p{Cc}/u.test(value)) problems.push(problem('SUBJECT_HAS_CONTROL', { field: label }, { field }));
  }
  return problems;
}

/** What the length of validity means for clients and for the person who has to renew; field `certificate.days`. */
export function validityProblems(days: number): Problem[] {
  const field = 'certificate.days';
  if (!Number.isInteger(days) || days < 1 || days > 3650) return [problem('VALIDITY_INVALID', { days }, { field })];
  if (days > appleDays) return [problem('VALIDITY_OVER_APPLE_LIMIT', { days }, { severity: 'warning', field })];
  if (days > publicDays) return [problem('VALIDITY_OVER_PUBLIC_LIMIT', { days }, { severity: 'warning', field })];
  if (days < shortDays) return [problem('VALIDITY_SHORT', { days }, { severity: 'advice', field })];
  return [];
}

/** Whether Apple's systems accept this length of validity. */
export const withinAppleLimit = (days: number): boolean => days <= appleDays;
