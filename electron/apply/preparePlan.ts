/** Looks at the machine and plans: the one road to a plan, for showing it and for applying it. */
import type { Answers } from '../../shared/model/answers.ts';
import type { HostFacts } from '../../shared/model/hostFacts.ts';
import type { Plan } from '../../shared/model/plan.ts';
import type { Repair } from '../../shared/model/repair.ts';
import { repairedAnswers, repairedLines } from '../../shared/plan/repairs.ts';
import { planDeployment } from '../../shared/plan/planDeployment.ts';
import { inspectHost, type InspectContext } from '../inspect/inspectHost.ts';
import { planDigest } from './digest.ts';

export interface PreparedPlan {
  /** As they were given, with what the chosen repairs ask for. */
  answers: Answers;
  facts: HostFacts;
  plan: Plan;
  digest: string;
}

/** @param repairs of findings that the answers name */
export async function preparePlan(given: Answers, context: InspectContext, repairs: readonly Repair[] = []): Promise<PreparedPlan> {
  const answers = repairedAnswers(given, repairs);
  const facts = await inspectHost(answers, { ...context, lineEdits: repairedLines(repairs) });
  const plan = planDeployment(answers, facts, repairs);
  return { answers, facts, plan, digest: planDigest(plan) };
}
