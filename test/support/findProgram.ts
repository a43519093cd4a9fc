/** Finds a program as a shell would, and in the folders of system programs too. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** System programs are often outside an ordinary account's PATH. */
const systemFolders = ['/usr/sbin', '/sbin', '/usr/local/sbin'];

/** @returns the path of a program, or null when this machine has none of that name */
export function findProgram(program: string): string | null {
  for (const folder of [...(process.env['PATH'] ?? '').split(delimiter), ...systemFolders]) {
    if (folder === '') continue;
    const path = join(folder, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      continue;
    }
  }
  return null;
}
