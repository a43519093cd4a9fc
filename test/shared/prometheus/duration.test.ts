import { expect, it } from 'vitest';
import { parseDuration } from '../../../shared/prometheus/duration.ts';

it.each([
  ['15s', 15_000], ['1m', 60_000], ['1h30m', 5_400_000], ['1d', 86_400_000], ['500ms', 500], ['1m500ms', 60_500],
  ['2w', 1_209_600_000], ['1y', 31_536_000_000], ['0', 0], ['0s', 0],
])('parseDuration reads %s', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

it.each(['', '15', '1.5s', '-1s', '30m1h', '1s1s', '1 s', '1µs', 's', '15S'])('parseDuration refuses %j', (text) => {
  expect(parseDuration(text)).toBeNull();
});
