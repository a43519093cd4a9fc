import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closeCheckpoint, openCheckpoint } from '../../../electron/apply/checkpoint.ts';
import { findOpenCheckpoint, listCheckpoints } from '../../../electron/apply/checkpointList.ts';
import { recover } from '../../../electron/apply/recover.ts';
import { restoreCheckpoint } from '../../../electron/apply/restore.ts';
import { makeFolder } from '../../../electron/host/folders.ts';
import { writeFileAtomic } from '../../../electron/host/writeFiles.ts';
import { pictureOf, tempTree } from '../../support/tempTree.ts';

const withCode = (code: string): unknown => expect.objectContaining({ code });
const text = (...path: string[]): string => readFileSync(join(...path), 'utf8');
const isState = (name: string): boolean => name.startsWith('.promseal');
const options = (now = 1): { now: number; digest: string } => ({ now, digest: 'd' });

function setup(): string {
  const folder = tempTree();
  writeFileSync(join(folder, 'web.yml'), 'old web', { mode: 0o600 });
  writeFileSync(join(folder, 'prometheus.yml'), 'old config');
  chmodSync(join(folder, 'prometheus.yml'), 0o664);
  return folder;
}

/** A key in a new folder, prometheus.yml and web.yml, recorded with what is written where `told`. */
function change(folder: string, word = 'new', told = true): ReturnType<typeof openCheckpoint> {
  const checkpoint = openCheckpoint(folder, options());
  checkpoint.recordFolder(join(folder, 'tls', 'keys'));
  makeFolder(join(folder, 'tls', 'keys'), 0o700);
  for (const name of ['tls/keys/a.key', 'prometheus.yml', 'web.yml']) {
    checkpoint.recordFile(join(folder, name), ...(told ? [`${word} ${name}`] : []));
    writeFileAtomic(join(folder, name), `${word} ${name}`);
  }
  return checkpoint;
}

describe('a checkpoint', () => {
  it('is undone to the same bytes, modes and folders, and undoing again does nothing', () => {
    const folder = setup();
    const before = pictureOf(folder);
    change(folder).close('applied');
    const undone = restoreCheckpoint(folder, '000001');
    expect(undone.restored.map((path) => path.slice(folder.length + 1))).toEqual(['web.yml', 'prometheus.yml', 'tls/keys/a.key']);
    expect(undone).toMatchObject({ failed: [], changedSince: [], kept: [], process: null });
    expect(pictureOf(folder, isState)).toEqual(before);
    expect(restoreCheckpoint(folder, '000001').restored).toEqual([]);
    expect(listCheckpoints(folder)).toMatchObject([{ id: '000001', at: 1, digest: 'd', outcome: 'applied', undone: true, halfUndone: false }]);
  });

  it('keeps its copies to this user', () => {
    const folder = setup();
    change(folder).close('applied');
    const own = join(folder, '.promseal', 'checkpoints', '000001');
    expect(statSync(own).mode & 0o7777).toBe(0o700);
    expect(readdirSync(own)).toEqual(['0002.before', '0003.before', 'journal.jsonl']);
    expect(readdirSync(own).map((name) => statSync(join(own, name)).mode & 0o7777)).toEqual([0o600, 0o600, 0o600]);
  });

  it('returns the state it recorded, and how the server ran', () => {
    const folder = setup();
    const checkpoint = openCheckpoint(folder, options());
    expect(checkpoint.recordFile(join(folder, 'none'))).toEqual({ kind: 'absent' });
    expect(checkpoint.recordFile(join(folder, 'prometheus.yml'))).toMatchObject({ kind: 'file', mode: 0o664 });
    expect(() => checkpoint.recordFile(folder)).toThrow(withCode('FILE_NOT_USABLE'));
    const before = { control: 'systemd', running: true, argv: ['a b'], workingDirectory: '/', unit: 'prometheus.service', servedTls: true } as const;
    checkpoint.recordProcess({ ...before, argv: [...before.argv] });
    expect(restoreCheckpoint(folder, checkpoint.id).process).toEqual(before);
  });

  it('numbers one after the other and undoes them newest first', () => {
    const folder = setup();
    const before = pictureOf(folder);
    ['first', 'second', 'third'].forEach((word) => change(folder, word).close('applied'));
    const ids = listCheckpoints(folder).map(({ id }) => id);
    expect(ids).toEqual(['000001', '000002', '000003']);
    ids.reverse().forEach((id) => expect(restoreCheckpoint(folder, id)).toMatchObject({ failed: [], changedSince: [] }));
    expect(pictureOf(folder, isState)).toEqual(before);
  });

  it('keeps the newest twenty, and clears away those that never began', () => {
    const folder = setup();
    mkdirSync(join(folder, '.promseal', 'checkpoints', '000001'), { recursive: true });
    for (let round = 0; round < 23; round++) {
      openCheckpoint(folder, options(round)).close('applied');
    }
    const ids = listCheckpoints(folder).map(({ id }) => id);
    expect(ids).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 5).padStart(6, '0')));
    expect(readdirSync(join(folder, '.promseal', 'checkpoints'))).toEqual(ids);
  });

  it('keeps a folder that something else was put into', () => {
    const folder = setup();
    change(folder).close('applied');
    writeFileSync(join(folder, 'tls', 'mine'), 'mine');
    expect(restoreCheckpoint(folder, '000001').failed).toEqual([]);
    expect(pictureOf(join(folder, 'tls')).map((line) => line.split(' ')[0])).toEqual(['mine']);
  });

  it('follows a link when it was made and puts the real file back', () => {
    const folder = setup();
    mkdirSync(join(folder, 'real'));
    writeFileSync(join(folder, 'real', 'target'), 'old');
    symlinkSync('real/target', join(folder, 'link'));
    const before = pictureOf(folder);
    const checkpoint = openCheckpoint(folder, options());
    checkpoint.recordFile(join(folder, 'link'));
    writeFileAtomic(join(folder, 'link'), 'new');
    checkpoint.close('applied');
    restoreCheckpoint(folder, checkpoint.id);
    expect(pictureOf(folder, isState)).toEqual(before);
  });

  it('says when there is no such checkpoint, and when its copy was changed', () => {
    const folder = setup();
    expect(() => restoreCheckpoint(folder, '000007')).toThrow(withCode('CHECKPOINT_NOT_FOUND'));
    change(folder).close('applied');
    writeFileSync(join(folder, '.promseal', 'checkpoints', '000001', '0003.before'), 'tampered');
    const { failed, restored } = restoreCheckpoint(folder, '000001');
    expect(restored).toEqual([]);
    expect(failed[0]).toMatchObject({ path: join(folder, 'web.yml'), state: 'new' });
    expect(failed[0]?.reason).toMatch(/is not what was copied/);
    expect(text(folder, 'web.yml')).toBe('new web.yml');
  });

  it('says when its journal has lost its beginning, rather than that all is back', () => {
    const folder = setup();
    change(folder);
    const journal = join(folder, '.promseal', 'checkpoints', '000001', 'journal.jsonl');
    writeFileSync(journal, readFileSync(journal, 'utf8').replace('"kind":"open"', '"kind":'));
    expect(() => recover(folder, 2)).toThrow(withCode('CHECKPOINT_DAMAGED'));
    expect(text(folder, 'web.yml')).toBe('new web.yml');
  });

  it('R-29 refuses to begin where nothing can be kept, and touches nothing', () => {
    const folder = setup();
    mkdirSync(join(folder, '.promseal'));
    writeFileSync(join(folder, '.promseal', 'checkpoints'), 'a file');
    const before = pictureOf(folder);
    expect(() => openCheckpoint(folder, options())).toThrow(withCode('CHECKPOINT_NOT_WRITABLE'));
    expect(pictureOf(folder)).toEqual(before);
  });
});

