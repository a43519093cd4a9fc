/** Signals a server that PromSeal did not start, as a person would with kill. */
import { WizardError } from '../wizardError.ts';

/**
 * @param pid found a moment ago by where it listens; never a number that was remembered
 * @throws SERVER_NOT_OURS_TO_SIGNAL when it is gone or belongs to another account
 */
export function signalProcess(pid: number, signal: 'SIGHUP'): void {
  try {
    process.kill(pid, signal);
  } catch (cause) {
    throw new WizardError('SERVER_NOT_OURS_TO_SIGNAL', { pid }, { cause });
  }
}
