import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeMarks } from '../../../renderer/components/timeScale.ts';

describe('timeMarks', () => {
  it.each([
    [0, [0]],
    [100, [0, 20, 40, 60, 80, 100]],
    [103, [0, 50, 100]],
    [0.7, [0, 0.2, 0.4, 0.6]],
    [12_000, [0, 5000, 10_000]],
  ])('marks %d ms', (total, marks) => {
    expect(timeMarks(total)).toEqual(marks);
  });

  it('starts at 0, stays within, and has no more than was asked for', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e6, noNaN: true }), fc.integer({ min: 1, max: 8 }), (total, most) => {
        const marks = timeMarks(total, most);
        expect(marks[0]).toBe(0);
        expect(marks.length).toBeLessThanOrEqual(most + 1);
        expect(marks.at(-1)).toBeLessThanOrEqual(total * (1 + 1e-9));
      }),
    );
  });
});
