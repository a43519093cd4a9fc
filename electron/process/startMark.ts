/** Tells one process from a later one with the same number, on every system: what a signal may safely be sent to. */
import { runNow } from '../host/exec.ts';
import { processIdentity } from '../host/processIdentity.ts';

/**
 * @returns the boot and the tick it started in (Linux), its start time as ps prints it (macOS), a constant where neither
 *   is to be had (Windows); null when no such process runs
 */
export function startMark(pid: number): string | null {
  const identity = processIdentity(pid);
  if (identity === null || process.platform !== 'darwin') return identity;
  const started = runNow('ps', ['-o', 'lstart=', '-p', String(pid)], 2000);
  return started === '' ? null : started;
}
