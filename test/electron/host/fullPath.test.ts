import { homedir } from 'node:os';
import { expect, it } from 'vitest';
import { fullPath } from '../../../electron/host/fullPath.ts';

it.each([
  ['~', homedir()],
  ['~/a b', `${homedir()}/a b`],
  ['~other/x', `${process.cwd()}/~other/x`],
  ['/a/../b/', '/b'],
  ['x', `${process.cwd()}/x`],
])('resolves %s', (path, full) => {
  expect(fullPath(path)).toBe(full);
});

it('starts relative paths from the base', () => {
  expect(fullPath('web.yml', '/etc/prometheus')).toBe('/etc/prometheus/web.yml');
});
