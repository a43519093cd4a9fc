/** What is wrong with a change, as Review lists it. */
import type { Problem } from '../../shared/errors/failure.ts';
import { stepOfField } from '../../shared/wizard/stepProblems.ts';
import { steps } from '../../shared/wizard/steps.ts';

/** With the way to the step it belongs to, where there are steps that ask. */
export function withStep(found: Problem, isRepair: boolean): Problem {
  if (isRepair) return found.fix?.kind === 'goToStep' ? withoutFix(found) : found;
  const step = stepOfField(found.field);
  const title = steps.find((each) => each.id === step)?.title ?? '';
  return found.fix !== undefined || step === 'review' ? found : { ...found, fix: { kind: 'goToStep', label: `Go to ${title}`, step } };
}

function withoutFix({ fix: _, ...found }: Problem): Problem {
  return found;
}
