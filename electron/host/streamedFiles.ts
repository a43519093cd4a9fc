/**
 * Files that grow piece by piece: a log that a child writes, a download, an unpacked release. They are no part of a
 * setup until their folder gets its name, so nothing here is forced to the disk.
 */
import { closeSync, constants, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { fileError } from './fileError.ts';

/**
 * Creates a file that must not exist yet.
 * @returns its descriptor, for `writePiece` and `closeDescriptor`
 * @throws FILE_NOT_WRITABLE, FILE_NOT_FOUND, FILE_DISK_FULL, FILE_IO_ERROR
 */
export function openNew(path: string, mode: number): number {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, mode);
  } catch (error) {
    throw fileError(error, path, 'create');
  }
}

/**
 * Writes every byte: one call of the system may take fewer than it was given.
 * @param path for the words of the error
 * @throws FILE_DISK_FULL, FILE_IO_ERROR
 */
export function writePiece(fd: number, bytes: Uint8Array, path: string): void {
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done);
  } catch (error) {
    throw fileError(error, path, 'write');
  }
}

export function closeDescriptor(fd: number): void {
  closeSync(fd);
}

/**
 * Gives a finished folder its name, which is not forced to the disk. An empty folder of that name is replaced, any other is not.
 * @throws FILE_NOT_WRITABLE, FILE_IO_ERROR
 */
export function renameFolder(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    throw fileError(error, to, 'create');
  }
}

/** Removes a folder that PromSeal made, with everything in it. Links in it are removed, not followed. */
export function removeTree(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch (error) {
    throw fileError(error, path, 'remove');
  }
}
