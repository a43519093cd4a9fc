/** What PromSeal itself asks of systemd, and only as root: restart and reload of one unit. */
import { run, type RunResult } from '../host/exec.ts';
import { isFolder } from '../host/folders.ts';
import { WizardError } from '../wizardError.ts';

/** Whether systemd runs this machine (sd_booted(3)). */
export function systemdRuns(): boolean {
  return isFolder('/run/systemd/system');
}

/** Whether this user may restart units without being asked for a password. */
export function mayRestartUnits(): boolean {
  return process.getuid?.() === 0 && systemdRuns();
}

async function systemctl(args: readonly string[], deadlineMs: number): Promise<RunResult> {
  return await run('systemctl', ['--no-ask-password', '--no-pager', ...args], { deadlineMs });
}

async function change(verb: 'restart' | 'start' | 'stop', unit: string, deadlineMs: number): Promise<void> {
  const { code, stdout, stderr, timedOut } = await systemctl([verb, '--', unit], deadlineMs);
  if (timedOut) throw new WizardError('UNIT_TOO_SLOW', { unit, seconds: Math.round(deadlineMs / 1000) });
  if (code !== 0) throw new WizardError('UNIT_NOT_RESTARTED', { unit }, { raw: `${stderr}${stdout}`.trim() });
}

/** @throws UNIT_NOT_RESTARTED with what systemctl says, UNIT_TOO_SLOW, PROGRAM_NOT_FOUND (no systemctl) */
export async function restartUnit(unit: string, deadlineMs = 60_000): Promise<void> {
  await change('restart', unit, deadlineMs);
}

/** Makes the unit's main process read prometheus.yml again. @throws as `restartUnit` */
export async function reloadUnit(unit: string, deadlineMs = 20_000): Promise<void> {
  const { code, stderr, timedOut } = await systemctl(['kill', '--signal=HUP', '--kill-who=main', '--', unit], deadlineMs);
  if (timedOut) throw new WizardError('UNIT_TOO_SLOW', { unit, seconds: Math.round(deadlineMs / 1000) });
  if (code !== 0) throw new WizardError('UNIT_NOT_RESTARTED', { unit }, { raw: stderr.trim() });
}
