/** Looks at the machine and plans: the one road to a plan, for showing it and for applying it. */
import type { Answers } from '../../shared/model/answers.ts';
import type { HostFacts } from '../../shared/model/hostFacts.ts';
import type { Plan } from '../../shared/model/plan.ts';
import { planDeployment } from '../../shared/plan/planDeployment.ts';
import { inspectHost, type InspectContext } from '../inspect/inspectHost.ts';
import { planDigest } from './digest.ts';

export interface PreparedPlan {
  facts: HostFacts;
  plan: Plan;
  digest: string;
}

export async function preparePlan(answers: Answers, context: InspectContext): Promise<PreparedPlan> {
  const facts = await inspectHost(answers, context);
  const plan = planDeployment(answers, facts);
  return { facts, plan, digest: planDigest(plan) };
}
