/** Looks at the machine and plans: the one road to a plan, for showing it and for applying it. */
import type { Answers } from '../../shared/model/answers.ts';
import type { HostFacts } from '../../shared/model/hostFacts.ts';
import type { Repair } from '../../shared/model/repair.ts';
import type { Plan } from '../../shared/model/plan.ts';
import { pendingEdits, repairedAnswers } from '../../shared/plan/repairs.ts';
import { planDeployment } from '../../shared/plan/planDeployment.ts';
import { inspectHost, type InspectContext } from '../inspect/inspectHost.ts';
import { planDigest } from './digest.ts';

export interface PreparedPlan {
  /** As they were given, with what the chosen repairs ask for. */
  answers: Answers;
  facts: HostFacts;
  plan: Plan;
  digest: string;
  /** Those that the answers name. */
  repairs: readonly Repair[];
}

/** What a check needs is read only when there is something to repair: every other plan does without. */
async function repairsOf(answers: Answers, context: InspectContext): Promise<Repair[]> {
  if (answers.repair.length === 0) return [];
  const { findRepairs } = await import('../check/findRepairs.ts');
  return await findRepairs(answers, context);
}

/**
 * @param asSeen makes of the facts what whoever is to carry out the plan would see
 * @throws REPAIR_NOT_FOUND when a finding that the answers name is gone
 */
export async function preparePlan(given: Answers, context: InspectContext, asSeen = (facts: HostFacts): HostFacts => facts): Promise<PreparedPlan> {
  const repairs = await repairsOf(given, context);
  const answers = repairedAnswers(given, repairs);
  const facts = asSeen(await inspectHost(answers, { ...context, pending: pendingEdits(repairs) }));
  const plan = planDeployment(answers, facts, repairs);
  return { answers, facts, plan, digest: planDigest(plan), repairs };
}
