/** Runs a few lines as a user without rights, in a process of its own; for tests that run as root. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const nobody = 65_534;

/**
 * @param path of a module, from the root of the project
 * @param lines given the name under which the module is known: the body of a function that returns JSON
 * @returns what the lines return
 */
export function asNobody(path: string, lines: (module: string) => string): unknown {
  const url = pathToFileURL(join(import.meta.dirname, '../..', path)).href;
  const program = `import * as module from ${JSON.stringify(url)}; console.log(JSON.stringify((() => { ${lines('module')} })()));`;
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', program], { uid: nobody, gid: nobody, cwd: '/', encoding: 'utf8' });
  if (done.status !== 0) {
    throw new Error(done.stderr);
  }
  return JSON.parse(done.stdout) as unknown;
}
