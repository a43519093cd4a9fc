import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress } from '../../../shared/pki/ipAddress.ts';

describe('addresses', () => {
  it('keeps ::ffff:1.2.3.4 at its sixteen bytes (C-05)', () => {
    expect([...(parseAddress('::ffff:1.2.3.4') ?? [])]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 1, 2, 3, 4]);
  });

  it('means the same address as the system does, in the canonical text of the URL rules', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const bytes = parseAddress(text);
        expect(bytes).not.toBeNull();
        const canonical = formatAddress(bytes ?? new Uint8Array());
        const list = new BlockList();
        list.addAddress(text, 'ipv6');
        expect(list.check(canonical, 'ipv6')).toBe(true);
        expect(parseAddress(canonical)).toEqual(bytes);
        if (!canonical.includes('.')) expect(new URL(`http://[${text}]/`).hostname).toBe(`[${canonical}]`);
      }),
      { numRuns: 2000 },
    );
  });

  it('shows bytes of a wrong length as Go does', () => {
    expect(formatAddress(Uint8Array.of(1, 2, 3))).toBe('?010203');
  });
});
