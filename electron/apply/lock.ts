/**
 * One change of a setup at a time. The lock is a file that exists complete or not at all and names its holder, so that
 * the lock of a process that was killed can be told from one that is held.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { stateFileMode, stateFolder, stateFolderMode } from './stateFolder.ts';
import { systemReason } from '../host/fileError.ts';
import { listDirectory, makeFolder } from '../host/folders.ts';
import { isSameProcess, processIdentity } from '../host/processIdentity.ts';
import { readText } from '../host/readFiles.ts';
import { claimFile, isTemporaryOf } from '../host/createFiles.ts';
import { removeFile } from '../host/writeFiles.ts';
import { WizardError } from '../wizardError.ts';

export interface Lock {
  /** Never throws: a lock file that cannot be removed counts as released all the same. */
  release(): void;
}

const Holder = z.object({ pid: z.number().int(), identity: z.string(), since: z.number() });
type Holder = z.infer<typeof Holder>;

/** What this process holds: a file that names us and is not in here was released, but could not be removed. */
const held = new Set<string>();
const largestLock = 4096;
/** Each round without success means that somebody else let go in between. */
const rounds = 20;

/**
 * Takes the lock of a setup, also from a process that has ended.
 * @param folder of the setup; its state folder is created when missing
 * @param now epoch milliseconds
 * @throws BUSY with the holder's pid and since when; STATE_NOT_TRUSTED; CHECKPOINT_NOT_WRITABLE when nothing can be kept there
 */
export function acquireLock(folder: string, now: number): Lock {
  const state = stateFolder(folder);
  try {
    makeFolder(state, stateFolderMode);
    const lock = claim(join(state, 'lock'), now);
    clearLeftovers(state);
    return lock;
  } catch (error) {
    if (error instanceof WizardError && error.code === 'BUSY') {
      throw error;
    }
    throw new WizardError('CHECKPOINT_NOT_WRITABLE', { path: state, reason: systemReason(error) }, { cause: error });
  }
}

/** Written under a temporary name by whoever holds the lock, or is about to. */
const writtenHere = ['lock', 'lock.takeover', 'answers.json', 'process.json'];

/** Removes what runs that were killed while writing left; one that is taking the lock now begins again. */
function clearLeftovers(state: string): void {
  try {
    for (const { name } of listDirectory(state)) {
      if (writtenHere.some((file) => isTemporaryOf(name, join(state, file)))) {
        removeFile(join(state, name));
      }
    }
  } catch {
    // They are small and harmless, and the next one tries again.
  }
}

function claim(path: string, now: number): Lock {
  const holder: Holder = { pid: process.pid, identity: processIdentity(process.pid) ?? '', since: now };
  const text = JSON.stringify(holder);
  for (let round = 0; round < rounds; round++) {
    if (claimFile(path, Buffer.from(text), stateFileMode)) {
      held.add(path);
      return { release: () => release(path, text) };
    }
    clearAbandoned(path, now);
  }
  throw busy({ ...holder, pid: 0 });
}

function release(path: string, text: string): void {
  if (!held.delete(path)) {
    return;
  }
  try {
    if (readText(path, largestLock) === text) {
      removeFile(path);
    }
  } catch {
    // It names a process that does not hold it any more, so the next one takes it over.
  }
}

/**
 * Removes a lock whose holder has ended. Two processes may find it at once, and the second must not remove the lock
 * that the first has taken meanwhile: so removing is itself done under a lock, and looks again.
 */
function clearAbandoned(path: string, now: number): void {
  if (readHolder(path) === 'none') {
    return;
  }
  const takeover = claim(`${path}.takeover`, now);
  try {
    if (readHolder(path) === 'abandoned') {
      removeFile(path);
    }
  } finally {
    takeover.release();
  }
}

/** @throws BUSY when it is held */
function readHolder(path: string): 'none' | 'abandoned' {
  let text: string;
  try {
    text = readText(path, largestLock);
  } catch (error) {
    if (error instanceof WizardError && error.code === 'FILE_NOT_FOUND') {
      return 'none';
    }
    throw error;
  }
  const holder = parseHolder(text);
  // After a power cut the file may be there without its content; whoever wrote it is gone as well.
  if (holder === null || (holder.pid === process.pid && !held.has(path)) || !isSameProcess(holder.pid, holder.identity)) {
    return 'abandoned';
  }
  throw busy(holder);
}

function parseHolder(text: string): Holder | null {
  try {
    return Holder.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function busy(holder: Holder): WizardError {
  return new WizardError('BUSY', { pid: holder.pid, since: localTime(holder.since) });
}

/** ISO 8601 with the offset of this machine, such as 2026-11-23 14:05:09+01:00: a person compares it with a clock. */
function localTime(ms: number): string {
  const ahead = -new Date(ms).getTimezoneOffset();
  const local = new Date(ms + ahead * 60_000).toISOString().slice(0, 19).replace('T', ' ');
  const twoDigits = (value: number): string => String(Math.trunc(value)).padStart(2, '0');
  return `${local}${ahead < 0 ? '-' : '+'}${twoDigits(Math.abs(ahead) / 60)}:${twoDigits(Math.abs(ahead) % 60)}`;
}
