/** A server that was started and not written down is found by its log, and stopped like any other. */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { adoptUnrecorded } from '../../../electron/process/adoptUnrecorded.ts';
import { findManaged, stopManaged } from '../../../electron/process/managedProcess.ts';
import { tempTree } from '../../support/tempTree.ts';

/** As a start leaves it that was killed before it wrote its record. */
function startUnrecorded(folder: string): number {
  const log = openSync(join(folder, '.promseal', 'prometheus.log'), 'a', 0o600);
  const child = spawn('sleep', ['60'], { cwd: folder, stdio: ['ignore', log, log] });
  closeSync(log);
  onTestFinished(() => void child.kill('SIGKILL'));
  return child.pid ?? 0;
}

describe.runIf(process.platform === 'linux')('a process that nobody wrote down', () => {
  it('is found by the log that it writes, once, and can be stopped', async () => {
    const folder = tempTree();
    mkdirSync(join(folder, '.promseal'), { mode: 0o700 });
    const pid = startUnrecorded(folder);
    expect(findManaged(folder)).toBeNull();
    expect(adoptUnrecorded(folder, 7)).toMatchObject({ pid, argv: ['sleep', '60'], workingDirectory: folder, startedAt: 7, logFrom: 0 });
    expect(findManaged(folder)?.pid).toBe(pid);
    expect(adoptUnrecorded(folder, 8)).toBeNull();
    expect((await stopManaged(folder, 5000))?.pid).toBe(pid);
    expect(findManaged(folder)).toBeNull();
  });

  it('is not one of another folder, nor one that there is not', () => {
    const [folder, other] = [tempTree(), tempTree()];
    for (const each of [folder, other]) mkdirSync(join(each, '.promseal'), { mode: 0o700 });
    startUnrecorded(other);
    expect(adoptUnrecorded(folder, 7)).toBeNull();
    writeFileSync(join(folder, '.promseal', 'prometheus.log'), 'of an earlier one\n');
    expect(adoptUnrecorded(folder, 7)).toBeNull();
  });
});
