import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { endLeftover, findLeftovers } from '../../scripts/findLeftovers.ts';
import { describeUnless } from '../support/requireTool.ts';

describeUnless(existsSync('/proc/self/stat') ? null : 'this system has no /proc', 'findLeftovers', () => {
  const started: ChildProcess[] = [];
  let folder: string;

  /** Starts a process that leaves the session, as a managed server does, and waits until it runs. */
  async function startSleeper(cwd: string): Promise<ChildProcess> {
    const child = spawn(process.execPath, ['-e', "console.log('up'); setTimeout(() => {}, 60000)"], {
      cwd,
      detached: true,
      env: {},
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    started.push(child);
    await once(child.stdout, 'data');
    return child;
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leftovers-'));
  });
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('finds a process by its folder, though it has a session of its own', async () => {
    const inside = await startSleeper(folder);
    const outside = await startSleeper('/');
    const pids = findLeftovers([], folder).map(({ pid }) => pid);
    expect(pids).toContain(inside.pid);
    expect(pids).not.toContain(outside.pid);
  });

  it('finds a process by its session, wherever it works', async () => {
    const child = await startSleeper('/');
    expect(findLeftovers([child.pid ?? 0], folder).map(({ pid }) => pid)).toEqual([child.pid]);
  });

  it('ends exactly the process it found', async () => {
    const child = await startSleeper(folder);
    const [found] = findLeftovers([], folder);
    if (found === undefined) return expect.fail('nothing was found');
    endLeftover({ ...found, startTicks: '1' });
    expect(findLeftovers([], folder)).toHaveLength(1);
    endLeftover(found);
    expect((await once(child, 'exit'))[1]).toBe('SIGKILL');
    expect(findLeftovers([], folder)).toEqual([]);
  });
});
