/** Appending: the undo log, whose lines arrive whole or not at all, and the logs of the programs that we start. */
import { closeSync, constants, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { fileError } from './fileError.ts';
import { WizardError } from '../wizardError.ts';

/** Writes until every byte is taken: one call may take fewer than it was given. */
export function writeAll(fd: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) {
    done += writeSync(fd, bytes, done, bytes.length - done);
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
