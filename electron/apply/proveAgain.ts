/** Proving a setup at any later time, without changing anything. */
import type { Proof } from '../../shared/contract/contract.ts';
import type { Answers } from '../../shared/model/answers.ts';
import type { ApplyEvent, Target } from '../../shared/model/report.ts';
import { readTargets } from '../probe/probeTargets.ts';
import type { ProgramContext } from '../programContext.ts';
import { WizardError } from '../wizardError.ts';
import { preparePlan } from './preparePlan.ts';
import { prove } from './prove.ts';
import { apiAccess, serverAccess } from './serverAccess.ts';
import { asApplied } from '../../shared/plan/asApplied.ts';

const nothingMade = { texts: new Map<string, string>(), passwords: new Map<string, string>() };

/** Runs the grid again as the setup stands. */
export async function proveAgain(answers: Answers, context: ProgramContext, tell: (event: ApplyEvent) => void): Promise<Proof> {
  const { plan, facts } = await preparePlan(asApplied(answers), context);
  const access = serverAccess(plan, facts, nothingMade);
  const scrapeIntervalMs = facts.scrapeConfig.facts?.scrapeIntervalMs ?? 60_000;
  return await prove({ plan, access, now: context.now(), since: 0, before: [], schemes: new Map(), scrapeIntervalMs, tell });
}

/** The targets at this moment; none while Prometheus cannot be asked. */
export async function readTargetsAgain(answers: Answers, context: ProgramContext): Promise<{ targets: Target[] }> {
  const { plan, facts } = await preparePlan(asApplied(answers), context);
  const access = apiAccess(plan, serverAccess(plan, facts, nothingMade), context.now());
  try {
    return { targets: (await readTargets(access, plan.expectedJobs)).targets };
  } catch (error) {
    if (error instanceof WizardError) return { targets: [] };
    throw error;
  }
}
