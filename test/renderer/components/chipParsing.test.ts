import { describe, expect, it } from 'vitest';
import { newItems, splitItems } from '../../../renderer/components/chipParsing.ts';

describe('splitItems', () => {
  it('splits at spaces, line breaks, commas and semicolons, and keeps each once, in order', () => {
    expect(splitItems(' b.lan,a.lan;\r\n::1\t192.0.2.1 a.lan ,')).toEqual(['b.lan', 'a.lan', '::1', '192.0.2.1']);
  });

  it('finds nothing in nothing', () => {
    expect(splitItems(' ,; \n')).toEqual([]);
  });
});

describe('newItems', () => {
  it('leaves out what is there', () => {
    expect(newItems(['a', 'b', 'c'], ['b'])).toEqual(['a', 'c']);
  });
});
