/** Reading: contents, the state of a file, parts of a growing log. Nothing here changes anything. */
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync, statSync, type Stats } from 'node:fs';
import { fileError, pathDetails, systemCode } from './fileError.ts';
import { WizardError } from '../wizardError.ts';
import type { FileState } from '../../shared/model/hostFacts.ts';

const mebibyte = 1024 * 1024;
const chunkBytes = 256 * 1024;
export const permissionBits = 0o7777;

/** One for all reads, which never overlap: a new one each time would cost more memory than is ever given back. */
const piece = Buffer.alloc(chunkBytes);

/** One read, begun again when a signal interrupted it: libuv repeats the other calls itself, but not this one. */
function readOnce(fd: number, into: Uint8Array, position: number): number {
  for (;;) {
    try {
      return readSync(fd, into, 0, into.length, position);
    } catch (error) {
      if (systemCode(error) !== 'EINTR') {
        throw error;
      }
    }
  }
}

/**
 * Hands on what a descriptor holds, piece by piece, from `offset` (bytes) to its end. Files of /proc say they are
 * empty, so only the end of the data ends this.
 * @param take gets a piece that is valid during the call; returns false to stop
 */
function readPieces(fd: number, offset: number, take: (piece: Uint8Array) => boolean): void {
  let position = offset;
  for (;;) {
    const count = readOnce(fd, piece, position);
    if (count === 0 || !take(piece.subarray(0, count))) {
      return;
    }
    position += count;
  }
}

/** Opens without waiting for a pipe's other end; throws FILE_NOT_REGULAR for folders, pipes and sockets. */
function openRegular(path: string): number {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const kind = kindInWords(fstatSync(fd));
  if (kind !== null) {
    closeSync(fd);
    throw new WizardError('FILE_NOT_REGULAR', { path, reason: kind });
  }
  return fd;
}

function kindInWords(stats: Stats): string | null {
  if (stats.isFile()) {
    return null;
  }
  return stats.isDirectory() ? 'it is a folder' : 'it is a device, pipe or socket';
}

/**
 * @param maxBytes more than this is refused
 * @throws FILE_NOT_FOUND, FILE_NOT_READABLE, FILE_NOT_REGULAR, FILE_TOO_LARGE, FILE_IO_ERROR, FILE_LIMIT_REACHED
 */
export function readBytes(path: string, maxBytes: number = 20 * mebibyte): Buffer {
  try {
    const fd = openRegular(path);
    try {
      const pieces: Buffer[] = [];
      let total = 0;
      readPieces(fd, 0, (bytes) => {
        pieces.push(Buffer.from(bytes));
        total += bytes.length;
        return total <= maxBytes;
      });
      if (total > maxBytes) {
        throw new WizardError('FILE_TOO_LARGE', { path, limit: sizeInWords(maxBytes) });
      }
      return Buffer.concat(pieces);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw fileError(error, path, 'read');
  }
}

function sizeInWords(bytes: number): string {
  return bytes >= mebibyte ? `${Math.floor(bytes / mebibyte)} MiB` : `${bytes} bytes`;
}

/** Reads UTF-8 text; a byte order mark stays in it. Limits and errors are those of `readBytes`. */
export function readText(path: string, maxBytes: number = 20 * mebibyte): string {
  return readBytes(path, maxBytes).toString('utf8');
}

/** What a file is now, links followed. Never throws: what cannot be used says why. */
export function fileState(path: string): FileState {
  try {
    const fd = openRegular(path);
    try {
      const { mode, uid, gid } = fstatSync(fd);
      return { kind: 'file', sha256: sha256OfOpen(fd), mode: mode & permissionBits, uid, gid };
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    return stateWithoutContent(path, error);
  }
}

function stateWithoutContent(path: string, error: unknown): FileState {
  try {
    if (systemCode(error) !== 'ENOENT' && systemCode(error) !== 'ENOTDIR') {
      return { kind: 'unusable', reason: fileError(error, path, 'read').failure.message };
    }
    return isLink(path) ? { kind: 'unusable', reason: 'it is a symbolic link that leads nowhere' } : { kind: 'absent' };
  } catch (second) {
    return { kind: 'unusable', reason: fileError(second, path, 'read').failure.message };
  }
}

/** Hex SHA-256 of an open file. */
export function sha256OfOpen(fd: number): string {
  const hash = createHash('sha256');
  readPieces(fd, 0, (bytes) => {
    hash.update(bytes);
    return true;
  });
  return hash.digest('hex');
}

/** @throws FILE_NOT_READABLE, FILE_IO_ERROR */
function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') {
      return false;
    }
    throw fileError(error, path, 'read');
  }
}

/**
 * The path with every symbolic link followed.
 * @throws FILE_NOT_FOUND, FILE_LINK_BROKEN, FILE_NOT_REGULAR (links in a circle), FILE_NOT_READABLE
 */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT' && isLink(path)) {
      throw new WizardError('FILE_LINK_BROKEN', pathDetails(path), { cause: error });
    }
    throw fileError(error, path, 'read');
  }
}

/**
 * Size in bytes; null when there is no such file.
 * @throws FILE_NOT_READABLE, FILE_IO_ERROR
 */
export function fileSize(path: string): number | null {
  try {
    return statSync(path, { throwIfNoEntry: false })?.size ?? null;
  } catch (error) {
    throw fileError(error, path, 'read');
  }
}

/** How many names a file has; 0 when there is no such file, or it cannot be asked about. */
export function nameCount(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.nlink ?? 0;
  } catch {
    return 0;
  }
}

/** At most `maxBytes` bytes from `offset` on; empty at the end of the file. Errors are those of `readBytes`. */
export function readFrom(path: string, offset: number, maxBytes: number): Buffer {
  try {
    const fd = openRegular(path);
    try {
      const bytes = Buffer.alloc(maxBytes);
      return bytes.subarray(0, readOnce(fd, bytes, offset));
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw fileError(error, path, 'read');
  }
}
