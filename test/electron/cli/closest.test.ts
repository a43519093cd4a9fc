import { expect, it } from 'vitest';
import { closest } from '../../../electron/cli/closest.ts';

const commands = ['plan', 'apply', 'undo', 'recover', 'probe'];

it.each([
  ['aply', 'apply'],
  ['undoo', 'undo'],
  ['pobre', 'probe'],
  ['frobnicate', null],
  ['', null],
  ['xy', null],
])('%j is %j', (typed, meant) => {
  expect(closest(typed, commands)).toBe(meant);
});
