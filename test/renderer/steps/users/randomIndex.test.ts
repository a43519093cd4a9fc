import { expect, it, vi } from 'vitest';
import { randomIndex } from '../../../../renderer/steps/users/randomIndex.ts';

it('throws away what would make small numbers likelier (K-29)', () => {
  // 2^32 is 1 beyond a multiple of 3, so its largest value would favour 0.
  const drawn = [2 ** 32 - 1, 5];
  const spy = vi.spyOn(crypto, 'getRandomValues').mockImplementation((box) => {
    if (box instanceof Uint32Array) box[0] = drawn.shift() ?? 0;
    return box;
  });
  expect(randomIndex(3)).toBe(2);
  expect(spy).toHaveBeenCalledTimes(2);
  spy.mockRestore();
});

it('gives every number below the limit and none beyond', () => {
  const seen = new Set(Array.from({ length: 2000 }, () => randomIndex(7)));
  expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
});
