/** A path as a person names it, in full. */
import { homedir } from 'node:os';
import { resolve } from 'node:path';

/**
 * Resolves `~` and what is relative.
 * @param base folder that relative paths start from; the working directory when left out
 */
export function fullPath(path: string, base = ''): string {
  return resolve(base, path.replace(/^~(?=$|[\\/])/, () => homedir()));
}
