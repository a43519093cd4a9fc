/** Turns an error of the file system into one that a person can act on. */
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { WizardError } from '../wizardError.ts';
import { shellQuote } from '../../shared/doctor/shellQuote.ts';
import type { ErrorCode } from '../../shared/errors/catalogue.ts';
import type { Details } from '../../shared/errors/failure.ts';

/** What was being done, as a verb that fits "could not … the file". */
export type FileDeed = 'read' | 'write' | 'replace' | 'remove' | 'create' | 'lock';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user has no right to',
  EPERM: 'the system does not permit it (the file may be marked immutable)',
  EROFS: 'it is on a read-only file system',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota of this user is used up',
  EIO: 'the disk reported an input or output error',
  EISDIR: 'it is a folder',
  EEXIST: 'something is already there',
  ENOTEMPTY: 'the folder is not empty',
  ELOOP: 'its symbolic links lead in a circle',
  // What open(2) says to a socket, and to a device that is not there.
  ENXIO: 'it is a device, pipe or socket',
  ENAMETOOLONG: 'the name is too long',
};

/** The system's short name of an error, such as ENOSPC; empty for what is no system error. */
export function systemCode(error: unknown): string {
  // Node has no name for this one and calls it "Unknown system error -122".
  if (error instanceof Error && 'errno' in error && error.errno === -constants.errno.EDQUOT) {
    return 'EDQUOT';
  }
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Says in words why the system refused, for an error that Node threw or one of ours. */
export function systemReason(error: unknown): string {
  if (error instanceof WizardError) {
    return systemCode(error.cause) === '' ? error.failure.message.replace(/\.$/, '') : systemReason(error.cause);
  }
  const code = systemCode(error);
  return reasons[code] ?? (code === '' ? 'an unknown error' : `the system answered ${code}`);
}

function codeFor(system: string, deed: FileDeed): ErrorCode {
  switch (system) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'FILE_NOT_FOUND';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return deed === 'read' ? 'FILE_NOT_READABLE' : 'FILE_NOT_WRITABLE';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'FILE_DISK_FULL';
    case 'EMFILE':
    case 'ENFILE':
      return 'FILE_LIMIT_REACHED';
    case 'EISDIR':
    case 'ELOOP':
    case 'ENXIO':
      return 'FILE_NOT_REGULAR';
    case 'EBUSY':
    case 'EXDEV':
      return deed === 'replace' ? 'FILE_IS_MOUNT' : 'FILE_IO_ERROR';
    default:
      return 'FILE_IO_ERROR';
  }
}

/** Values for the sentences about a file: the path as shown, and as a word for a shell. */
export function pathDetails(path: string): Details {
  return { path, word: shellQuote(path), folderWord: shellQuote(dirname(path)) };
}

/**
 * @param error what Node threw; a WizardError is passed on as it is
 * @param path the file it is about
 * @param deed what was being done to it
 * @returns an error with one of the FILE_ codes, with the system's message as `raw`
 */
export function fileError(error: unknown, path: string, deed: FileDeed): WizardError {
  if (error instanceof WizardError) {
    return error;
  }
  const details = { ...pathDetails(path), action: deed, reason: systemReason(error) };
  const raw = error instanceof Error ? { raw: error.message } : {};
  return new WizardError(codeFor(systemCode(error), deed), details, { cause: error, ...raw });
}
