/** Paths as people write them. */
import { homedir } from 'node:os';
import { resolve } from 'node:path';

/** Makes a path absolute: `~` is the home folder, anything relative starts where PromSeal was started. */
export function expandHome(path: string): string {
  return resolve(path.replace(/^~(?=$|[\\/])/, () => homedir()));
}
