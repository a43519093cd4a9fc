import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { signalProcess } from '../../../electron/process/signalProcess.ts';
import { startMark } from '../../../electron/process/startMark.ts';

describe.skipIf(process.platform === 'win32')('signalProcess', () => {
  it('reaches the process, and says when there is none', async () => {
    const child = spawn('sleep', ['60']);
    await once(child, 'spawn');
    const pid = child.pid ?? 0;
    const mark = startMark(pid);
    expect(mark).not.toBeNull();
    expect(startMark(pid)).toBe(mark);
    expect(startMark(process.pid)).not.toBe(mark);
    const ended = once(child, 'exit');
    signalProcess(pid, 'SIGHUP');
    expect((await ended)[1]).toBe('SIGHUP');
    expect(startMark(pid)).toBeNull();
    expect(() => signalProcess(pid, 'SIGHUP')).toThrow(expect.objectContaining({ code: 'SERVER_NOT_OURS_TO_SIGNAL' }));
  });
});
