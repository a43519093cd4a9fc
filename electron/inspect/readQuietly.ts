/** Reading where absence and refusal are ordinary: processes end while one looks, and other users' are closed to us. */
import { listDirectory, type DirectoryEntry } from '../host/folders.ts';
import { readText } from '../host/readFiles.ts';
import { WizardError } from '../wizardError.ts';

function orElse<T>(read: () => T, fallback: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof WizardError) return fallback;
    throw error;
  }
}

/** The text of a small file; empty when there is none or it may not be read. */
export function textOr(path: string, fallback = ''): string {
  return orElse(() => readText(path, 1024 * 1024), fallback);
}

/** The entries of a folder; none when there is none or it may not be read. */
export function entriesOf(path: string): DirectoryEntry[] {
  return orElse(() => listDirectory(path), []);
}
