import { describe, expect, it } from 'vitest';
import { goHostname } from '../../../shared/pki/goHostname.ts';
import { parsedLeaf } from '../../support/parsedLeaf.ts';

const ask = (dnsNames: string[], host: string, old = false): string | null => goHostname(parsedLeaf({ dnsNames }), host, old);

describe('goHostname', () => {
  it.each([
    ['a.example', 'A.EXAMPLE'],
    ['a.example', 'a.example.'],
    ['*.example', 'x.example'],
    ['a_b.example', 'a_b.example'],
    ['-odd.example', '-odd.example'],
  ])('takes %s for %s', (name, host) => {
    expect(ask([name], host)).toBeNull();
  });

  it.each([
    ['*.example', 'example'],
    ['*.example', 'a.b.example'],
    ['a.*.example', 'a.b.example'],
    ['a*.example', 'ab.example'],
    ['a.example.', 'a.example'],
    ['', ''],
  ])('does not take %s for %s', (name, host) => {
    expect(ask([name], host)).not.toBeNull();
  });

  it('takes a lone asterisk as old versions of Go do, and not as current ones', () => {
    expect(ask(['*'], 'localhost', true)).toBeNull();
    expect(ask(['*'], 'localhost')).toBe('x509: certificate is valid for *, not localhost');
  });

  it('compares addresses by their bytes, mapped ones as IPv4', () => {
    const leaf = parsedLeaf({ ipAddresses: [Uint8Array.of(10, 0, 0, 1)] });
    expect(goHostname(leaf, '10.0.0.1', false)).toBeNull();
    expect(goHostname(leaf, '[::ffff:10.0.0.1]', false)).toBeNull();
    expect(goHostname(leaf, '10.0.0.2', false)).toBe('x509: certificate is valid for 10.0.0.1, not 10.0.0.2');
  });
});
