import { describe, expect, it } from 'vitest';
import { formatDate, formatDuration, formatMode, groupFingerprint, relativeTime } from '../../../renderer/components/format.ts';

const now = Date.UTC(2026, 10, 23, 12);
const day = 86_400_000;

describe('formatDuration', () => {
  it.each([
    [-3, '0 ms'],
    [0.43, '0.4 ms'],
    [9.96, '10 ms'],
    [71.4, '71 ms'],
    [999.6, '1 s'],
    [2_130, '2.1 s'],
    [9_960, '10 s'],
    [59_700, '1 min'],
    [185_000, '3 min 5 s'],
    [7_800_000, '2 h 10 min'],
    [4 * day + 2 * 3_600_000, '4 d 2 h'],
    [1500 * day, '1,500 d'],
  ])('%d ms reads %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('relativeTime', () => {
  it.each([
    [-400, 'now'],
    [-3_900, '3 seconds ago'],
    [-119_000, '1 minute ago'],
    [-47 * 3_600_000, '47 hours ago'],
    [364.9 * day, 'in 364 days'],
    [-1 * day * 3, '3 days ago'],
    [1000 * day, 'in 2 years'],
  ])('%d ms from now reads %s', (distance, text) => {
    expect(relativeTime(now + distance, now)).toBe(text);
  });
});

describe('formatDate', () => {
  it('names the month in letters', () => {
    expect(formatDate(now)).toBe('23 Nov 2026');
  });
});

describe('groupFingerprint', () => {
  it('pairs whatever separators it came with', () => {
    expect(groupFingerprint('8f2a61c4')).toBe('8F:2A:61:C4');
    expect(groupFingerprint('8F:2A:61:C4')).toBe('8F:2A:61:C4');
    expect(groupFingerprint('')).toBe('');
  });
});

describe('formatMode', () => {
  it.each([
    [0o600, '0600'],
    [0o40, '0040'],
    [0o100644, '0644'],
    [0o1777, '1777'],
  ])('%o', (mode, text) => {
    expect(formatMode(mode)).toBe(text);
  });
});
