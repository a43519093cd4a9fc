import { describe, expect, it } from 'vitest';
import { readWholeNumber, stepWithin } from '../../../renderer/components/wholeNumber.ts';

describe('readWholeNumber', () => {
  it.each([
    [' 365 ', 365],
    ['-1', -1],
    ['0090', 90],
    ['1.5', null],
    ['1e3', null],
    ['', null],
    ['9999999999999999', null],
  ])('%s', (text, value) => {
    expect(readWholeNumber(text)).toBe(value);
  });
});

describe('stepWithin', () => {
  it('stops at the bounds, also from outside of them', () => {
    expect([stepWithin(1, -1, 1, 10), stepWithin(5, 1, 1, 10), stepWithin(5000, 1, 1, 10)]).toEqual([1, 6, 10]);
  });
});
