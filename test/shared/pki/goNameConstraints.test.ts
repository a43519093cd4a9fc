import { describe, expect, it } from 'vitest';
import { goNameConstraints } from '../../../shared/pki/goNameConstraints.ts';
import type { NameConstraints } from '../../../shared/pki/parsedCertificate.ts';
import { parsedAuthority, parsedLeaf } from '../../support/parsedLeaf.ts';

const none: NameConstraints = { permittedDns: [], excludedDns: [], permittedRanges: [], excludedRanges: [] };
const loopback = { address: Uint8Array.of(127, 0, 0, 0), mask: Uint8Array.of(255, 0, 0, 0) };
const ask = (constraints: Partial<NameConstraints>, dnsNames: string[], addresses: Uint8Array[] = []): string | null =>
  goNameConstraints(parsedAuthority('root', { nameConstraints: { ...none, ...constraints } }), parsedLeaf({ dnsNames, ipAddresses: addresses }));
const prefix = 'x509: a root or intermediate certificate is not authorized to sign for this name: ';

describe('goNameConstraints', () => {
  it('permits a name and what is below it', () => {
    expect(ask({ permittedDns: ['example.org'] }, ['example.org', 'A.b.EXAMPLE.org'])).toBeNull();
    expect(ask({ permittedDns: ['example.org'] }, ['badexample.org'])).toBe(`${prefix}DNS name "badexample.org" is not permitted by any constraint`);
    expect(ask({ permittedDns: ['.example.org'] }, ['example.org'])).toContain('not permitted');
    expect(ask({ permittedDns: [''] }, ['anything'])).toBeNull();
  });

  it('excludes before it permits', () => {
    expect(ask({ permittedDns: ['org'], excludedDns: ['example.org'] }, ['a.example.org'])).toBe(
      `${prefix}DNS name "a.example.org" is excluded by constraint "example.org"`,
    );
  });

  it('does not hold addresses against constraints on names', () => {
    const address = Uint8Array.of(127, 0, 0, 1);
    expect(ask({ permittedDns: ['org'] }, [], [address])).toBeNull();
    expect(ask({ excludedRanges: [loopback] }, [], [address])).toBe(`${prefix}IP address "127.0.0.1" is excluded by constraint "127.0.0.0/8"`);
    expect(ask({ permittedRanges: [loopback] }, [], [new Uint8Array(16)])).toBe(`${prefix}IP address "::" is not permitted by any constraint`);
  });

  it('refuses names that Go cannot parse', () => {
    expect(ask({ permittedDns: ['org'] }, ['a..org'])).toBe('x509: cannot parse dnsName "a..org"');
  });
});
