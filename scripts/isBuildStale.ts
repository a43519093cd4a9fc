/** Whether dist/ must be built again. Looks at times only and reads no file, since every `npm run promseal` asks. */
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What the bundles are made from. */
export const buildSources = [
  'shared',
  'electron',
  'renderer',
  'scripts/build.ts',
  'vite.config.ts',
  'tsconfig.json',
  'package-lock.json',
] as const;

/** The file whose time is the moment the last complete build began; written when it ended. */
export const buildStamp = 'built';

function timeOf(path: string): number | null {
  return lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

/** Folder times count too: they are what tells that a file was removed. */
function newerThan(path: string, time: number): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return false;
  if (stats.mtimeMs > time) return true;
  return stats.isDirectory() && readdirSync(path).some((name) => newerThan(join(path, name), time));
}

/** @param root folder of the checkout
 *  @returns true when dist/ is missing, incomplete or older than a source */
export function isBuildStale(root: string): boolean {
  const built = timeOf(join(root, 'dist', buildStamp));
  return built === null || buildSources.some((source) => newerThan(join(root, source), built));
}
