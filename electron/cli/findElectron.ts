/** Finds Electron's program without importing the electron package, whose import downloads it. */
import { dirname, join } from 'node:path';
import { fileSize, readText } from '../host/readFiles.ts';

/** The folder and all folders above it, as Node looks through them for packages. */
function upwards(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(above)];
}

/**
 * @param from folder from which the package is looked for
 * @returns the path of the program, or null when it was never downloaded
 */
export function findElectron(from: string): string | null {
  const folder = upwards(from).map((each) => join(each, 'node_modules/electron')).find((each) => fileSize(join(each, 'path.txt')) !== null);
  if (folder === undefined) return null;
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist');
  const program = join(dist, readText(join(folder, 'path.txt')).trim());
  return fileSize(program) === null ? null : program;
}
