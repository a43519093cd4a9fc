/** What one apply carries along: what was agreed, what was made for it, and whom to tell. */
import type { Answers } from '../../shared/model/answers.ts';
import type { ApplyEvent } from '../../shared/model/report.ts';
import type { Material } from './material.ts';
import type { PreparedPlan } from './preparePlan.ts';
import type { ProgramContext } from '../programContext.ts';
import { WizardError } from '../wizardError.ts';

export interface ApplyRun {
  readonly answers: Answers;
  readonly prepared: PreparedPlan;
  readonly material: Material;
  readonly context: ProgramContext;
  readonly tell: (event: ApplyEvent) => void;
  readonly signal: AbortSignal;
}

/** @throws CANCELLED once the person has cancelled */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new WizardError('CANCELLED');
}
