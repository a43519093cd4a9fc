import { chmodSync, chownSync, existsSync, lchownSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openCheckpoint } from '../../../electron/apply/checkpoint.ts';
import { listCheckpoints } from '../../../electron/apply/checkpointList.ts';
import { acquireLock } from '../../../electron/apply/lock.ts';
import { recover } from '../../../electron/apply/recover.ts';
import { restoreCheckpoint } from '../../../electron/apply/restore.ts';
import { keepRootsStateIn, stateFolder, throwIfKeptByAnother } from '../../../electron/apply/stateFolder.ts';
import { writeFileAtomic } from '../../../electron/host/writeFiles.ts';
import { findManaged, startManaged } from '../../../electron/process/managedProcess.ts';
import { startMark } from '../../../electron/process/startMark.ts';
import { describeUnless } from '../../support/requireTool.ts';
import { tempTree } from '../../support/tempTree.ts';

const other = 65_534;
const untrusted = expect.objectContaining({ code: 'STATE_NOT_TRUSTED' });
const notRoot = process.geteuid?.() === 0 ? null : 'only root can give files to others';

/** A folder for the state that root keeps apart, instead of the machine's own. */
function rootsOwn(): string {
  const base = join(tempTree(), 'state');
  keepRootsStateIn(base);
  onTestFinished(() => keepRootsStateIn('/var/lib/promseal'));
  return base;
}

/** A change of web.yml that was never closed. */
function interrupted(folder: string): string {
  writeFileSync(join(folder, 'web.yml'), 'old');
  const checkpoint = openCheckpoint(folder, { now: 1, digest: 'd' });
  checkpoint.recordFile(join(folder, 'web.yml'), 'new');
  writeFileAtomic(join(folder, 'web.yml'), 'new');
  return join(stateFolder(folder), 'checkpoints', checkpoint.id);
}

describe('state that somebody else may have written', () => {
  it.each(['.promseal', '.promseal/checkpoints', '.promseal/checkpoints/000001', '.promseal/checkpoints/000001/journal.jsonl'])('is not believed: %s is open to others', (name) => {
    const folder = tempTree();
    interrupted(folder);
    chmodSync(join(folder, name), 0o722);
    expect(() => recover(folder, 2)).toThrow(untrusted);
    expect(readFileSync(join(folder, 'web.yml'), 'utf8')).toBe('new');
  });

  it.each(['.promseal', '.promseal/checkpoints', '.promseal/checkpoints/000001/journal.jsonl'])('is not believed: %s is a link', (name) => {
    const folder = tempTree();
    const away = join(tempTree(), 'away');
    interrupted(folder);
    renameSync(join(folder, name), away);
    symlinkSync(away, join(folder, name));
    expect(() => recover(folder, 2)).toThrow(untrusted);
  });

  it('is not put back from a copy that others may write', () => {
    const folder = tempTree();
    const own = interrupted(folder);
    chmodSync(join(own, '0001.before'), 0o666);
    expect(restoreCheckpoint(folder, '000001').failed).toMatchObject([{ path: join(folder, 'web.yml'), reason: expect.stringMatching(/another account/) }]);
    expect(readFileSync(join(folder, 'web.yml'), 'utf8')).toBe('new');
  });

  it('names no process to signal', () => {
    const folder = tempTree();
    mkdirSync(join(folder, '.promseal'), { mode: 0o700 });
    const record = { pid: process.pid, startTicks: startMark(process.pid), argv: ['x'], workingDirectory: '/', startedAt: 1, logFrom: 0 };
    writeFileSync(join(folder, '.promseal', 'process.json'), JSON.stringify(record), { mode: 0o600 });
    expect(findManaged(folder)).toMatchObject({ pid: process.pid });
    chmodSync(join(folder, '.promseal', 'process.json'), 0o606);
    expect(findManaged(folder)).toBeNull();
  });

  it('copies only from its own checkpoint', () => {
    const folder = tempTree();
    const own = interrupted(folder);
    const journal = join(own, 'journal.jsonl');
    writeFileSync(journal, readFileSync(journal, 'utf8').replace('0001.before', '../../../elsewhere'));
    expect(restoreCheckpoint(folder, '000001').restored).toEqual([]);
  });
});

