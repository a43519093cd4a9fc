/** The entry of the command line, as a process of its own: streams and exit code are those that a shell sees. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkout } from '../guards/plantedTree.ts';

function run(...argv: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(checkout, 'electron/cli.ts'), ...argv], { encoding: 'utf8', timeout: 14_000 });
  return { status, stdout, stderr };
}

describe('the command line as a process', () => {
  it('tells its version on standard output and ends with 0', () => {
    expect(run('--version')).toEqual({ status: 0, stdout: expect.stringMatching(/^promseal \d+\.\d+\.\d+\n$/) as string, stderr: '' });
  });

  it('tells wrong usage on standard error and ends with 2', () => {
    expect(run('frobnicate')).toEqual({ status: 2, stdout: '', stderr: 'promseal: there is no command frobnicate\n\nThis shows how it is used: promseal --help\n' });
  });
});
