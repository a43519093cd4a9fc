import { chmodSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, runNow, startDetached } from '../../../electron/host/exec.ts';

let folder = '';
const script = (name: string, body: string, mode = 0o755): string => {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`, { mode });
  chmodSync(path, mode);
  return path;
};
const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0) && !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exec-'));
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(process.platform === 'win32')('run', () => {
  it('hands over arguments as they are, without a shell', async () => {
    const hostile = ['$(id)', '`id`', '; id', 'a b', '', "'", '"', '*', '-n', '&& id', '\n'];
    const { stdout, code } = await run('/usr/bin/printf', ['[%s]', ...hostile], { deadlineMs: 5000 });
    expect([code, stdout]).toEqual([0, hostile.map((word) => `[${word}]`).join('')]);
  });

  it('K-35: passes on no variable but the allowed ones', async () => {
    process.env['PROMSEAL_TEST_SECRET'] = 'hunter2';
    const { stdout } = await run('env', [], { deadlineMs: 5000 });
    delete process.env['PROMSEAL_TEST_SECRET'];
    const names = stdout.trim().split('\n').map((line) => line.split('=')[0]);
    expect(names).toContain('PATH');
    expect(names.filter((name) => !['PATH', 'HOME', 'LANG', 'TZ', 'SystemRoot'].includes(name ?? ''))).toEqual([]);
  });

  it('gives input on standard input, also to a program that does not read it', async () => {
    expect((await run('cat', [], { input: 'pass\nword', deadlineMs: 5000 })).stdout).toBe('pass\nword');
    expect((await run('true', [], { input: 'x'.repeat(1_000_000), deadlineMs: 5000 })).code).toBe(0);
  });

  it('R-28: keeps 1 MiB of a program that prints 1 GB', async () => {
    const before = process.memoryUsage().rss;
    const result = await run('head', ['-c', '1000000000', '/dev/zero'], { deadlineMs: 20_000 });
    expect(result).toMatchObject({ code: 0, truncated: true, timedOut: false });
    expect(result.stdout).toHaveLength(1024 * 1024);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  it('R-28: names what is missing and what may not be run', async () => {
    await expect(run('/nowhere/promtool', [], { deadlineMs: 1000 })).rejects.toMatchObject({ code: 'PROGRAM_NOT_FOUND' });
    await expect(run('true', [], { deadlineMs: 1000, cwd: '/nowhere' })).rejects.toMatchObject({ code: 'PROGRAM_NOT_FOUND' });
    const path = script('plain', 'exit 0', 0o644);
    await expect(run(path, [], { deadlineMs: 1000 })).rejects.toMatchObject({ code: 'PROGRAM_NOT_EXECUTABLE' });
    await expect(run('true', ['nul\0byte'], { deadlineMs: 1000 })).rejects.toMatchObject({ code: 'PROGRAM_NOT_EXECUTABLE' });
  });

  it('ends what does not end by its deadline, with what it started', async () => {
    const path = script('slow', 'sleep 60 & echo $!; sleep 60');
    const started = performance.now();
    const result = await run(path, [], { deadlineMs: 300 });
    expect(result).toMatchObject({ code: null, signal: 'SIGTERM', timedOut: true });
    expect(performance.now() - started).toBeLessThan(2000);
    expect(alive(Number(result.stdout))).toBe(false);
  });

  it('makes what ignores the request end', async () => {
    const path = script('stubborn', "trap '' TERM; while :; do sleep 0.1; done");
    const started = performance.now();
    expect(await run(path, [], { deadlineMs: 200 })).toMatchObject({ signal: 'SIGKILL', timedOut: true });
    expect(performance.now() - started).toBeLessThan(4000);
  });

  it.skipIf(process.getuid?.() !== 0)('runs as another account, without the groups and the home of root', async () => {
    const account = { uid: 65534, gid: 65534, name: 'nobody' };
    const { stdout } = await run('sh', ['-c', 'id -u; id -g; id -G; echo "[$HOME]"'], { deadlineMs: 5000, account });
    expect(stdout).toBe('65534\n65534\n65534\n[]\n');
  });
});

describe.skipIf(process.platform === 'win32')('runNow', () => {
  it('gives the trimmed output, and nothing of what fails or takes too long', () => {
    expect(runNow('echo', ['a'], 1000)).toBe('a');
    expect(runNow('/nowhere/x', [], 1000)).toBe('');
    expect(runNow('false', [], 1000)).toBe('');
    expect(runNow('sleep', ['5'], 100)).toBe('');
  });
});

describe.skipIf(process.platform === 'win32')('startDetached', () => {
  it('writes both outputs to the log, in a session of its own, and tells how it ended', async () => {
    const log = join(folder, 'log');
    const logFd = openSync(log, 'a', 0o600);
    const child = await startDetached(script('both', 'echo out; echo err >&2; exit 3'), [], { cwd: folder, logFd });
    closeSync(logFd);
    await expect.poll(() => child.exit()).toEqual({ code: 3, signal: null });
    expect(readFileSync(log, 'utf8')).toBe('out\nerr\n');
  });

  it('rejects what cannot be started', async () => {
    const logFd = openSync(join(folder, 'log2'), 'a', 0o600);
    await expect(startDetached('/nowhere/prometheus', [], { cwd: folder, logFd })).rejects.toMatchObject({ code: 'PROGRAM_NOT_FOUND' });
    closeSync(logFd);
  });
});
