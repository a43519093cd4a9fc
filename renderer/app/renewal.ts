/** A new certificate like the one in use, for a setup that is opened again. */
import { type Answers, KeyType, type Subject } from '../../shared/model/answers.ts';
import type { CertificateSummary } from '../../shared/model/certificateSummary.ts';
import type { HostFacts } from '../../shared/model/hostFacts.ts';
import { certificateProfile, keyLabels, type SelfSignedAnswer } from '../../shared/pki/certificateProfile.ts';
import type { StepId } from '../../shared/wizard/steps.ts';

const dayMs = 86_400_000;
const subjectKeys: Readonly<Record<string, keyof Subject>> = { C: 'country', ST: 'state', L: 'locality', O: 'organization', CN: 'common_name' };

/** The subject as answers; empty where that would not give the very same one again, as with escaped or other attributes. */
function subjectOf({ subject }: CertificateSummary, certificate: SelfSignedAnswer, names: readonly string[]): Subject {
  const read: Subject = {};
  for (const part of subject.split(', ')) {
    const key = subjectKeys[part.slice(0, part.indexOf('='))];
    if (key !== undefined) read[key] = part.slice(part.indexOf('=') + 1);
  }
  return certificateProfile({ ...certificate, subject: read }, names).subjectText === subject ? read : {};
}

function likeTheOneInUse(used: CertificateSummary, names: readonly string[]): SelfSignedAnswer {
  const days = Math.min(3650, Math.max(1, Math.round((used.notAfter - used.notBefore) / dayMs)));
  const key = KeyType.options.find((option) => keyLabels[option] === used.keyLabel) ?? 'p256';
  const like: SelfSignedAnswer = { source: 'self_signed', subject: {}, key, days, renew: true };
  return { ...like, subject: subjectOf(used, like, names) };
}

/**
 * In: the answers of the setup as it is, those of its last apply, and what the machine has.
 * Out: answers that renew the certificate, and the step to go to: Review, or Certificate where somebody else signed the one
 * in use, so that the person decides; null without TLS.
 */
export function renewal(kept: Answers, remembered: Answers, facts: HostFacts): { answers: Answers; step: StepId } | null {
  const used = facts.certificate?.summary ?? null;
  if (kept.certificate.source === 'none') return null;
  if (used !== null && !used.selfSigned) return { answers: kept, step: 'certificate' };
  const made = [remembered.certificate, kept.certificate].find(({ source }) => source === 'self_signed');
  if (made?.source === 'self_signed') return { answers: { ...kept, certificate: { ...made, renew: true } }, step: 'review' };
  return used === null ? { answers: kept, step: 'certificate' } : { answers: { ...kept, certificate: likeTheOneInUse(used, kept.names) }, step: 'review' };
}
