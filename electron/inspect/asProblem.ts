/** Tells an error that PromSeal threw on purpose as a problem of an input; any other error goes on. */
import type { Problem } from '../../shared/errors/failure.ts';
import { WizardError } from '../wizardError.ts';

export function asProblem(error: unknown, extra: Partial<Omit<Problem, 'code' | 'message' | 'hint'>> = {}): Problem {
  if (!(error instanceof WizardError)) throw error;
  const { code, message, hint } = error.failure;
  return { code, severity: 'error', message, ...(hint === undefined ? {} : { hint }), ...extra };
}
