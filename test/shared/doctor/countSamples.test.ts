import { describe, expect, it } from 'vitest';
import { countSamples } from '../../../shared/doctor/countSamples.ts';

describe('countSamples', () => {
  it.each([
    ['', 0],
    ['# HELP a b\n# TYPE a counter\na 1\n', 1],
    ['a{b="c"} 1\na{b="d"} 2 1700000000000\n', 2],
    ['a{b="}",c="\\"x\\\\"} +Inf\nb NaN\nc -1.5e-07\nd .5\n', 4],
    ['{"name.with.dots",b="c"} 1\n', 1],
    ['a 1\r\nb 2\r\n', 2],
    ['a 1 # {trace_id="x"} 1\n# EOF\n', 1],
  ])('counts %j as %i', (text, count) => {
    expect(countSamples(text)).toBe(count);
  });

  it.each(['<!doctype html>', '{"status":"success"}', 'a\n', 'Unauthorized\n', 'a 1\nb two\n'])('does not take %j for metrics', (text) => {
    expect(countSamples(text)).toBeNull();
  });

  it('leaves a last line out that was cut', () => {
    expect(countSamples('a 1\nb{c="d', true)).toBe(1);
    expect(countSamples('a 1\nb{c="d')).toBeNull();
    expect(countSamples('x'.repeat(1000), true)).toBeNull();
  });

  it.each(['a{' + 'b="'.repeat(300_000), 'a{' + '"\\'.repeat(400_000), '{"' + 'x}'.repeat(400_000), 'a' + ' '.repeat(1_000_000)])(
    'is quick with a hostile megabyte (case %#)',
    (text) => {
      const started = performance.now();
      expect(countSamples(text)).toBeNull();
      expect(performance.now() - started).toBeLessThan(500);
    },
  );
});
