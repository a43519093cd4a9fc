/** What a person types to do by hand what restoring could not: for a POSIX shell, to be run by whoever owns the file. */
import { join } from 'node:path';
import { shellQuote } from '../../shared/doctor/shellQuote.ts';
import type { AbsentRecord, FileRecord } from './journal.ts';

/**
 * The old copy is laid beside the file and then renamed, so that the server never reads half of it.
 * @param change what was recorded of the file
 * @param own the folder of the checkpoint, where the copy is
 */
export function putBackCommand(change: FileRecord | AbsentRecord, own: string): string {
  const target = shellQuote(change.real);
  if (change.kind === 'absent') {
    return `rm -f -- ${target}`;
  }
  const beside = shellQuote(`${change.real}.promseal-old`);
  const mode = change.mode.toString(8).padStart(4, '0');
  const copy = shellQuote(join(own, change.backup));
  return `install -m ${mode} -o ${change.uid} -g ${change.gid} -- ${copy} ${beside} && mv -f -- ${beside} ${target}`;
}

/** Removes the temporary files whose names begin so. */
export function clearCommand(prefix: string): string {
  return `rm -f -- ${shellQuote(prefix)}*`;
}

export function removeFolderCommand(path: string): string {
  return `rmdir -- ${shellQuote(path)}`;
}
