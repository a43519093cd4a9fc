/** A password from a file, as Prometheus reads it. */
import { readText } from '../host/readFiles.ts';
import { WizardError } from '../wizardError.ts';

/** White space of Go's strings.TrimSpace: unlike JavaScript's it has U+0085, and no byte order mark. */
const goSpace = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g;
const maxBytes = 64 * 1024;

/** @returns what is sent: the content without white space at both ends; null when it cannot be read */
export function readPasswordFile(path: string): string | null {
  try {
    return readText(path, maxBytes).replace(goSpace, '');
  } catch (error) {
    if (error instanceof WizardError) return null;
    throw error;
  }
}
