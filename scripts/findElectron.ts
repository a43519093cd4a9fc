/** Finds Electron's program without importing the electron package, whose import downloads it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @returns the path of the program, or null when it was never downloaded */
export function findElectron(root: string): string | null {
  const folder = join(root, 'node_modules/electron');
  const pointer = join(folder, 'path.txt');
  if (!existsSync(pointer)) return null;
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist');
  const program = join(dist, readFileSync(pointer, 'utf8').trim());
  return existsSync(program) ? program : null;
}
