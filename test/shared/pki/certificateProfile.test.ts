import { describe, expect, it } from 'vitest';
import { certificateProfile, subjectProblems, validity, validityProblems, type SelfSignedAnswer } from '../../../shared/pki/certificateProfile.ts';
import { describeProfile } from '../../../shared/pki/describeProfile.ts';

const article: SelfSignedAnswer = {
  source: 'self_signed',
  subject: { country: 'be', state: 'Antwerp', locality: 'Brasschaat', organization: 'Inuits', common_name: 'localhost' },
  key: 'p256',
  days: 365,
};
const now = Date.UTC(2026, 10, 23, 3, 0, 0, 500);

describe('certificateProfile', () => {
  it('has the subject in the order C, ST, L, O, CN', () => {
    const profile = certificateProfile(article, ['localhost']);
    expect(profile.subjectText).toBe('C=BE, ST=Antwerp, L=Brasschaat, O=Inuits, CN=localhost');
    expect(profile.keyLabel).toBe('EC P-256');
    expect(profile.keyUsages).toEqual(['digitalSignature']);
    expect(certificateProfile({ ...article, key: 'rsa2048' }, []).keyUsages).toEqual(['digitalSignature', 'keyEncipherment']);
  });

  it('takes the first name that fits for the common name, and leaves empty fields out', () => {
    const answer = { ...article, subject: { country: '', organization: ' ' } };
    const long = `${'a'.repeat(60)}.example.org`;
    expect(certificateProfile(answer, [long, 'Bücher.example']).subjectText).toBe('CN=xn--bcher-kva.example');
    expect(certificateProfile(answer, [long]).subjectText).toBe('CN=prometheus');
  });

  it('drops repetitions and what is no name', () => {
    expect(certificateProfile(article, ['a', 'A', 'b c', '::1', '0::1']).names.map(({ value }) => value)).toEqual(['a', '::1']);
  });

  it('begins an hour ago and lasts exactly the days', () => {
    const { notBefore, notAfter } = validity(certificateProfile(article, ['a']), now);
    expect(notBefore).toBe(Date.UTC(2026, 10, 23, 2));
    expect(notAfter - notBefore).toBe(365 * 86_400_000);
  });

  it('escapes separators in the one-line subject', () => {
    expect(certificateProfile({ ...article, subject: { organization: 'A, B + C\\D', common_name: 'x' } }, []).subjectText).toBe(
      'O=A\\, B \\+ C\\\\D, CN=x',
    );
  });
});

describe('subjectProblems', () => {
  it('accepts the article and an empty subject', () => {
    expect(subjectProblems(article.subject)).toEqual([]);
    expect(subjectProblems({})).toEqual([]);
    expect(subjectProblems({ country: '', state: '' })).toEqual([]);
  });

  it.each([
    [{ country: 'B1' }, 'SUBJECT_COUNTRY_INVALID', 'certificate.subject.country'],
    [{ country: 'B' }, 'SUBJECT_COUNTRY_INVALID', 'certificate.subject.country'],
    [{ organization: 'ü'.repeat(65) }, 'SUBJECT_TOO_LONG', 'certificate.subject.organization'],
    [{ state: 'x'.repeat(129) }, 'SUBJECT_TOO_LONG', 'certificate.subject.state'],
    [{ locality: 'a\nb' }, 'SUBJECT_HAS_CONTROL', 'certificate.subject.locality'],
  ])('%j', (subject, code, field) => {
    expect(subjectProblems(subject)).toMatchObject([{ code, field, severity: 'error' }]);
  });
});

describe('validityProblems', () => {
  it.each([
    [0, 'VALIDITY_INVALID', 'error'],
    [1.5, 'VALIDITY_INVALID', 'error'],
    [7, 'VALIDITY_SHORT', 'advice'],
    [399, 'VALIDITY_OVER_PUBLIC_LIMIT', 'warning'],
    [826, 'VALIDITY_OVER_APPLE_LIMIT', 'warning'],
  ])('%d days', (days, code, severity) => {
    expect(validityProblems(days)).toMatchObject([{ code, severity, field: 'certificate.days' }]);
  });

  it.each([30, 90, 365, 398])('has nothing against %d days', (days) => {
    expect(validityProblems(days)).toEqual([]);
  });
});

describe('describeProfile', () => {
  it('says what the certificate will be', () => {
    const rows = describeProfile(certificateProfile(article, ['localhost', 'bücher.example']), now);
    expect(rows.map(({ value }) => value)).toEqual([
      'C=BE, ST=Antwerp, L=Brasschaat, O=Inuits, CN=localhost',
      'localhost, bücher.example (xn--bcher-kva.example)',
      'TLS server; signs no other certificates',
      'EC P-256, signed with SHA-256 by itself',
      '23 November 2026 to 23 November 2027 (365 days)',
      'Prometheus, Grafana, curl, Node, Chrome and Firefox, and Apple devices, once they trust it',
    ]);
    expect(describeProfile(certificateProfile({ ...article, days: 900 }, []), now).at(-1)?.value).toContain('Apple devices refuse');
  });
});
