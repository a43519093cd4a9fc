/** Programs that some tests need. Where one is missing, its tests are skipped, and the run says so. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Path of a program on PATH, or null after saying loudly that it is missing. */
export function findTool(name: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    try {
      const path = join(folder, name);
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      continue;
    }
  }
  process.stderr.write(`\nSKIPPED: ${name} is not installed, the tests that need it do not run\n`);
  return null;
}
