/** Creating: a new file is there complete, with its mode and owner from its first byte, or not at all. */
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, constants, fchmodSync, fchownSync, fstatSync, fsyncSync, linkSync, openSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { writeAll } from './appendFiles.ts';
import { fileError, systemCode } from './fileError.ts';
import { isFolder, syncFolder } from './folders.ts';
import { permissionBits, sha256OfOpen } from './readFiles.ts';
import { WizardError } from '../wizardError.ts';
import type { Owner } from '../../shared/model/plan.ts';

const groupAndOthers = 0o077;
const createNew = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** What the temporary names of a file begin with; they stand beside it. */
export function temporaryPrefix(real: string): string {
  return join(dirname(real), `.${basename(real)}.promseal-`);
}

/** Ends in 64 random bits, so that nobody can be there first. */
export function temporaryName(real: string): string {
  return `${temporaryPrefix(real)}${randomBytes(8).toString('hex')}`;
}

/** Whether a file called `name` in the folder of `real` is one that a killed run left behind while it wrote `real`. */
export function isTemporaryOf(name: string, real: string): boolean {
  const prefix = basename(temporaryPrefix(real));
  return name.startsWith(prefix) && /^[0-9a-f]{16}$/.test(name.slice(prefix.length));
}

/** Fills an empty file, forces it to the disk and reads it back: a full disk can lose bytes without an error. */
function fill(fd: number, bytes: Uint8Array, path: string): void {
  writeAll(fd, bytes);
  fsyncSync(fd);
  const size = fstatSync(fd).size;
  if (size !== bytes.length) {
    throw new WizardError('FILE_INCOMPLETE', { path, reason: `${size} of ${bytes.length} bytes arrived` });
  }
  if (sha256OfOpen(fd) !== createHash('sha256').update(bytes).digest('hex')) {
    throw new WizardError('FILE_INCOMPLETE', { path, reason: 'reading it back gave other bytes' });
  }
}

/**
 * Gives an empty new file its owner, then its mode. A key needs no change of mode: it is created with the right one,
 * and a umask can only make that narrower.
 */
function settleOwnerAndMode(fd: number, path: string, mode: number, owner: Owner | null): void {
  const now = fstatSync(fd);
  if (owner !== null && (now.uid !== owner.uid || now.gid !== owner.gid)) {
    try {
      fchownSync(fd, owner.uid, owner.gid);
    } catch (error) {
      if (systemCode(error) === 'EPERM') {
        throw new WizardError('FILE_OWNER_NOT_KEPT', { path, ...owner }, { cause: error });
      }
      throw error;
    }
  }
  if ((mode & groupAndOthers) !== 0 && (fstatSync(fd).mode & permissionBits) !== mode) {
    fchmodSync(fd, mode);
  }
}

/** Creates `path` complete, or leaves nothing of it; the descriptor is closed in every case. */
export function createFilled(path: string, shown: string, bytes: Uint8Array, mode: number, owner: Owner | null): void {
  // Until it has its owner, a file is for this user alone: its group may not be the one that is meant.
  const fd = openSync(path, createNew, owner === null ? mode : mode & ~groupAndOthers);
  try {
    try {
      settleOwnerAndMode(fd, shown, mode, owner);
      fill(fd, bytes, shown);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    unlinkQuietly(path);
    throw error;
  }
}

/** For clearing up after an error that is already on its way: a leftover is found by its name later. */
export function unlinkQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // The first error says more than this one.
  }
}

/**
 * Creates a file of ours under its final name and forces it and its name to the disk.
 * @throws the codes of `stageFile`; FILE_IO_ERROR when the name is taken
 */
export function createFile(path: string, bytes: Uint8Array, mode: number): void {
  try {
    createFilled(path, path, bytes, mode, null);
  } catch (error) {
    throw fileError(error, path, 'create');
  }
  syncFolder(dirname(path));
}

/**
 * Creates a file that is complete from the moment its name exists, unless the name is taken.
 * @returns whether this call created it; it did not either when somebody cleared its temporary file away. The name is
 *   not forced to the disk: this is for files that mean nothing after a power cut
 */
export function claimFile(path: string, bytes: Uint8Array, mode: number): boolean {
  const temporary = temporaryName(path);
  try {
    createFilled(temporary, path, bytes, mode, null);
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST' || (systemCode(error) === 'ENOENT' && isFolder(dirname(path)))) {
      return false;
    }
    throw fileError(error, path, 'lock');
  } finally {
    unlinkQuietly(temporary);
  }
}
