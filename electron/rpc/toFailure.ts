/** An exception as a Failure. What is not ours gets a reference under which the log has the details. */
import { randomBytes } from 'node:crypto';
import { failure, type Failure } from '../../shared/errors/failure.ts';
import { WizardError } from '../wizardError.ts';

/** Where unexpected errors are written, with the reference that the user sees. */
export type ErrorLog = (ref: string, error: unknown) => void;

export function toFailure(error: unknown, log: ErrorLog): Failure {
  if (error instanceof WizardError) return error.failure;
  const ref = randomBytes(4).toString('hex');
  log(ref, error);
  return failure('INTERNAL', { ref }, { ref });
}
