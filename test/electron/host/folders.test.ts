import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { folderFacts } from '../../../electron/host/folderFacts.ts';
import { isFolder, listDirectory, makeFolder, missingFolders, removeEmptyFolder } from '../../../electron/host/folders.ts';
import { asNobody } from '../../support/asNobody.ts';
import { describeUnless } from '../../support/requireTool.ts';
import { pictureOf, tempTree } from '../../support/tempTree.ts';

const withCode = (code: string): unknown => expect.objectContaining({ code });
const codes = (path: string, account: number | null = null): string[] => folderFacts(path, account).problems.map(({ code }) => code);
const umaskBefore = process.umask();
afterEach(() => {
  process.umask(umaskBefore);
});

describe('folderFacts', () => {
  it('tells what is in a folder, regular files only', () => {
    const tree = tempTree();
    writeFileSync(join(tree, 'b'), '');
    writeFileSync(join(tree, 'a'), '');
    mkdirSync(join(tree, 'c'));
    expect(folderFacts(tree)).toEqual({ path: tree, exists: true, writable: true, problems: [], fileNames: ['a', 'b'] });
  });

  it('judges the nearest parent of a folder that is to be made', () => {
    const tree = tempTree();
    expect(folderFacts(join(tree, 'a', 'b'))).toEqual({ path: join(tree, 'a', 'b'), exists: false, writable: true, problems: [], fileNames: [] });
    chmodSync(tree, 0o777);
    expect(codes(join(tree, 'a', 'b'))).toEqual(['FOLDER_WORLD_WRITABLE']);
  });

  it.each([
    [0o700, []],
    [0o755, []],
    [0o775, []],
    [0o777, ['FOLDER_WORLD_WRITABLE']],
    [0o1777, []],
    [0o702, ['FOLDER_WORLD_WRITABLE']],
  ])('K-02 of a folder with mode %o', (mode, expected) => {
    const tree = tempTree();
    chmodSync(tree, mode);
    expect(codes(tree)).toEqual(expected);
  });

  it('says when it is a file, or a file is in the way', () => {
    const tree = tempTree();
    writeFileSync(join(tree, 'file'), '');
    expect(codes(join(tree, 'file'))).toEqual(['FOLDER_NOT_A_FOLDER']);
    expect(folderFacts(join(tree, 'file', 'below')).problems).toHaveLength(1);
    symlinkSync('circle', join(tree, 'circle'));
    expect(folderFacts(join(tree, 'circle')).problems).toHaveLength(1);
  });
});

describe('makeFolder', () => {
  it.each([0o000, 0o022, 0o077])('gives every folder it makes the mode asked for under umask %o', (umask) => {
    const tree = tempTree();
    process.umask(umask);
    expect(makeFolder(join(tree, 'a', 'b'), 0o750)).toEqual([join(tree, 'a'), join(tree, 'a', 'b')]);
    expect(pictureOf(tree).map((line) => line.split(' ')[2])).toEqual(['750', '750']);
    chmodSync(join(tree, 'a'), 0o700);
    expect(makeFolder(join(tree, 'a'), 0o755)).toEqual([]);
    expect(statSync(join(tree, 'a')).mode & 0o7777).toBe(0o700);
  });

  it('says when a file is in the way', () => {
    const tree = tempTree();
    writeFileSync(join(tree, 'file'), '');
    expect(() => makeFolder(join(tree, 'file'), 0o700)).toThrow(withCode('FOLDER_NOT_A_FOLDER'));
    expect(() => makeFolder(join(tree, 'file', 'a'), 0o700)).toThrow(withCode('FILE_NOT_FOUND'));
  });
});

describe('the rest', () => {
  it('lists entries by what they lead to', () => {
    const tree = tempTree();
    mkdirSync(join(tree, 'folder'));
    writeFileSync(join(tree, 'file'), '');
    symlinkSync('folder', join(tree, 'link'));
    symlinkSync('nowhere', join(tree, 'dangling'));
    expect(listDirectory(tree).map(({ name, kind }) => `${name} ${kind}`)).toEqual(['dangling other', 'file file', 'folder folder', 'link folder']);
    expect(() => listDirectory(join(tree, 'file'))).toThrow(withCode('FOLDER_NOT_A_FOLDER'));
    expect(() => listDirectory(join(tree, 'none'))).toThrow(withCode('FILE_NOT_FOUND'));
  });

  it('removes a folder only when it is empty', () => {
    const tree = tempTree();
    makeFolder(join(tree, 'a', 'b'), 0o700);
    expect(removeEmptyFolder(join(tree, 'a'))).toBe(false);
    expect([removeEmptyFolder(join(tree, 'a', 'b')), removeEmptyFolder(join(tree, 'a')), removeEmptyFolder(join(tree, 'a'))]).toEqual([true, true, true]);
    expect(readdirSync(tree)).toEqual([]);
  });

  it('finds what is missing, outermost first', () => {
    const tree = tempTree();
    expect(missingFolders(join(tree, 'a', 'b'))).toEqual([join(tree, 'a'), join(tree, 'a', 'b')]);
    expect(missingFolders(tree)).toEqual([]);
    expect([isFolder(tree), isFolder(join(tree, 'a'))]).toEqual([true, false]);
  });
});

describeUnless(process.geteuid?.() === 0 ? null : 'giving folders to other users needs root', 'as root', () => {
  it('K-02 trusts folders of root, of this user and of the account that runs Prometheus', () => {
    const tree = tempTree();
    chownSync(tree, 1234, 1234);
    expect(codes(tree)).toEqual(['FOLDER_OWNED_BY_OTHER']);
    expect(codes(tree, 1234)).toEqual([]);
    expect(codes(join(tree, 'new'))).toEqual(['FOLDER_OWNED_BY_OTHER']);
  });

  it('R-06 says when another user may not write in it, or not even look', () => {
    const tree = tempTree();
    chmodSync(tree, 0o755);
    mkdirSync(join(tree, 'secret', 'inner'), { recursive: true });
    chmodSync(join(tree, 'secret'), 0o700);
    const path = (...parts: readonly string[]): string => JSON.stringify(join(tree, ...parts));
    expect(asNobody('electron/host/folderFacts.ts', (module) => `
      const facts = (path) => { const { writable, problems } = ${module}.folderFacts(path); return [writable, problems[0]?.code]; };
      return [facts(${path()}), facts(${path('secret', 'inner')})];`)).toEqual([[false, 'FOLDER_NOT_WRITABLE'], [false, 'FOLDER_NOT_WRITABLE']]);
    expect(asNobody('electron/host/folders.ts', (module) => `
      const code = (deed) => { try { deed(); return null; } catch (error) { return error.code; } };
      return [code(() => ${module}.makeFolder(${path('a')}, 448)), code(() => ${module}.listDirectory(${path('secret')}))];`))
      .toEqual(['FILE_NOT_WRITABLE', 'FILE_NOT_READABLE']);
    expect(existsSync(join(tree, 'a'))).toBe(false);
  });

  it('gives a folder to another user', () => {
    const tree = tempTree();
    makeFolder(join(tree, 'a', 'b'), 0o750, { uid: 1234, gid: 2345 });
    expect(pictureOf(tree).map((line) => line.split(' ').slice(2))).toEqual([['750', '1234:2345'], ['750', '1234:2345']]);
    rmSync(join(tree, 'a'), { recursive: true });
  });
});
