import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileSize, fileState, nameCount, readBytes, readFrom, readText, realPath } from '../../../electron/host/readFiles.ts';
import { targetProblems } from '../../../electron/host/targetProblems.ts';
import { asNobody } from '../../support/asNobody.ts';
import { describeUnless } from '../../support/requireTool.ts';
import { tempTree } from '../../support/tempTree.ts';

const withCode = (code: string): unknown => expect.objectContaining({ code });
const codes = (path: string): string[] => targetProblems(path).map(({ code }) => code);

describe('reading', () => {
  it('takes a file up to the limit and no byte more', () => {
    const path = join(tempTree(), 'file');
    writeFileSync(path, 'x'.repeat(1000));
    expect(readText(path, 1000)).toHaveLength(1000);
    expect(() => readText(path, 999)).toThrow(withCode('FILE_TOO_LARGE'));
    expect(fileSize(path)).toBe(1000);
    expect(readFrom(path, 990, 100).toString()).toBe('x'.repeat(10));
    expect(readFrom(path, 2000, 100)).toHaveLength(0);
  });

  it('keeps a byte order mark and takes large files in pieces', () => {
    const path = join(tempTree(), 'file');
    const bytes = Buffer.concat([Buffer.from('\uFEFF'), Buffer.alloc(600_000, 'abc')]);
    writeFileSync(path, bytes);
    expect(readBytes(path).equals(bytes)).toBe(true);
    expect(readText(path).charCodeAt(0)).toBe(0xfeff);
  });

  it('reads files that say they are empty, as those of /proc do', () => {
    if (process.platform === 'linux') {
      expect(readText('/proc/self/stat')).toContain(`${process.pid} (`);
    }
  });

  it('names what is no file', () => {
    const tree = tempTree();
    spawnSync('mkfifo', [join(tree, 'pipe')]);
    expect(() => readText(tree)).toThrow(withCode('FILE_NOT_REGULAR'));
    expect(() => readText(join(tree, 'pipe'))).toThrow(withCode('FILE_NOT_REGULAR'));
    spawnSync('python3', ['-c', "import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])", join(tree, 'socket')]);
    expect(() => readText(join(tree, 'socket'))).toThrow(withCode('FILE_NOT_REGULAR'));
    expect(() => readText(join(tree, 'none'))).toThrow(withCode('FILE_NOT_FOUND'));
    expect(fileSize(join(tree, 'none'))).toBeNull();
  });
});

describe('fileState', () => {
  it('is the hash, mode and owner of what a path leads to', () => {
    const tree = tempTree();
    writeFileSync(join(tree, 'file'), 'content', { mode: 0o640 });
    symlinkSync('file', join(tree, 'link'));
    const sha256 = createHash('sha256').update('content').digest('hex');
    expect(fileState(join(tree, 'link'))).toEqual({ kind: 'file', sha256, mode: 0o640, uid: process.getuid?.(), gid: process.getgid?.() });
  });

  it('is absent, or unusable with the reason', () => {
    const tree = tempTree();
    symlinkSync('nowhere', join(tree, 'dangling'));
    symlinkSync('circle', join(tree, 'circle'));
    writeFileSync(join(tree, 'file'), '');
    expect(fileState(join(tree, 'none'))).toEqual({ kind: 'absent' });
    expect(fileState(join(tree, 'file', 'below'))).toEqual({ kind: 'absent' });
    expect(fileState(tree)).toMatchObject({ kind: 'unusable', reason: expect.stringMatching(/folder/) });
    expect(fileState(join(tree, 'dangling'))).toMatchObject({ kind: 'unusable', reason: expect.stringMatching(/leads nowhere/) });
    expect(fileState(join(tree, 'circle'))).toMatchObject({ kind: 'unusable', reason: expect.stringMatching(/circle/) });
  });
});

describe('realPath', () => {
  it('follows every link, and says where it cannot', () => {
    const tree = tempTree();
    mkdirSync(join(tree, 'a'));
    symlinkSync('a', join(tree, 'b'));
    symlinkSync('nowhere', join(tree, 'dangling'));
    expect(realPath(join(tree, 'b'))).toBe(join(tree, 'a'));
    expect(() => realPath(join(tree, 'dangling'))).toThrow(withCode('FILE_LINK_BROKEN'));
    expect(() => realPath(join(tree, 'none'))).toThrow(withCode('FILE_NOT_FOUND'));
  });
});

describe('targetProblems', () => {
  it('has none for a file of ours or one that is to be made', () => {
    const tree = tempTree();
    writeFileSync(join(tree, 'file'), '');
    expect([codes(join(tree, 'file')), codes(join(tree, 'none'))]).toEqual([[], []]);
  });

  it('R-14 warns of hard links and refuses what cannot be followed or replaced', () => {
    const tree = tempTree();
    writeFileSync(join(tree, 'file'), '');
    linkSync(join(tree, 'file'), join(tree, 'other'));
    symlinkSync('nowhere', join(tree, 'dangling'));
    expect(nameCount(join(tree, 'file'))).toBe(2);
    expect(targetProblems(join(tree, 'file'))).toMatchObject([{ code: 'FILE_HAS_OTHER_NAMES', severity: 'warning' }]);
    expect(codes(join(tree, 'dangling'))).toEqual(['FILE_LINK_BROKEN']);
    expect(codes(tree)).toEqual(['FILE_NOT_USABLE']);
    expect(codes(join(tree, 'none', 'file'))).toEqual(['FILE_NOT_FOUND']);
  });
});

describeUnless(process.geteuid?.() === 0 ? null : 'other users and mounts need root', 'as root', () => {
  it('R-06 refuses another user what is read-only, in a closed folder or not his own', () => {
    const tree = tempTree();
    chmodSync(tree, 0o755);
    writeFileSync(join(tree, 'file'), '', { mode: 0o644 });
    const found = asNobody('electron/host/targetProblems.ts', (module) => `
      const codes = (path) => ${module}.targetProblems(path).map(({ code }) => code);
      return [codes(${JSON.stringify(join(tree, 'file'))}), codes(${JSON.stringify(join(tree, 'none'))})];`);
    expect(found).toEqual([['FILE_NOT_WRITABLE', 'FILE_NOT_WRITABLE', 'FILE_OWNER_NOT_KEPT'], ['FILE_NOT_WRITABLE']]);
  });

  it('R-14 finds a file that is a mount of its own, with a space in its name', () => {
    const tree = tempTree();
    writeFileSync(join(tree, 'outside'), '');
    writeFileSync(join(tree, 'web config.yml'), '');
    expect(spawnSync('mount', ['--bind', join(tree, 'outside'), join(tree, 'web config.yml')]).status).toBe(0);
    try {
      expect(codes(join(tree, 'web config.yml'))).toEqual(['FILE_IS_MOUNT']);
    } finally {
      spawnSync('umount', [join(tree, 'web config.yml')]);
    }
  });

  it('R-06 finds the immutable flag, which stops root as well', ({ skip }) => {
    const tree = tempTree();
    const path = join(tree, 'file');
    writeFileSync(path, '');
    skip(spawnSync('chattr', ['+i', path]).status !== 0, 'this file system has no immutable flag');
    try {
      expect(targetProblems(path)).toMatchObject([{ code: 'FILE_NOT_WRITABLE', message: expect.stringMatching(/immutable/) }]);
    } finally {
      spawnSync('chattr', ['-i', path]);
    }
  });
});
