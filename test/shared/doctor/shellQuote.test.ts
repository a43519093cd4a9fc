import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellQuote } from '../../../shared/doctor/shellQuote.ts';

const passedOn = (words: readonly string[]): string[] =>
  execFileSync('sh', ['-c', `printf '%s\\0' ${words.map(shellQuote).join(' ')}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

describe('shellQuote (K-34)', () => {
  it('lets sh pass on every word exactly', () => {
    const hostile = ['', ' ', "it's", '$(id)', '`id`', '$HOME', '~', '~root', 'a b', '*', '!!', '"', '\\', "'", "''", 'a\nb', '#x', 'a;b', '&', '|', '>x', 'é', 'A=b', '-n', '%s'];
    expect(passedOn(hostile)).toEqual(hostile);
  });

  it('holds for random words', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        expect(passedOn(words)).toEqual(words);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves plain words bare', () => {
    expect(shellQuote('/etc/prometheus/web.yml')).toBe('/etc/prometheus/web.yml');
    expect(shellQuote('O=x')).toBe("'O=x'");
  });
});
