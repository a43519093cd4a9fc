/** A signal to one process by its number, never to a name. */
import { WizardError } from '../wizardError.ts';

/** @throws SERVER_NOT_OURS_TO_SIGNAL when the system refuses, or the process has ended */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (cause) {
    throw new WizardError('SERVER_NOT_OURS_TO_SIGNAL', { pid }, { cause });
  }
}
