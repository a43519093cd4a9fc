import { symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linkText, pathFacts } from '../../../electron/host/statFiles.ts';
import { tempTree } from '../../support/tempTree.ts';

describe('pathFacts', () => {
  it('follows links, and knows what is not there', () => {
    const root = tempTree();
    writeFileSync(join(root, 'file'), 'x', { mode: 0o640 });
    symlinkSync('file', join(root, 'link'));
    symlinkSync('loop', join(root, 'loop'));
    expect(pathFacts(join(root, 'link'))).toMatchObject({ isFile: true, isFolder: false, mode: 0o640 });
    expect(pathFacts(root)).toMatchObject({ isFile: false, isFolder: true });
    expect([pathFacts(join(root, 'none')), pathFacts(join(root, 'loop')), pathFacts(join(root, 'file', 'x'))]).toEqual([null, null, null]);
  });

  it('stamps a change that keeps size and time', () => {
    const path = join(tempTree(), 'file');
    writeFileSync(path, 'one');
    utimesSync(path, 1000, 1000);
    const before = pathFacts(path)?.stamp;
    expect(pathFacts(path)?.stamp).toBe(before);
    writeFileSync(path, 'two');
    utimesSync(path, 1000, 1000);
    expect(pathFacts(path)?.stamp).not.toBe(before);
  });
});

describe('linkText', () => {
  it('gives what a link says, and nothing for what is none', () => {
    const root = tempTree();
    symlinkSync('socket:[5]', join(root, 'link'));
    expect([linkText(join(root, 'link')), linkText(root), linkText(join(root, 'none'))]).toEqual(['socket:[5]', null, null]);
  });
});
