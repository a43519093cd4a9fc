/** `npm run demo`, with the Prometheus of this machine and without one: it proves, and leaves nothing. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkout } from '../guards/plantedTree.ts';
import { describeWith, toolPath } from '../support/requireTool.ts';
import { tempTree } from '../support/tempTree.ts';
import { buildCli } from './cliProgram.ts';

beforeAll(buildCli, 120_000);

/** Commands of processes that work in a folder, or were told of it. */
function processesOf(folder: string): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return command.includes(folder) ? [command] : [];
    } catch {
      // It ended meanwhile.
      return [];
    }
  });
}

async function demo(path: string): Promise<{ code: number | null; output: string; left: string[] }> {
  const folder = tempTree();
  const child = spawn(process.execPath, [join(checkout, 'scripts/demo.ts')], { cwd: checkout, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PATH: path, TMPDIR: folder } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output, left: [...readdirSync(folder), ...processesOf(folder)] };
}

const steps = ['# What would change.', '# The change, and its proof.', '# A knock from outside', '# The same without trusting', '# The way back.'];

function expectProven({ code, output, left }: Awaited<ReturnType<typeof demo>>): void {
  expect({ code, left }, output).toEqual({ code: 0, left: [] });
  for (const step of steps) expect(output).toContain(step);
  expect(output).toContain('Prometheus now answers only over HTTPS, and only with a password.');
  expect(output).toMatch(/^up +prometheus https:\/\/localhost:\d+\/metrics$/m);
  expect(output).toContain('Everything that this change did was put back.');
  expect(output).not.toMatch(/\$2[aby]\$|PRIVATE KEY/);
}

describeWith(['prometheus', 'promtool'], 'the demo with Prometheus', () => {
  it('carries out the article, proves it and leaves nothing', async () => {
    const result = await demo(process.env['PATH'] ?? '');
    expect(result.output).toContain(`The server is ${toolPath('prometheus')}.`);
    expectProven(result);
  });
});

describe('the demo without Prometheus', () => {
  it('does the same with the rehearsal', async () => {
    const only = join(tempTree(), 'bin');
    mkdirSync(only);
    symlinkSync(process.execPath, join(only, 'node'));
    expect(dirname(process.execPath)).not.toBe(only);
    const result = await demo(only);
    expect(result.output).toContain('the rehearsal: no Prometheus was found on the PATH');
    expectProven(result);
  });
});
