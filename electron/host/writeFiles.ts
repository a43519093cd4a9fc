/**
 * Writing: every file appears complete or not at all. A file is filled under a temporary name beside its target, forced
 * to the disk, read back, and only then renamed. Writing into a file in place is never done: a web.yml that is cut
 * short lets everybody in.
 */
import { renameSync, statSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createFilled, temporaryName, unlinkQuietly } from './createFiles.ts';
import { fileError, pathDetails, systemCode } from './fileError.ts';
import { syncFolder } from './folders.ts';
import { throwAtForeignLink } from './trustedPath.ts';
import { permissionBits, realPath } from './readFiles.ts';
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