describe('files that somebody else changed since', () => {
  it('stop the undo, which names them and changes nothing, until it is forced and keeps a copy', () => {
    const folder = setup();
    change(folder).close('applied');
    writeFileSync(join(folder, 'prometheus.yml'), 'edited by hand');
    const before = pictureOf(folder, isState);
    expect(restoreCheckpoint(folder, '000001')).toMatchObject({ restored: [], changedSince: [join(folder, 'prometheus.yml')] });
    expect(pictureOf(folder, isState)).toEqual(before);
    const forced = restoreCheckpoint(folder, '000001', { force: true });
    expect(text(folder, 'prometheus.yml')).toBe('old config');
    expect(forced.kept.map(({ path, copy }) => [path, text(copy)])).toEqual([[join(folder, 'prometheus.yml'), 'edited by hand']]);
    expect(statSync(forced.kept[0]?.copy ?? '').mode & 0o7777).toBe(0o600);
  });

  it('are told after a crash as well, when the content was known ahead', () => {
    const folder = setup();
    change(folder);
    writeFileSync(join(folder, 'tls', 'keys', 'a.key'), 'edited by hand');
    expect(recover(folder, 2)).toMatchObject({ complete: false, changedSince: [join(folder, 'tls', 'keys', 'a.key')] });
    expect(recover(folder, 3, { force: true })).toMatchObject({ complete: true, changedSince: [] });
    expect(recover(folder, 4)).toBeNull();
  });

  it('are kept as copies after a crash, when it was not known', () => {
    const folder = setup();
    const before = pictureOf(folder);
    change(folder, 'new', false);
    writeFileSync(join(folder, 'prometheus.yml'), 'edited by hand');
    const recovery = recover(folder, 2);
    expect(recovery?.kept.map(({ copy }) => text(copy))).toContain('edited by hand');
    expect(pictureOf(folder, isState)).toEqual(before);
  });

  it('that are gone are put back, as nothing is lost', () => {
    const folder = setup();
    const before = pictureOf(folder);
    change(folder).close('applied');
    rmSync(join(folder, 'web.yml'));
    expect(restoreCheckpoint(folder, '000001').changedSince).toEqual([]);
    expect(pictureOf(folder, isState)).toEqual(before);
  });

  it('are no files that the same change wrote twice', () => {
    const folder = setup();
    const checkpoint = change(folder);
    checkpoint.recordFile(join(folder, 'web.yml'), 'again');
    writeFileAtomic(join(folder, 'web.yml'), 'again');
    expect(recover(folder, 2)).toMatchObject({ complete: true, kept: [] });
    expect(text(folder, 'web.yml')).toBe('old web');
  });
});

