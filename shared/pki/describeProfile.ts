/** A certificate that is yet to be made, in rows for people. */
import { formatDay } from './calendar.ts';
import { validity, withinAppleLimit, type CertificateProfile } from './certificateProfile.ts';

export interface ProfileRow {
  readonly id: 'subject' | 'names' | 'use' | 'key' | 'validity' | 'acceptedBy';
  readonly label: string;
  readonly value: string;
}

function namesText(profile: CertificateProfile): string {
  if (profile.names.length === 0) return 'none yet';
  return profile.names.map(({ value, shown }) => (value === shown ? value : `${shown} (${value})`)).join(', ');
}

function acceptedBy(profile: CertificateProfile): string {
  const clients = 'Prometheus, Grafana, curl, Node, Chrome and Firefox';
  return withinAppleLimit(profile.days)
    ? `${clients}, and Apple devices, once they trust it`
    : `${clients}, once they trust it; Apple devices refuse more than 825 days`;
}

/** @param now epoch milliseconds; the certificate would be made then */
export function describeProfile(profile: CertificateProfile, now: number): ProfileRow[] {
  const { notBefore, notAfter } = validity(profile, now);
  const days = profile.days === 1 ? '1 day' : `${profile.days} days`;
  return [
    { id: 'subject', label: 'Subject', value: profile.subjectText },
    { id: 'names', label: 'Names', value: namesText(profile) },
    { id: 'use', label: 'Use', value: 'TLS server; signs no other certificates' },
    { id: 'key', label: 'Key', value: `${profile.keyLabel}, signed with SHA-256 by itself` },
    { id: 'validity', label: 'Valid', value: `${formatDay(notBefore)} to ${formatDay(notAfter)} (${days})` },
    { id: 'acceptedBy', label: 'Accepted by', value: acceptedBy(profile) },
  ];
}
