import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffCounts, diffHunks } from '../../../renderer/components/diffHunks.ts';
import type { DiffLine } from '../../../shared/model/plan.ts';

/** One letter a line: `.` kept, `+` added, `-` removed. */
function lines(picture: string): DiffLine[] {
  return [...picture].map((letter, index) => ({ sign: letter === '+' ? '+' : letter === '-' ? '-' : ' ', text: `${index}`, oldLine: null, newLine: null }));
}

describe('diffHunks', () => {
  it('keeps three lines around a change and counts what it leaves out', () => {
    const { hunks, skippedAfter } = diffHunks(lines('..........+..........'));
    expect(hunks.map((hunk) => [hunk.start, hunk.lines.length, hunk.skipped])).toEqual([[7, 7, 7]]);
    expect(skippedAfter).toBe(7);
  });

  it('joins changes whose surroundings touch, and only those', () => {
    expect(diffHunks(lines('+......-')).hunks).toHaveLength(1);
    expect(diffHunks(lines('+.......-')).hunks.map((hunk) => hunk.skipped)).toEqual([0, 1]);
  });

  it('has no hunks where nothing changes', () => {
    expect(diffHunks(lines('.....'))).toEqual({ hunks: [], skippedAfter: 5 });
    expect(diffHunks([])).toEqual({ hunks: [], skippedAfter: 0 });
  });

  it('shows every change once and loses no line from the count', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('.', '.', '.', '+', '-'), maxLength: 120 }), fc.nat(5), (picture, context) => {
        const whole = lines(picture);
        const { hunks, skippedAfter } = diffHunks(whole, context);
        const shown = hunks.flatMap((hunk) => hunk.lines);
        const hidden = hunks.reduce((sum, hunk) => sum + hunk.skipped, skippedAfter);
        expect(shown.length + hidden).toBe(whole.length);
        expect(shown.filter((line) => line.sign !== ' ')).toEqual(whole.filter((line) => line.sign !== ' '));
        expect(hunks.every((hunk) => hunk.lines[0] === whole[hunk.start])).toBe(true);
      }),
    );
  });
});

describe('diffCounts', () => {
  it('counts what comes and what goes', () => {
    expect(diffCounts(lines('.++-.'))).toEqual({ added: 2, removed: 1 });
  });
});
