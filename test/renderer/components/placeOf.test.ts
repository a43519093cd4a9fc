import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../renderer/components/placeOf.ts';

describe('placeOf', () => {
  it.each([
    [{ path: 'web.yml', line: 3, column: 7 }, 'web.yml:3:7'],
    [{ path: 'web.yml', line: 3 }, 'web.yml:3'],
    [{ path: 'web.yml', column: 7 }, 'web.yml'],
    [{}, ''],
  ])('%j', (place, text) => {
    expect(placeOf(place)).toBe(text);
  });
});
