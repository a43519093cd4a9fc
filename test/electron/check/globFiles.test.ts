import { writeFileSync, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { globFiles } from '../../../electron/check/globFiles.ts';
import { tempTree } from '../../support/tempTree.ts';

describe('globFiles', () => {
  it.each([
    ['*.yml', ['a.yml', 'b.yml']],
    ['?.yml', ['a.yml', 'b.yml']],
    ['[ab].yml', ['a.yml', 'b.yml']],
    ['[^a].yml', ['b.yml']],
    ['[!-a].yml', ['a.yml']],
    ['\\a.yml', ['a.yml']],
    ['*/c.yml', ['sub/c.yml']],
    ['s*/*.y?l', ['sub/c.yml']],
    ['a+b.txt', ['a+b.txt']],
    ['a.+', []],
    ['none/*.yml', []],
    ['[b-a].yml', []],
    ['b.yml', ['b.yml']],
    ['none.yml', []],
  ])('%s', (pattern, expected) => {
    const root = tempTree();
    mkdirSync(join(root, 'sub'));
    for (const name of ['a.yml', 'b.yml', 'sub/c.yml', 'a+b.txt']) writeFileSync(join(root, name), '');
    expect(globFiles(`${root}/${pattern}`).map((path) => relative(root, path))).toEqual(expected);
  });
});
