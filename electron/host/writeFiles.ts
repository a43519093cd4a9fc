/**
 * Writing: every file appears complete or not at all. A file is filled under a temporary name beside its target, forced
 * to the disk, read back, and only then renamed. Writing into a file in place is never done: a web.yml that is cut
 * short lets everybody in.
 */
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, constants, fchmodSync, fchownSync, fstatSync, fsyncSync, ftruncateSync, linkSync, openSync, renameSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileError, pathDetails, systemCode } from './fileError.ts';
import { isFolder, syncFolder } from './folders.ts';
import { throwAtForeignLink } from './trustedPath.ts';
import { permissionBits, realPath, sha256OfOpen } from './readFiles.ts';
import { WizardError } from '../wizardError.ts';
import type { Owner } from '../../shared/model/plan.ts';

/** A file that is complete on the disk under `temporary` and waits to become `real`, to which `target` leads. */
export interface StagedFile {
  readonly temporary: string;
  readonly target: string;
  readonly real: string;
}

/** Where nothing is said, a file that is replaced keeps its mode and owner, and a new one is 0600 and ours. */
export interface WriteOptions {
  readonly mode?: number;
  readonly owner?: Owner | null;
}

const groupAndOthers = 0o077;
const createNew = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/**
 * Where writing to `path` ends up: the file its links lead to, or the place in the real folder where it will be.
 * @throws FILE_IS_LINK when root would follow a link that somebody else made; the codes of `realPath`
 */
export function resolveTarget(path: string): string {
  throwAtForeignLink(path);
  try {
    return realPath(path);
  } catch (error) {
    if (error instanceof WizardError && error.code === 'FILE_NOT_FOUND') {
      return join(realPath(dirname(path)), basename(path));
    }
    throw error;
  }
}

/** What the temporary names of a file begin with; they stand beside it. */
export function temporaryPrefix(real: string): string {
  return join(dirname(real), `.${basename(real)}.promseal-`);
}

/** Ends in 64 random bits, so that nobody can be there first. */
function temporaryName(real: string): string {
  return `${temporaryPrefix(real)}${randomBytes(8).toString('hex')}`;
}

/** Whether a file called `name` in the folder of `real` is one that a killed run left behind while it wrote `real`. */
export function isTemporaryOf(name: string, real: string): boolean {
  const prefix = basename(temporaryPrefix(real));
  return name.startsWith(prefix) && /^[0-9a-f]{16}$/.test(name.slice(prefix.length));
}

/** Writes until every byte is taken: one call may take fewer than it was given. */
function writeAll(fd: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) {
    done += writeSync(fd, bytes, done, bytes.length - done);
  }
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
function createFilled(path: string, shown: string, bytes: Uint8Array, mode: number, owner: Owner | null): void {
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
function unlinkQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // The first error says more than this one.
  }
}

/**
 * Writes a complete copy beside the target, under a temporary name, with its final mode and owner.
 * @throws FILE_DISK_FULL, FILE_NOT_WRITABLE, FILE_IO_ERROR, FILE_INCOMPLETE, FILE_OWNER_NOT_KEPT, FILE_NOT_FOUND (no
 *   such folder), FILE_NOT_REGULAR, FILE_LINK_BROKEN, FILE_LIMIT_REACHED; the target is as it was
 */
export function stageFile(target: string, content: string | Uint8Array, options: WriteOptions = {}): StagedFile {
  try {
    const real = resolveTarget(target);
    const existing = statSync(real, { throwIfNoEntry: false });
    if (existing !== undefined && !existing.isFile()) {
      throw new WizardError('FILE_NOT_REGULAR', { path: target, reason: 'it is a folder, device, pipe or socket' });
    }
    const mode = options.mode ?? (existing === undefined ? 0o600 : existing.mode & permissionBits);
    const owner = options.owner ?? (existing === undefined ? null : { uid: existing.uid, gid: existing.gid });
    const temporary = temporaryName(real);
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    createFilled(temporary, target, bytes, mode, owner);
    return { temporary, target, real };
  } catch (error) {
    throw fileError(error, target, 'write');
  }
}

/**
 * Renames a staged file onto its target and forces the rename to the disk. A symbolic link stays; what it leads to is
 * replaced. On an error before the rename the temporary file is gone and the target as it was; when only the forcing
 * fails, the target is new, and the caller undoes it.
 * @throws FILE_LINK_MOVED, FILE_IS_MOUNT (a bind mount, EXDEV or EBUSY), and the codes of `stageFile`
 */
export function commitStaged(staged: StagedFile): void {
  try {
    if (resolveTarget(staged.target) !== staged.real) {
      throw new WizardError('FILE_LINK_MOVED', pathDetails(staged.target));
    }
    renameSync(staged.temporary, staged.real);
  } catch (error) {
    unlinkQuietly(staged.temporary);
    throw fileError(error, staged.target, 'replace');
  }
  syncFolder(dirname(staged.real));
}

/** Gives up a staged file. Never throws: a leftover is removed when its checkpoint is restored. */
export function discardStaged(staged: StagedFile): void {
  unlinkQuietly(staged.temporary);
}

/** Replaces or creates one file. Errors are those of `stageFile` and `commitStaged`. */
export function writeFileAtomic(path: string, content: string | Uint8Array, options: WriteOptions = {}): void {
  commitStaged(stageFile(path, content, options));
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

/**
 * Adds bytes to the end of a file of ours and forces them to the disk, all of them or none.
 * @throws the codes of `stageFile`
 */
export function appendDurably(path: string, bytes: Uint8Array): void {
  try {
    const fd = openSync(path, constants.O_WRONLY | constants.O_APPEND | constants.O_NOFOLLOW);
    try {
      const before = fstatSync(fd).size;
      try {
        writeAll(fd, bytes);
        fsyncSync(fd);
        const arrived = fstatSync(fd).size - before;
        if (arrived !== bytes.length) {
          throw new WizardError('FILE_INCOMPLETE', { path, reason: `${arrived} of ${bytes.length} bytes arrived` });
        }
      } catch (error) {
        ftruncateSync(fd, before);
        throw error;
      }
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw fileError(error, path, 'write');
  }
}

/**
 * Opens a log for a child's output, created with `mode`. The caller closes the descriptor.
 * @throws the codes of `stageFile`
 */
export function openForAppend(path: string, mode: number): number {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW, mode);
  } catch (error) {
    throw fileError(error, path, 'write');
  }
}

/**
 * Removes a file and forces that to the disk. A file that is not there is no error.
 * @throws FILE_NOT_WRITABLE, FILE_NOT_REGULAR (a folder), FILE_IS_LINK (above it), FILE_IO_ERROR
 */
export function removeFile(path: string): void {
  throwAtForeignLink(dirname(path));
  try {
    unlinkSync(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      return;
    }
    throw fileError(error, path, 'remove');
  }
  syncFolder(dirname(path));
}
