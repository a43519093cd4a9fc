/** What the system knows of a path without its content being read. */
import { accessSync, constants, lstatSync, readlinkSync, statSync } from 'node:fs';
import { systemCode, systemReason } from './fileError.ts';

/** Gives null where the system refuses or there is nothing; other errors are mistakes of ours. */
function unlessRefused<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch (error) {
    if (systemCode(error) === '') throw error;
    return null;
  }
}

/** Where a link leads, as written in it; null for what is no link or cannot be read. /proc names sockets this way. */
export function linkText(path: string): string | null {
  return unlessRefused(() => readlinkSync(path));
}

export interface EntryFacts {
  readonly kind: 'link' | 'folder' | 'other';
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
}

/** Facts of a name itself, a link not followed; null when there is nothing or it may not be asked about. */
export function entryFacts(path: string): EntryFacts | null {
  const stats = unlessRefused(() => lstatSync(path, { throwIfNoEntry: false }));
  if (stats == null) return null;
  const kind = stats.isSymbolicLink() ? 'link' : stats.isDirectory() ? 'folder' : 'other';
  return { kind, mode: stats.mode & 0o7777, uid: stats.uid };
}

export interface PathFacts {
  readonly isFile: boolean;
  readonly isFolder: boolean;
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes. */
  readonly size: number;
  /** When its content was last written, epoch milliseconds. */
  readonly changedAt: number;
  /** Another word after any change of the content or the file. */
  readonly stamp: string;
}

/** Facts of what a path leads to, links followed; null when there is nothing or it may not be asked about. */
export function pathFacts(path: string): PathFacts | null {
  const stats = unlessRefused(() => statSync(path, { throwIfNoEntry: false }));
  if (stats == null) return null;
  const { mode, uid, gid, dev, ino, size, mtimeMs, ctimeMs } = stats;
  const stamp = [dev, ino, size, mtimeMs, ctimeMs].join(':');
  return { isFile: stats.isFile(), isFolder: stats.isDirectory(), mode: mode & 0o7777, uid, gid, size, changedAt: mtimeMs, stamp };
}

/** Null when this user may create files in a folder, otherwise why not. */
export function mayCreateIn(folder: string): string | null {
  return refusal(folder, constants.W_OK | constants.X_OK);
}

/** Null when this user may write a file, otherwise why not. The immutable flag and a read-only mount stop root as well. */
export function mayWrite(path: string): string | null {
  return refusal(path, constants.W_OK);
}

function refusal(path: string, access: number): string | null {
  try {
    accessSync(path, access);
    return null;
  } catch (error) {
    return systemReason(error);
  }
}
