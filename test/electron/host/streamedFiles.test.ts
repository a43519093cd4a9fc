import { existsSync, mkdirSync, readFileSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closeDescriptor, openNew, removeTree, renameFolder, writePiece } from '../../../electron/host/streamedFiles.ts';
import { tempTree } from '../../support/tempTree.ts';

describe('streamed files', () => {
  it('creates a file with its mode from the first byte and writes every piece', () => {
    const path = join(tempTree(), 'download');
    const fd = openNew(path, 0o600);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    for (const piece of ['one ', 'two']) writePiece(fd, Buffer.from(piece), path);
    closeDescriptor(fd);
    expect(readFileSync(path, 'utf8')).toBe('one two');
  });

  it('never opens what is there already, nor follows a planted link', () => {
    const root = tempTree();
    writeFileSync(join(root, 'taken'), 'old');
    symlinkSync(join(root, 'elsewhere'), join(root, 'link'));
    expect(() => openNew(join(root, 'taken'), 0o600)).toThrow();
    expect(() => openNew(join(root, 'link'), 0o600)).toThrow();
    expect(() => openNew(join(root, 'none', 'file'), 0o600)).toThrow(expect.objectContaining({ code: 'FILE_NOT_FOUND' }));
    expect([readFileSync(join(root, 'taken'), 'utf8'), existsSync(join(root, 'elsewhere'))]).toEqual(['old', false]);
  });

  it('tells a failed write in words', () => {
    const path = join(tempTree(), 'file');
    const fd = openNew(path, 0o600);
    closeDescriptor(fd);
    expect(() => writePiece(fd, Buffer.from('x'), path)).toThrow(expect.objectContaining({ name: 'WizardError' }));
  });

  it('gives a folder its name, but not that of one in use', () => {
    const root = tempTree();
    for (const name of ['new', 'used']) mkdirSync(join(root, name));
    writeFileSync(join(root, 'used', 'file'), 'x');
    expect(() => renameFolder(join(root, 'new'), join(root, 'used'))).toThrow(expect.objectContaining({ name: 'WizardError' }));
    renameFolder(join(root, 'new'), join(root, 'free'));
    expect([existsSync(join(root, 'new')), existsSync(join(root, 'free')), existsSync(join(root, 'used', 'file'))]).toEqual([false, true, true]);
  });

  it('removes a tree without following its links', () => {
    const root = tempTree();
    mkdirSync(join(root, 'tree'));
    writeFileSync(join(root, 'kept'), 'x');
    symlinkSync(root, join(root, 'tree', 'up'));
    expect(readlinkSync(join(root, 'tree', 'up'))).toBe(root);
    removeTree(join(root, 'tree'));
    removeTree(join(root, 'tree'));
    expect([existsSync(join(root, 'tree')), existsSync(join(root, 'kept'))]).toEqual([false, true]);
  });
});
