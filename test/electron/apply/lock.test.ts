import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { acquireLock } from '../../../electron/apply/lock.ts';
import { isSameProcess, processIdentity } from '../../../electron/host/processIdentity.ts';
import { contentsOf } from '../../support/applyContents.ts';
import { tempTree } from '../../support/tempTree.ts';

const worker = join(import.meta.dirname, '../../support/applyWorker.ts');
const lockOf = (folder: string): string => join(folder, '.promseal', 'lock');
const writeLock = (folder: string, text: string): void => {
  mkdirSync(join(folder, '.promseal'), { mode: 0o700, recursive: true });
  writeFileSync(lockOf(folder), text, { mode: 0o600 });
};

describe('acquireLock', () => {
  it('is for one at a time, says who holds it since when, and is free after release', () => {
    const folder = tempTree();
    const now = Date.UTC(2026, 10, 23, 14, 5, 9);
    const lock = acquireLock(folder, now);
    expect(statSync(lockOf(folder)).mode & 0o7777).toBe(0o600);
    expect(statSync(join(folder, '.promseal')).mode & 0o7777).toBe(0o700);
    expect(() => acquireLock(folder, now + 1)).toThrow(
      new RegExp(`since 2026-11-2[234] \\d\\d:\\d5:09[+-]\\d\\d:\\d\\d by process ${process.pid}`),
    );
    lock.release();
    lock.release();
    acquireLock(folder, now).release();
    expect(readdirSync(join(folder, '.promseal'))).toEqual([]);
  });

  it.each([
    ['a process that has ended', { pid: 4_194_303, identity: 'x:1', since: 1 }],
    ['a process number that was given out again', { pid: process.ppid, identity: 'another boot:1', since: 1 }],
    ['an earlier run of this process that could not remove it', { pid: process.pid, identity: processIdentity(process.pid), since: 1 }],
  ])('takes over from %s', (_, holder) => {
    const folder = tempTree();
    writeLock(folder, JSON.stringify(holder));
    const lock = acquireLock(folder, 2);
    expect(JSON.parse(readFileSync(lockOf(folder), 'utf8'))).toMatchObject({ pid: process.pid, since: 2 });
    lock.release();
  });

  it.each(['', '{"pid":', '[]'])('takes over a file that a power cut left as "%s"', (text) => {
    const folder = tempTree();
    writeLock(folder, text);
    acquireLock(folder, 2).release();
    expect(existsSync(lockOf(folder))).toBe(false);
  });

  it('does not take over from a process that lives, nor release what is not its own', () => {
    const folder = tempTree();
    const lock = acquireLock(folder, 1);
    const foreign = JSON.stringify({ pid: process.ppid, identity: processIdentity(process.ppid), since: 1 });
    writeFileSync(lockOf(folder), foreign);
    lock.release();
    expect(readFileSync(lockOf(folder), 'utf8')).toBe(foreign);
    expect(() => acquireLock(folder, 2)).toThrow(expect.objectContaining({ code: 'BUSY' }));
  });

  it('R-29 says what is wrong when nothing can be kept', () => {
    const folder = tempTree();
    writeFileSync(join(folder, '.promseal'), 'a file');
    expect(() => acquireLock(folder, 1)).toThrow(expect.objectContaining({ code: 'CHECKPOINT_NOT_WRITABLE' }));
  });
});

describe('processIdentity', () => {
  it('is constant for a process, and null for none', () => {
    const own = processIdentity(process.pid);
    expect(own).toBe(processIdentity(process.pid));
    expect(processIdentity(4_194_303)).toBeNull();
    expect(isSameProcess(process.pid, own ?? '')).toBe(true);
    expect(isSameProcess(4_194_303, own ?? '')).toBe(false);
    if (process.platform === 'linux') {
      expect(own).toMatch(/^[0-9a-f-]{36}:\d+$/);
      expect(isSameProcess(process.pid, `${own?.split(':')[0] ?? ''}:1`)).toBe(false);
    }
  });
});

describe('R-08 two processes', () => {
  interface Ending { applied: number; busy: number; mixed: number; holders: string[] }
  const runLoop = async (folder: string, word: string, rounds: number): Promise<Ending> => {
    const child = spawn(process.execPath, [worker, 'loop', folder, word, String(rounds)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pieces: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    expect(await once(child, 'close')).toEqual([0, null]);
    return JSON.parse(Buffer.concat(pieces).toString()) as Ending;
  };

  it('apply 200 times beside each other, each time as if alone', async () => {
    const folder = tempTree();
    const ends = await Promise.all([runLoop(folder, 'one', 100), runLoop(folder, 'two', 100)]);
    expect(ends.map(({ applied, mixed }) => ({ applied, mixed }))).toEqual([{ applied: 100, mixed: 0 }, { applied: 100, mixed: 0 }]);
    expect(ends[0].busy + ends[1].busy).toBeGreaterThan(0);
    expect([...ends[0].holders, ...ends[1].holders].every((text) => /by process \d+\.$/.test(text))).toBe(true);
    const found = ['one', 'two'].filter((word) => contentsOf(folder, word).every(({ path, content }) => readFileSync(path, 'utf8') === content));
    expect(found).toHaveLength(1);
    expect(readdirSync(join(folder, '.promseal', 'checkpoints'))).toHaveLength(20);
  }, 60_000);

  it('free the lock when the holder is killed', async () => {
    const folder = tempTree();
    const child = spawn(process.execPath, [worker, 'hold', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    expect(() => acquireLock(folder, 1)).toThrow(`by process ${String(child.pid)}.`);
    child.kill('SIGKILL');
    await once(child, 'close');
    acquireLock(folder, 1).release();
    expect(readdirSync(join(folder, '.promseal'))).toEqual([]);
  });
});
