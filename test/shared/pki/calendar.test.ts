import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay, formatRfc3339 } from '../../../shared/pki/calendar.ts';

describe('calendar', () => {
  it('agrees with Date from 1900 to 9999', () => {
    const span = { min: Date.UTC(1900, 0, 1), max: Date.UTC(9999, 11, 31) };
    fc.assert(
      fc.property(fc.integer(span), (ms) => {
        expect(formatRfc3339(ms)).toBe(`${new Date(ms).toISOString().slice(0, 19)}Z`);
      }),
      { numRuns: 3000 },
    );
  });

  it('writes days in words', () => {
    expect(formatDay(Date.UTC(2026, 10, 23, 23, 59))).toBe('23 November 2026');
    expect(formatDay(Date.UTC(2028, 1, 29))).toBe('29 February 2028');
  });
});
