/** A plan on standard output, and the exit code of a command that only shows it. */
import type { Output } from '../../shared/contract/contract.ts';
import type { Plan } from '../../shared/model/plan.ts';
import { jsonProblem } from './jsonShapes.ts';
import { planLines } from './printPlan.ts';
import type { Terminal } from './terminal.ts';

export function tellPlan({ plan, diffs, digest }: Pick<Output<'plan.create'>, 'plan' | 'diffs' | 'digest'>, json: boolean, terminal: Terminal): void {
  if (json) terminal.out(JSON.stringify({ type: 'plan', ...plan, problems: plan.problems.map(jsonProblem), diffs, digest }));
  else for (const line of planLines(plan, diffs, terminal.columns)) terminal.out(line);
}

/** 0 nothing to do, 2 changes, 1 it cannot be applied. */
export function planExit({ actions, problems }: Plan): number {
  if (problems.some(({ severity }) => severity === 'error')) return 1;
  return actions.length === 0 ? 0 : 2;
}
