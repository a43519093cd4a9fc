import { expect, it } from 'vitest';
import { printable } from '../../../electron/cli/printable.ts';

it('writes out what would steer a terminal', () => {
  expect(printable('a\u001b[2Jb\u0007\u009b1m\u007f')).toBe('a\\u001b[2Jb\\u0007\\u009b1m\\u007f');
  expect(printable('gone\rback')).toBe('gone\\u000dback');
  expect(printable('evil\u202etxt.exe')).toBe('evil\\u202etxt.exe');
});

it('leaves text, tabs and lines of either ending alone', () => {
  const text = 'Größe: “fine”\tand\nthe next\r\nand the last\r';
  expect(printable(text)).toBe(text);
});

it('leaves JSON what it is', () => {
  const value = { text: 'a\u001b[2J\u009b"\\' };
  expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value);
});
