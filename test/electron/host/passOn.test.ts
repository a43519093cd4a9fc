import { describe, expect, it } from 'vitest';
import { passOn } from '../../../electron/host/passOn.ts';

describe('passOn', () => {
  it.each([0, 3, 255])('ends as the program ends: %i', async (code) => {
    expect(await passOn(process.execPath, ['-e', `process.exit(${String(code)})`])).toBe(code);
  });

  it('tells the signal as a shell does', async () => {
    expect(await passOn(process.execPath, ['-e', "process.kill(process.pid, 'SIGKILL')"])).toBe(137);
  });

  it('says 127 for a program that is not there', async () => {
    expect(await passOn('/nowhere/program', [])).toBe(127);
  });
});
