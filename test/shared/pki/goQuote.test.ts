import { expect, it } from 'vitest';
import { goQuote } from '../../../shared/pki/goQuote.ts';

it.each([
  ['plain', '"plain"'],
  ['a "b" \\c', '"a \\"b\\" \\\\c"'],
  ['a\nb\tc\u0001\u007f', '"a\\nb\\tc\\x01\\x7f"'],
  ['ü', '"ü"'],
])('quotes %j', (text, quoted) => {
  expect(goQuote(text)).toBe(quoted);
});
