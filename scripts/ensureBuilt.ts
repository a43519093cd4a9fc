/** Builds when the sources are newer than dist/, in a process of its own: the caller stays small and starts quickly. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { isBuildStale } from './isBuildStale.ts';

/** Everything it says goes to stderr, since the caller's stdout belongs to what the user asked for.
 *  @returns false when the build failed; it has then said why */
export function ensureBuilt(root: string): boolean {
  if (!isBuildStale(root)) return true;
  process.stderr.write('Building PromSeal…\n');
  const built = spawnSync(process.execPath, [join(root, 'scripts/build.ts')], { cwd: root, stdio: ['ignore', 2, 2] });
  return built.status === 0;
}
