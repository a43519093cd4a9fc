import { expect, it } from 'vitest';
import { utf8Length } from '../../../shared/auth/utf8Length.ts';

it('counts as UTF-8 does', () => {
  for (const text of ['', 'a', 'é', '€', '😀', 'a\u0000b', '\u07FF\u0800\uFFFF\u{10000}', '\uD83D', 'x\uDE00y']) {
    expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
  }
});
