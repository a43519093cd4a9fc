import { describe, expect, it } from 'vitest';
import type { HostFacts } from '../../../shared/model/hostFacts.ts';
import { asApplied } from '../../../shared/plan/asApplied.ts';
import { renewal } from '../../../renderer/app/renewal.ts';
import { articleAnswers, hostFacts, usedCertificate } from '../../support/planFixtures.ts';

const made = articleAnswers();
const kept = asApplied(made);

type Summary = NonNullable<NonNullable<HostFacts['certificate']>['summary']>;

function factsWith(change: Partial<Summary> = {}): HostFacts {
  const used = usedCertificate(['localhost']);
  return hostFacts({ certificate: { ...used, summary: { ...(used.summary as Summary), ...change } } });
}

describe('renewing the certificate of a setup', () => {
  it('asks for a new one as the last apply did, keeps the users, and goes to Review', () => {
    const { answers, step } = renewal(kept, made, factsWith()) ?? {};
    expect(step).toBe('review');
    expect(answers).toEqual({ ...kept, certificate: { ...made.certificate, renew: true } });
    expect(answers?.users).toEqual([{ name: 'prometheus', keep: true }]);
  });
  it('asks for one like that in use where a later apply kept it', () => {
    const facts = factsWith({ subject: 'C=BE, O=Inuits, CN=localhost', keyLabel: 'RSA 3072', notBefore: 0, notAfter: 90 * 86_400_000 });
    expect(renewal(kept, kept, facts)?.answers.certificate).toEqual({
      source: 'self_signed', key: 'rsa3072', days: 90, renew: true, subject: { country: 'BE', organization: 'Inuits', common_name: 'localhost' },
    });
  });
  it.each(['O=Smith\\, Sons, CN=localhost', 'O=A, OU=B, CN=localhost', 'CN=localhost, O=A'])('does not guess at the subject %s', (subject) => {
    expect(renewal(kept, kept, factsWith({ subject }))?.answers.certificate).toMatchObject({ subject: {}, renew: true });
  });
  it('leaves a certificate that somebody else signed to the person', () => {
    expect(renewal(kept, made, factsWith({ selfSigned: false, issuer: 'CN=Lab' }))).toEqual({ answers: kept, step: 'certificate' });
  });
  it('is not offered without TLS', () => {
    const clear = articleAnswers({ certificate: { source: 'none' } });
    expect(renewal(clear, clear, hostFacts())).toBeNull();
  });
  it('goes to the Certificate step where nothing is known of the one in use', () => {
    expect(renewal(kept, kept, hostFacts())?.step).toBe('certificate');
  });
});
