import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, linkSync, lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { appendDurably } from '../../../electron/host/appendFiles.ts';
import { claimFile, createFile, isTemporaryOf } from '../../../electron/host/createFiles.ts';
import { commitStaged, discardStaged, removeFile, resolveTarget, stageFile, writeFileAtomic } from '../../../electron/host/writeFiles.ts';
import { asNobody } from '../../support/asNobody.ts';
import { describeUnless } from '../../support/requireTool.ts';
import { pictureOf, tempTree } from '../../support/tempTree.ts';

const modeOf = (path: string): string => (statSync(path).mode & 0o7777).toString(8);
const withCode = (code: string): unknown => expect.objectContaining({ code });
const root = process.geteuid?.() === 0;
const umaskBefore = process.umask();
afterEach(() => {
  process.umask(umaskBefore);
});

describe('writeFileAtomic', () => {
  it.each([0o000, 0o022, 0o077])('K-01 makes a key 0600 and a certificate 0644 under umask %o', (umask) => {
    const tree = tempTree();
    process.umask(umask);
    writeFileAtomic(join(tree, 'a.key'), 'key', { mode: 0o600 });
    writeFileAtomic(join(tree, 'a.crt'), 'crt', { mode: 0o644 });
    writeFileAtomic(join(tree, 'unsaid'), 'x');
    expect(['a.key', 'a.crt', 'unsaid'].map((name) => modeOf(join(tree, name)))).toEqual(['600', '644', '600']);
  });

  it('K-03 gives a key that replaces a wider one its own mode, and lets a configuration keep its mode', () => {
    const tree = tempTree();
    for (const name of ['a.key', 'prometheus.yml']) {
      writeFileSync(join(tree, name), 'old');
      chmodSync(join(tree, name), 0o664);
    }
    writeFileAtomic(join(tree, 'a.key'), 'new', { mode: 0o600 });
    writeFileAtomic(join(tree, 'prometheus.yml'), 'new');
    expect([modeOf(join(tree, 'a.key')), modeOf(join(tree, 'prometheus.yml'))]).toEqual(['600', '664']);
  });

  it('writes every byte: none, one, and more than one read takes', () => {
    const path = join(tempTree(), 'file');
    for (const length of [0, 1, 3_000_001]) {
      const bytes = Buffer.alloc(length, 'ä\0');
      writeFileAtomic(path, bytes);
      expect(readFileSync(path).equals(bytes)).toBe(true);
    }
  });

  it('R-14 keeps a chain of symbolic links and writes beside the real file', () => {
    const tree = tempTree();
    mkdirSync(join(tree, 'real'));
    writeFileSync(join(tree, 'real', 'web.yml'), 'old', { mode: 0o640 });
    symlinkSync('real/web.yml', join(tree, 'middle'));
    symlinkSync('middle', join(tree, 'web.yml'));
    const staged = stageFile(join(tree, 'web.yml'), 'new');
    expect(staged.real).toBe(join(tree, 'real', 'web.yml'));
    expect(readdirSync(join(tree, 'real'))).toHaveLength(2);
    commitStaged(staged);
    expect(readlinkSync(join(tree, 'web.yml'))).toBe('middle');
    expect(readFileSync(join(tree, 'real', 'web.yml'), 'utf8')).toBe('new');
    expect(modeOf(join(tree, 'real', 'web.yml'))).toBe('640');
  });

  it('R-14 refuses links that lead nowhere or in a circle, folders and pipes', () => {
    const tree = tempTree();
    symlinkSync('nowhere', join(tree, 'dangling'));
    symlinkSync('circle', join(tree, 'circle'));
    mkdirSync(join(tree, 'folder'));
    spawnSync('mkfifo', [join(tree, 'pipe')]);
    const before = pictureOf(tree);
    expect(() => writeFileAtomic(join(tree, 'dangling'), 'x')).toThrow(withCode('FILE_LINK_BROKEN'));
    expect(() => writeFileAtomic(join(tree, 'circle'), 'x')).toThrow(withCode('FILE_NOT_REGULAR'));
    expect(() => writeFileAtomic(join(tree, 'folder'), 'x')).toThrow(withCode('FILE_NOT_REGULAR'));
    expect(() => writeFileAtomic(join(tree, 'pipe'), 'x')).toThrow(withCode('FILE_NOT_REGULAR'));
    expect(() => writeFileAtomic(join(tree, 'missing', 'x'), 'x')).toThrow(withCode('FILE_NOT_FOUND'));
    expect(pictureOf(tree)).toEqual(before);
  });

  it('K-07 refuses when the link leads elsewhere by the time of the rename', () => {
    const tree = tempTree();
    writeFileSync(join(tree, 'a'), 'a');
    writeFileSync(join(tree, 'b'), 'b');
    symlinkSync('a', join(tree, 'link'));
    const staged = stageFile(join(tree, 'link'), 'new');
    removeFile(join(tree, 'link'));
    symlinkSync('b', join(tree, 'link'));
    expect(() => commitStaged(staged)).toThrow(withCode('FILE_LINK_MOVED'));
    expect([readFileSync(join(tree, 'a'), 'utf8'), readFileSync(join(tree, 'b'), 'utf8')]).toEqual(['a', 'b']);
    expect(existsSync(staged.temporary)).toBe(false);
  });

  it('leaves the other name of a hard link with the old content', () => {
    const tree = tempTree();
    writeFileSync(join(tree, 'a'), 'old');
    linkSync(join(tree, 'a'), join(tree, 'b'));
    writeFileAtomic(join(tree, 'a'), 'new');
    expect([readFileSync(join(tree, 'a'), 'utf8'), readFileSync(join(tree, 'b'), 'utf8')]).toEqual(['new', 'old']);
  });

  it('follows no link that is planted where a file of ours is to be created', () => {
    const tree = tempTree();
    writeFileSync(join(tree, 'victim'), 'old');
    symlinkSync('victim', join(tree, 'new.key'));
    expect(() => createFile(join(tree, 'new.key'), Buffer.from('x'), 0o600)).toThrow(withCode('FILE_IO_ERROR'));
    expect(readFileSync(join(tree, 'victim'), 'utf8')).toBe('old');
    expect(lstatSync(join(tree, 'new.key')).isSymbolicLink()).toBe(true);
  });

  it('K-06 uses 64 random bits for each temporary name, and knows its own', () => {
    const tree = tempTree();
    const target = join(tree, 'web.yml');
    const staged = [1, 2, 3].map(() => stageFile(target, 'x'));
    const names = readdirSync(tree);
    expect(new Set(names).size).toBe(3);
    expect(names.every((name) => /^\.web\.yml\.promseal-[0-9a-f]{16}$/.test(name) && isTemporaryOf(name, target))).toBe(true);
    staged.forEach(discardStaged);
    staged.forEach(discardStaged);
    expect(readdirSync(tree)).toEqual([]);
    expect(['web.yml', '.web.yml.promseal-1', '.web.yml.promseal-0123456789abcdefg', '.prometheus.yml.promseal-0123456789abcdef'].map((name) => isTemporaryOf(name, target))).toEqual([false, false, false, false]);
  });
});