describe('recover', () => {
  it('finishes an undo that was stopped half way', () => {
    const folder = setup();
    const before = pictureOf(folder);
    change(folder).close('applied');
    const copy = join(folder, '.promseal', 'checkpoints', '000001', '0002.before');
    writeFileSync(copy, 'unreadable');
    expect(restoreCheckpoint(folder, '000001').restored).toEqual([join(folder, 'web.yml')]);
    writeFileSync(copy, 'old config');
    expect(findOpenCheckpoint(folder)).toMatchObject({ id: '000001', outcome: 'applied', undone: false, halfUndone: true });
    expect(recover(folder, 2)).toMatchObject({ complete: true });
    expect(pictureOf(folder, isState)).toEqual(before);
    expect(recover(folder, 3)).toBeNull();
  });

  it('has nothing to do in a folder that was never touched, and leaves it so', () => {
    const folder = tempTree();
    expect(recover(folder, 1)).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('finishes a change that could not be put back, and blocks the next one until then', () => {
    const folder = setup();
    const before = pictureOf(folder);
    change(folder).close('needsHands');
    expect(() => openCheckpoint(folder, options())).toThrow(withCode('CHECKPOINT_OPEN'));
    expect(recover(folder, 2)).toMatchObject({ id: '000001', complete: true, failed: [] });
    expect(pictureOf(folder, isState)).toEqual(before);
    expect(findOpenCheckpoint(folder)).toBeNull();
    expect(openCheckpoint(folder, options()).id).toBe('000002');
  });

  it('removes temporary files of its own targets only', () => {
    const folder = setup();
    change(folder);
    writeFileSync(join(folder, '.web.yml.promseal-0123456789abcdef'), 'ours');
    writeFileSync(join(folder, '.other.yml.promseal-0123456789abcdef'), 'theirs');
    recover(folder, 2);
    expect(readdirSync(folder).filter((name) => name.includes('promseal-'))).toEqual(['.other.yml.promseal-0123456789abcdef']);
  });

  it('ignores a record that was cut short, and finds those after it', () => {
    const folder = setup();
    const before = pictureOf(folder);
    const checkpoint = openCheckpoint(folder, options());
    appendFileSync(join(folder, '.promseal', 'checkpoints', '000001', 'journal.jsonl'), '\n{"kind":"absent","path":"/');
    checkpoint.recordFile(join(folder, 'web.yml'), 'new');
    writeFileAtomic(join(folder, 'web.yml'), 'new');
    expect(recover(folder, 2)?.restored).toEqual([join(folder, 'web.yml')]);
    expect(pictureOf(folder, isState)).toEqual(before);
  });

  it('gives commands that work for names with quotes and spaces', () => {
    const folder = setup();
    const path = join(folder, "it's a $file");
    writeFileSync(path, 'old', { mode: 0o640 });
    const checkpoint = openCheckpoint(folder, options());
    checkpoint.recordFile(path, 'new');
    writeFileAtomic(path, 'new');
    const copy = join(folder, '.promseal', 'checkpoints', '000001', '0001.before');
    writeFileSync(copy, 'other');
    const { failed } = restoreCheckpoint(folder, '000001');
    writeFileSync(copy, 'old');
    expect(spawnSync('sh', ['-c', failed[0]?.command ?? 'false']).status).toBe(0);
    expect([text(path), statSync(path).mode & 0o7777]).toEqual(['old', 0o640]);
    expect(restoreCheckpoint(folder, '000001')).toMatchObject({ restored: [], failed: [] });
  });

  it('closes by hand what an earlier run opened', () => {
    const folder = setup();
    change(folder);
    closeCheckpoint(folder, '000001', 'applied');
    expect(listCheckpoints(folder)).toMatchObject([{ outcome: 'applied', undone: false, halfUndone: false }]);
    expect(recover(folder, 2)).toBeNull();
  });
});

describe('R-12 and R-30: two hundred rounds', () => {
  it('of change and undo end as they began, with as many open files', () => {
    const folder = setup();
    const before = pictureOf(folder);
    const openFiles = (): number => (existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0);
    change(folder, 'warm').close('applied');
    restoreCheckpoint(folder, '000001');
    const opened = openFiles();
    for (let round = 0; round < 200; round++) {
      const checkpoint = change(folder, `round ${round}`);
      checkpoint.close('applied');
      expect(restoreCheckpoint(folder, checkpoint.id)).toMatchObject({ failed: [], changedSince: [], kept: [] });
    }
    expect(pictureOf(folder, isState)).toEqual(before);
    expect(openFiles()).toBe(opened);
  }, 60_000);
});
