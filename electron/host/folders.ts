/** Folders: what is in them, whether keys may stand in them, making and removing them. */
import { accessSync, closeSync, constants, fchmodSync, fchownSync, fstatSync, fsyncSync, mkdirSync, openSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileError, pathDetails, systemCode, systemReason } from './fileError.ts';
import { permissionBits } from './readFiles.ts';
import { WizardError } from '../wizardError.ts';
import { problem, type Problem } from '../../shared/errors/failure.ts';
import type { FolderFacts } from '../../shared/model/hostFacts.ts';
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

/** Why keys must not stand in a folder (K-02): somebody else could put another key in their place. */
function keyProblems(path: string, accountUid: number | null): Problem[] {
  const user = process.geteuid?.();
  const { mode, uid } = statSync(path);
  if (user === undefined) {
    return [];
  }
  const problems: Problem[] = [];
  const sticky = (mode & 0o1000) !== 0;
  if ((mode & constants.S_IWOTH) !== 0 && !sticky) {
    problems.push(problem('FOLDER_WORLD_WRITABLE', pathDetails(path), { path }));
  }
  if (uid !== user && uid !== 0 && uid !== accountUid) {
    problems.push(problem('FOLDER_OWNED_BY_OTHER', { ...pathDetails(path), uid }, { path }));
  }
  return problems;
}

/**
 * What the planner needs to know of the folder of a setup. Never throws.
 * @param path absolute; need not exist, then its nearest existing parent is judged
 * @param accountUid the user that runs Prometheus: a folder that belongs to it is as good as our own
 */
export function folderFacts(path: string, accountUid: number | null = null): FolderFacts {
  const facts = (part: Partial<FolderFacts>): FolderFacts => ({ path, exists: false, writable: false, problems: [], fileNames: [], ...part });
  try {
    const outermost = missingFolders(path)[0];
    const exists = outermost === undefined;
    const existing = exists ? resolve(path) : dirname(outermost);
    if (!isFolder(existing)) {
      return facts({ exists, problems: [problem('FOLDER_NOT_A_FOLDER', pathDetails(existing), { path })] });
    }
    const problems = keyProblems(existing, accountUid);
    const writable = mayCreateIn(existing);
    if (writable !== null) {
      problems.push(problem('FOLDER_NOT_WRITABLE', { ...pathDetails(existing), reason: writable }, { path }));
    }
    const names = exists ? listDirectory(existing).filter(({ kind }) => kind === 'file') : [];
    return facts({ exists, writable: writable === null, problems, fileNames: names.map(({ name }) => name) });
  } catch (error) {
    const reason = systemReason(error);
    return facts({ problems: [problem('FOLDER_NOT_WRITABLE', { ...pathDetails(path), reason }, { path })] });
  }
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