describe('small writers', () => {
  it('claims a name once, complete from the start', () => {
    const path = join(tempTree(), 'lock');
    expect(claimFile(path, Buffer.from('first'), 0o600)).toBe(true);
    expect(claimFile(path, Buffer.from('second'), 0o600)).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('first');
    expect(readdirSync(join(path, '..'))).toEqual(['lock']);
  });

  it('appends to what is there, and never creates', () => {
    const tree = tempTree();
    createFile(join(tree, 'journal'), Buffer.from('a'), 0o600);
    appendDurably(join(tree, 'journal'), Buffer.from('b'));
    expect(readFileSync(join(tree, 'journal'), 'utf8')).toBe('ab');
    expect(() => appendDurably(join(tree, 'other'), Buffer.from('b'))).toThrow(withCode('FILE_NOT_FOUND'));
  });

  it('removes a file, and one that is not there, but no folder', () => {
    const tree = tempTree();
    writeFileSync(join(tree, 'a'), '');
    removeFile(join(tree, 'a'));
    removeFile(join(tree, 'a'));
    mkdirSync(join(tree, 'b'));
    expect(() => removeFile(join(tree, 'b'))).toThrow(withCode('FILE_NOT_REGULAR'));
    expect(readdirSync(tree)).toEqual(['b']);
  });

  it('finds where a new file will be, through a folder that is a link', () => {
    const tree = tempTree();
    mkdirSync(join(tree, 'real'));
    symlinkSync('real', join(tree, 'link'));
    expect(resolveTarget(join(tree, 'link', 'new'))).toBe(join(tree, 'real', 'new'));
  });
});

describeUnless(root ? null : 'giving files to other users needs root', 'as root', () => {
  it('K-03 keeps the owner of what it replaces, and gives a new file the owner that was asked for', () => {
    const tree = tempTree();
    writeFileSync(join(tree, 'web.yml'), 'old');
    chownSync(join(tree, 'web.yml'), 1234, 2345);
    chmodSync(join(tree, 'web.yml'), 0o640);
    writeFileAtomic(join(tree, 'web.yml'), 'new');
    writeFileAtomic(join(tree, 'a.key'), 'key', { mode: 0o640, owner: { uid: 0, gid: 2345 } });
    expect(pictureOf(tree).map((line) => line.split(' ').slice(2))).toEqual([['640', '0:2345'], ['640', '1234:2345']]);
  });

  it('R-14 refuses to replace a file that is a mount of its own, as containers have', () => {
    const tree = tempTree();
    writeFileSync(join(tree, 'outside'), 'old');
    writeFileSync(join(tree, 'web.yml'), '');
    const mounted = spawnSync('mount', ['--bind', join(tree, 'outside'), join(tree, 'web.yml')]);
    expect(mounted.status, String(mounted.stderr)).toBe(0);
    try {
      expect(() => writeFileAtomic(join(tree, 'web.yml'), 'new')).toThrow(withCode('FILE_IS_MOUNT'));
      expect(readFileSync(join(tree, 'web.yml'), 'utf8')).toBe('old');
      expect(readdirSync(tree)).toEqual(['outside', 'web.yml']);
    } finally {
      spawnSync('umount', [join(tree, 'web.yml')]);
    }
  });

  it('R-06 refuses as another user what that user may not change, and says so', () => {
    const tree = tempTree();
    chmodSync(tree, 0o777);
    writeFileSync(join(tree, 'web.yml'), 'old', { mode: 0o600 });
    mkdirSync(join(tree, 'closed'), { mode: 0o755 });
    const found = asNobody('electron/host/writeFiles.ts', (module) => `
      const code = (path) => { try { ${module}.writeFileAtomic(path, 'new'); return null; } catch (error) { return error.code; } };
      return [code(${JSON.stringify(join(tree, 'web.yml'))}), code(${JSON.stringify(join(tree, 'closed', 'x'))})];`);
    expect(found).toEqual(['FILE_OWNER_NOT_KEPT', 'FILE_NOT_WRITABLE']);
    expect(readdirSync(tree)).toEqual(['closed', 'web.yml']);
    expect(readFileSync(join(tree, 'web.yml'), 'utf8')).toBe('old');
  });
});
