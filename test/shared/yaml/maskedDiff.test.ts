import { describe, expect, it } from 'vitest';
import { maskedDiff } from '../../../shared/yaml/maskedDiff.ts';

describe('maskedDiff', () => {
  it('shows that a secret changes, without either secret', () => {
    const diff = maskedDiff('a: 1\npassword: old\n', 'a: 1\npassword: new\nb: 2\n');
    expect(diff.map((line) => `${line.sign}${line.text}`)).toEqual([' a: 1', '-password: ‹hidden›', '+password: ‹hidden›', '+b: 2']);
  });

  it('names what will be made', () => {
    const diff = maskedDiff('', 'basic_auth_users:\n  alice: "‹hash›"\n', ['‹hash›']);
    expect(diff.map((line) => line.text)).toEqual(['basic_auth_users:', '  alice: "‹hash›"']);
  });

  it('takes the lines from the right side in CRLF files', () => {
    const diff = maskedDiff('key: |\r\n  one\r\n  two\r\nx: 1\r\n', 'x: 1\r\n', [], 0);
    expect(diff.map((line) => `${line.sign}${line.text}`)).toEqual(['-key: ‹hidden›', '-  ‹hidden›', '-  ‹hidden›']);
  });
});
