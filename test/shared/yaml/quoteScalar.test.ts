import fc from 'fast-check';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { quoteScalar } from '../../../shared/yaml/quoteScalar.ts';
import { hostileNames } from './hostileNames.ts';

function quoted(text: string): string {
  const scalar = quoteScalar(text);
  if (!scalar.ok) throw new Error(scalar.problem.code);
  return scalar.text;
}

describe('quoteScalar (K-30)', () => {
  it.each([...hostileNames, 'x'.repeat(1100)])('gives %j back exactly, as value and as the only key', (name) => {
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(`v: ${quoted(name)}\n`, { version })).toEqual({ v: name });
      if (name.length > 1000) continue;
      const map: unknown = parse(`${quoted(name)}: 1\n`, { version, mapAsMap: true });
      expect(map).toEqual(new Map([[name, 1]]));
    }
  });

  it('gives random strings back exactly', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(parse(quoted(text), { version: '1.1' })).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });

  it('stays on one line and shows nothing invisible', () => {
    for (const name of hostileNames) expect(quoted(name)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(quoted('a\n"\\\u202E😀')).toBe('"a\\u000A\\"\\\\\\u202E\\U0001F600"');
  });

  it.each(['\uD83D', 'a\uDE00b', '\uDE00\uD83D'])('refuses the lone surrogate in %j', (text) => {
    const scalar = quoteScalar(text);
    expect(scalar.ok ? null : scalar.problem.code).toBe('YAML_TEXT_UNWRITABLE');
  });
});
