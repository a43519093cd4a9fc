/** What the benchmark runs: programs of this machine, and the built PromSeal as a person starts it. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../scripts/projectRoot.ts';

export { findProgram } from '../test/support/findProgram.ts';

/** Everything the benchmark writes lies here and goes away with it. */
export const workFolder = mkdtempSync(join(tmpdir(), 'promseal-bench-'));
process.once('exit', () => rmSync(workFolder, { recursive: true, force: true }));

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
}

/** @throws when it does not end with 0, which would make its time meaningless */
export function runProgram(program: string, args: readonly string[], options: { input?: string; env?: Record<string, string>; cwd?: string } = {}): Ran {
  const { input, env = {}, cwd = workFolder } = options;
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', cwd, env: { ...process.env, ...env }, ...(input === undefined ? {} : { input }) });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${String(status)}: ${error?.message ?? stderr}`);
  return { stdout, stderr };
}

let copy: string | null = null;

/** A copy of the built program, so that a build during the run does not pull it away. */
export function builtCli(): string {
  if (copy === null) {
    copy = join(workFolder, 'dist');
    cpSync(join(projectRoot, 'dist'), copy, { recursive: true });
  }
  return join(copy, 'electron/cli.js');
}
