import { describe, expect, it } from 'vitest';
import { verifyAsGo, type GoQuestion } from '../../../shared/pki/verifyAsGo.ts';
import type { ParsedCertificate } from '../../../shared/pki/parsedCertificate.ts';
import { moment, parsedAuthority, parsedLeaf } from '../../support/parsedLeaf.ts';

const root = parsedAuthority('root');
const ask = (more: Partial<GoQuestion<ParsedCertificate>>): string | null =>
  verifyAsGo({ chain: [parsedLeaf()], roots: [root], host: 'localhost', now: moment, checkSignature: () => null, old: false, ...more });

describe('verifyAsGo, in the order of Go', () => {
  it('looks at the leaf itself, then its names, then the chain, then the usage', () => {
    const bad = { unhandledCritical: ['1.2.3'], notAfter: 0, dnsNames: ['a'], rawIssuer: 'nobody', extendedKeyUsages: ['1.2.3'] };
    expect(ask({ chain: [parsedLeaf(bad)] })).toBe('x509: unhandled critical extension');
    expect(ask({ chain: [parsedLeaf({ ...bad, unhandledCritical: [] })] })).toBe(
      'x509: certificate has expired or is not yet valid: current time 2026-11-23T03:00:00Z is after 1970-01-01T00:00:00Z',
    );
    expect(ask({ chain: [parsedLeaf({ dnsNames: ['a'], rawIssuer: 'nobody' })] })).toBe('x509: certificate is valid for a, not localhost');
    expect(ask({ chain: [parsedLeaf({ rawIssuer: 'nobody', extendedKeyUsages: ['1.2.3'] })] })).toBe('x509: certificate signed by unknown authority');
    expect(ask({ chain: [parsedLeaf({ extendedKeyUsages: ['1.2.3'] })] })).toBe('x509: certificate specifies an incompatible key usage');
    expect(ask({})).toBeNull();
  });

  it('accepts a leaf that is a root itself without asking who signed', () => {
    const leaf = parsedLeaf({ rawIssuer: 'nobody' });
    expect(ask({ chain: [leaf], roots: [leaf], checkSignature: () => 'never' })).toBeNull();
  });

  it('tries the authority with the fitting key identifier first, and tells of the first that failed', () => {
    const tried: string[] = [];
    const leaf = parsedLeaf({ authorityKeyId: 'bb' });
    const roots = [
      parsedAuthority('root', { raw: '1', subjectKeyId: 'aa', rawPublicKey: '1' }),
      parsedAuthority('root', { raw: '2', rawPublicKey: '2' }),
      parsedAuthority('root', { raw: '3', subjectKeyId: 'bb', rawPublicKey: '3' }),
    ];
    const checkSignature = (_: ParsedCertificate, parent: ParsedCertificate): string => {
      tried.push(parent.raw);
      return `no from ${parent.raw}`;
    };
    expect(ask({ chain: [leaf], roots, checkSignature })).toBe(
      'x509: certificate signed by unknown authority (possibly because of "no from 3" while trying to verify candidate authority certificate "root")',
    );
    expect(tried).toEqual(['3', '2', '1']);
  });

  it('finds the one good way among several, in any order of the intermediates', () => {
    const leaf = parsedLeaf({ rawIssuer: 'middle' });
    const lower = parsedAuthority('middle', { rawIssuer: 'upper' });
    const upper = parsedAuthority('upper', { rawIssuer: 'root' });
    const dead = parsedAuthority('middle', { raw: 'dead', rawPublicKey: 'dead', rawIssuer: 'nobody' });
    expect(ask({ chain: [leaf, upper, dead, lower] })).toBeNull();
    expect(ask({ chain: [leaf, dead, lower] })).toBe('x509: certificate signed by unknown authority');
  });

  it('walks in no circle of cross-signatures', () => {
    const leaf = parsedLeaf({ rawIssuer: 'a' });
    const circle = [parsedAuthority('a', { rawIssuer: 'b' }), parsedAuthority('b', { rawIssuer: 'a' })];
    expect(ask({ chain: [leaf, ...circle] })).toBe('x509: certificate signed by unknown authority');
  });

  it('counts the certificates below an authority against its path length', () => {
    const short = parsedAuthority('root', { basicConstraints: { isCa: true, pathLength: 0 } });
    expect(ask({ roots: [short] })).toBeNull();
    const chain = [parsedLeaf({ rawIssuer: 'middle' }), parsedAuthority('middle', { rawIssuer: 'root' })];
    expect(ask({ chain, roots: [short] })).toBe('x509: too many intermediates for path length constraint');
  });
});
