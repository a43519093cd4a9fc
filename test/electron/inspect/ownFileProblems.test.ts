import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { ownFileProblems } from '../../../electron/inspect/ownFileProblems.ts';
import { tempTree } from '../../support/tempTree.ts';

let path = '';
beforeEach(() => {
  path = join(tempTree(), 'alice.password');
});

it('has nothing against a file, nor against none', () => {
  expect(ownFileProblems(path)).toEqual([]);
  expect(ownFileProblems(join(path, 'in', 'no', 'folder'))).toEqual([]);
  writeFileSync(path, 'geheim');
  expect(ownFileProblems(path)).toEqual([]);
});

it.each(['a file', 'a folder', 'nothing'])('refuses a link that leads to %s', (what) => {
  const target = join(path, '..', 'target');
  if (what === 'a file') writeFileSync(target, 'mine');
  if (what === 'a folder') mkdirSync(target);
  symlinkSync(target, path);
  expect(ownFileProblems(path)).toMatchObject([{ code: 'FILE_IS_LINK', severity: 'error', path, hint: expect.stringContaining(`ls -ld ${path}`) as string }]);
});

it('refuses a folder of that name', () => {
  mkdirSync(path);
  expect(ownFileProblems(path)).toMatchObject([{ code: 'FILE_NOT_USABLE', severity: 'error', path, message: `${path} cannot be used: it is not a regular file: it is a folder.` }]);
});
