import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineDiff } from '../../../shared/yaml/lineDiff.ts';

const shown = (old: string, now: string, context?: number): string[] =>
  lineDiff(old, now, context).map((line) => `${line.sign}${line.text}`);
const numbered = Array.from({ length: 20 }, (_, index) => `${index + 1}\n`);

describe('lineDiff', () => {
  it('shows three lines of context around a change, with line numbers on both sides', () => {
    const now = numbered.toSpliced(9, 1, 'ten\n', 'ten and a half\n').join('');
    expect(shown(numbered.join(''), now)).toEqual([' 7', ' 8', ' 9', '-10', '+ten', '+ten and a half', ' 11', ' 12', ' 13']);
    const diff = lineDiff(numbered.join(''), now);
    expect(diff.map((line) => [line.oldLine, line.newLine])).toEqual([
      [7, 7], [8, 8], [9, 9], [10, null], [null, 10], [null, 11], [11, 12], [12, 13], [13, 14],
    ]);
  });

  it('shows as much context as asked', () => {
    expect(shown('a\nb\nc\n', 'a\nB\nc\n', 0)).toEqual(['-b', '+B']);
    expect(shown('a\nb\nc\nd\n', 'a\nb\nc\nD\n', Infinity)).toEqual([' a', ' b', ' c', '-d', '+D']);
  });

  it('is empty for equal texts, and all additions for a new file', () => {
    expect(lineDiff('a\nb\n', 'a\nb\n')).toEqual([]);
    expect(shown('', 'a\nb\n')).toEqual(['+a', '+b']);
    expect(shown('a\n', '')).toEqual(['-a']);
  });

  it('leaves carriage returns out of what it shows, but not out of what it compares', () => {
    expect(shown('a\r\nb\r\n', 'a\r\nc\r\n')).toEqual([' a', '-b', '+c']);
    expect(shown('a\r\n', 'a\n')).toEqual(['-a', '+a']);
  });

  it('turns the old text into the new one, for any texts', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 25 }).map((lines) => lines.map((line) => `${line}\n`).join(''));
    fc.assert(
      fc.property(text, text, (old, now) => {
        const diff = lineDiff(old, now, Infinity);
        const isEqual = diff.length === 0;
        if (isEqual) expect(old).toBe(now);
        const side = (sign: string): string => diff.filter((line) => line.sign !== sign).map((line) => `${line.text}\n`).join('');
        expect(side('+')).toBe(isEqual ? '' : old);
        expect(side('-')).toBe(isEqual ? '' : now);
      }),
      { numRuns: 500 },
    );
  });

  it('finds the fewest changes', () => {
    expect(lineDiff('a\nb\nc\na\nb\nb\na\n', 'c\nb\na\nb\na\nc\n', 0)).toHaveLength(5);
  });

  it('takes small changes of 10,000 lines, and two texts that share nothing, in well under a second', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `line ${index}\n`);
    const changed = many.toSpliced(9000, 1, 'x\n').toSpliced(5000, 0, 'y\n').toSpliced(10, 2);
    const start = performance.now();
    expect(shown(many.join(''), changed.join(''), 0)).toEqual(['-line 10', '-line 11', '+y', '-line 9000', '+x']);
    const other = many.map((line) => `other ${line}`);
    expect(lineDiff(many.join(''), other.join(''), 0)).toHaveLength(20_000);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
