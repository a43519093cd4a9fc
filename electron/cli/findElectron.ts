/** Finds Electron's program without importing the electron package, whose import downloads it. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileSize, readText } from '../host/readFiles.ts';

/** The folder of the electron package as seen from a file; null when it is not installed. */
function packageFolder(from: string): string | null {
  try {
    return dirname(createRequire(from).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

/**
 * @param from file or URL from which the package is looked for
 * @returns the path of the program, or null when it was never downloaded
 */
export function findElectron(from: string): string | null {
  const folder = packageFolder(from);
  if (folder === null || fileSize(join(folder, 'path.txt')) === null) return null;
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist');
  const program = join(dist, readText(join(folder, 'path.txt')).trim());
  return fileSize(program) === null ? null : program;
}
