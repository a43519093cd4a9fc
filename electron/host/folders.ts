/** Folders: what is in them, making and removing them. */
import { closeSync, constants, fchmodSync, fchownSync, fstatSync, fsyncSync, mkdirSync, openSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileError, pathDetails, systemCode } from './fileError.ts';
import { permissionBits } from './readFiles.ts';
import { WizardError } from '../wizardError.ts';
import type { Owner } from '../../shared/model/plan.ts';

export interface DirectoryEntry {
  readonly name: string;
  /** Of what the name leads to, symbolic links followed. */
  readonly kind: 'file' | 'folder' | 'other';
}

const openFolder = constants.O_RDONLY | constants.O_DIRECTORY;

/**
 * Forces the names in a folder to the disk. Windows has no such call; some network file systems refuse it (EINVAL).
 * @throws FILE_IO_ERROR and the like
 */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') {
    return;
  }
  try {
    const fd = openSync(path, openFolder);
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (systemCode(error) !== 'EINVAL') {
      throw fileError(error, path, 'write');
    }
  }
}

/**
 * The entries of a folder, sorted by name.
 * @throws FILE_NOT_FOUND, FILE_NOT_READABLE, FOLDER_NOT_A_FOLDER, FILE_IO_ERROR
 */
export function listDirectory(path: string): DirectoryEntry[] {
  try {
    const names = readdirSync(path).sort();
    return names.map((name) => ({ name, kind: kindOf(join(path, name)) }));
  } catch (error) {
    if (systemCode(error) === 'ENOTDIR') {
      throw new WizardError('FOLDER_NOT_A_FOLDER', pathDetails(path), { cause: error });
    }
    throw fileError(error, path, 'read');
  }
}

function kindOf(path: string): DirectoryEntry['kind'] {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true ? 'file' : stats?.isDirectory() === true ? 'folder' : 'other';
  } catch {
    // A link in a circle, or a file behind a folder that this user may not enter.
    return 'other';
  }
}

/** Whether this is a folder, links followed. What cannot be asked about is none. */
export function isFolder(path: string): boolean {
  return kindOf(path) === 'folder';
}

/**
 * The folders that are missing on the way to `path` and itself, outermost first.
 * @throws FILE_NOT_READABLE, FILE_IO_ERROR
 */
export function missingFolders(path: string): string[] {
  const missing: string[] = [];
  try {
    let at = resolve(path);
    while (statSync(at, { throwIfNoEntry: false }) === undefined && dirname(at) !== at) {
      missing.unshift(at);
      at = dirname(at);
    }
  } catch (error) {
    throw fileError(error, path, 'read');
  }
  return missing;
}

/** mkdir is narrowed by the umask; a folder that others shall enter gets what was asked for. */
function settleFolder(path: string, mode: number, owner: Owner | null): void {
  if (process.platform === 'win32') {
    return;
  }
  const fd = openSync(path, openFolder);
  try {
    if (owner !== null) {
      fchownSync(fd, owner.uid, owner.gid);
    }
    if ((fstatSync(fd).mode & permissionBits) !== mode) {
      fchmodSync(fd, mode);
    }
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/**
 * Makes a folder and those missing above it, all with the same mode and owner. One that exists is left as it is.
 * @returns the folders it made, outermost first
 * @throws FILE_NOT_WRITABLE, FILE_DISK_FULL, FOLDER_NOT_A_FOLDER, FILE_IO_ERROR
 */
export function makeFolder(path: string, mode: number, owner: Owner | null = null): string[] {
  try {
    const created = missingFolders(path);
    for (const folder of created) {
      mkdirSync(folder, { mode });
      settleFolder(folder, mode, owner);
      syncFolder(dirname(folder));
    }
    if (!isFolder(path)) {
      throw new WizardError('FOLDER_NOT_A_FOLDER', pathDetails(path));
    }
    return created;
  } catch (error) {
    throw fileError(error, path, 'create');
  }
}

/**
 * Removes a folder when nothing is in it.
 * @returns whether it is gone; a folder that is not there is
 * @throws FILE_NOT_WRITABLE, FILE_IO_ERROR
 */
export function removeEmptyFolder(path: string): boolean {
  try {
    rmdirSync(path);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOTEMPTY' || code === 'EEXIST') {
      return false;
    }
    if (code === 'ENOENT') {
      return true;
    }
    throw fileError(error, path, 'remove');
  }
  syncFolder(dirname(path));
  return true;
}