describeUnless(notRoot, 'for root', () => {
  it.each<[string, (folder: string) => void]>([
    ['that belongs to another account', (folder) => chownSync(folder, other, other)],
    ['that a group may write', (folder) => chmodSync(folder, 0o775)],
    ['that everybody may write, sticky or not', (folder) => chmodSync(folder, 0o1777)],
  ])('the state of a folder %s is kept apart', async (_, open) => {
    const base = rootsOwn();
    const folder = tempTree();
    open(folder);
    const own = interrupted(folder);
    expect(own.startsWith(`${base}/`)).toBe(true);
    expect(statSync(stateFolder(folder))).toMatchObject({ mode: 0o40700, uid: 0 });
    acquireLock(folder, 3).release();
    await startManaged(folder, { argv: ['/bin/true'], workingDirectory: '/' }, 4);
    expect(readdirSync(folder)).toEqual(['web.yml']);
    expect(recover(folder, 2)).toMatchObject({ complete: true });
    expect(readFileSync(join(folder, 'web.yml'), 'utf8')).toBe('old');
  });

  it('a folder below one of another account is theirs as well', () => {
    const base = rootsOwn();
    const theirs = tempTree();
    const folder = join(theirs, 'prometheus');
    mkdirSync(folder, { mode: 0o700 });
    expect(stateFolder(folder)).toBe(join(folder, '.promseal'));
    chownSync(theirs, other, other);
    expect(stateFolder(folder).startsWith(`${base}/`)).toBe(true);
  });

  it('a link of its own into a folder of another account is theirs as well', () => {
    const base = rootsOwn();
    const theirs = tempTree();
    chownSync(theirs, other, other);
    const link = join(tempTree(), 'link');
    symlinkSync(theirs, link);
    expect(stateFolder(link).startsWith(`${base}/`)).toBe(true);
  });

  it('the state stays where it was begun when the folder goes', () => {
    rootsOwn();
    const folder = join(tempTree(), 'made');
    mkdirSync(folder);
    chownSync(folder, other, other);
    const own = interrupted(folder);
    rmSync(folder, { recursive: true });
    expect(own.startsWith(stateFolder(folder))).toBe(true);
    expect(listCheckpoints(folder)).toHaveLength(1);
  });

  it('what another account planted beside the setup is neither run nor passed over in silence', () => {
    rootsOwn();
    const folder = tempTree();
    interrupted(folder);
    const planted = join(folder, '.promseal');
    for (const path of [folder, planted]) chownSync(path, other, other);
    expect(recover(folder, 2)).toBeNull();
    expect(readFileSync(join(folder, 'web.yml'), 'utf8')).toBe('new');
    expect(() => throwIfKeptByAnother(folder)).toThrow(untrusted);
  });

  it('what belongs to another account in a folder of its own is refused', () => {
    const folder = tempTree();
    interrupted(folder);
    chownSync(join(folder, '.promseal'), other, other);
    expect(() => recover(folder, 2)).toThrow(untrusted);
    expect(() => acquireLock(folder, 2)).toThrow(untrusted);
  });

  it('puts nothing back through a link that was planted since', () => {
    rootsOwn();
    const folder = tempTree();
    chownSync(folder, other, other);
    interrupted(folder);
    const target = join(tempTree(), 'shadow');
    writeFileSync(target, 'new');
    rmSync(join(folder, 'web.yml'));
    symlinkSync(target, join(folder, 'web.yml'));
    lchownSync(join(folder, 'web.yml'), other, other);
    expect(recover(folder, 2)).toMatchObject({ complete: false, failed: [{ path: join(folder, 'web.yml') }] });
    expect(readFileSync(target, 'utf8')).toBe('new');
    expect(existsSync(join(folder, 'web.yml'))).toBe(true);
  });
});
