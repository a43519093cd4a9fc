import { describe, expect, it } from 'vitest';
import { validityAt } from '../../../renderer/components/validity.ts';

const day = 86_400_000;
const life = { notBefore: 0, notAfter: 365 * day };

describe('validityAt', () => {
  it.each([
    [-day / 2, 'notYet', 'not valid for another 1 day'],
    [0, 'valid', '365 days left'],
    [334.5 * day, 'endsSoon', '30 days left'],
    [364 * day, 'endsSoon', '1 day left'],
    [364.5 * day, 'endsSoon', 'less than a day left'],
    [365 * day, 'endsSoon', 'less than a day left'],
    [365 * day + 1, 'expired', 'expired today'],
    [368 * day, 'expired', 'expired 3 days ago'],
  ])('at %d is %s: %s', (now, state, text) => {
    expect(validityAt(life, now)).toEqual({ state, text });
  });
});
