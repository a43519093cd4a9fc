/** Plans a change for root to install, while somebody without root's rights looks at the machine. */
import type { Answers } from '../../shared/model/answers.ts';
import type { Account } from '../../shared/model/hostFacts.ts';
import { bundleFacts } from '../../shared/exports/bundleFacts.ts';
import { bundleProcess, type BundledProcess } from '../../shared/exports/bundleProcess.ts';
import type { Plan } from '../../shared/model/plan.ts';
import { accountOf } from '../inspect/accounts.ts';
import { readUnit } from '../inspect/findUnits.ts';
import type { InspectContext } from '../inspect/inspectHost.ts';
import { thisMachine, type Machine } from '../inspect/machine.ts';
import { WizardError } from '../wizardError.ts';
import { planDigest } from './digest.ts';
import { preparePlan, type PreparedPlan } from './preparePlan.ts';

export interface PreparedBundle extends PreparedPlan, BundledProcess {
  readonly machine: Machine;
}

/** Who stages the bundle, where that is not root: the server may be theirs, and then it is to read the files. */
function us({ etc }: Machine): Account | null {
  const [uid, gid] = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0];
  return uid === 0 ? null : accountOf(etc, uid, gid);
}

/** What a plan leaves to a person for want of rights, the script of a bundle does. */
function asInstalled(plan: Plan, bundled: BundledProcess): Plan {
  const { process: does, dropIn } = bundled;
  if (does.kind !== 'restart' || dropIn === null) return plan;
  const why = `The unit is given its new command line in ${dropIn.path}, and is restarted.`;
  return { ...plan, actions: plan.actions.map((action) => (action.kind === 'hands' ? { kind: 'service.restart', unit: does.unit, why } : action)) };
}

/**
 * Its digest is that of the plan for root, with what the script does about the server.
 * @throws BUNDLE_NOT_HERE, BUNDLE_SERVER_OURS; REPAIR_NOT_FOUND when a finding that the answers name is gone
 */
export async function bundlePlan(given: Answers, context: InspectContext): Promise<PreparedBundle> {
  if (process.platform !== 'linux') throw new WizardError('BUNDLE_NOT_HERE');
  const { kind } = given.server;
  if (kind !== 'service' && kind !== 'running' && kind !== 'files') throw new WizardError('BUNDLE_SERVER_OURS');
  const machine = context.machine ?? thisMachine;
  const prepared = await preparePlan(given, context, (facts) => bundleFacts(facts, us(machine)));
  const { answers, facts, plan } = prepared;
  const unit = facts.server.unit === null ? null : readUnit(machine, facts.server.unit);
  const bundled = bundleProcess(answers, facts, plan, unit?.execStart ?? '');
  const installed = asInstalled(plan, bundled);
  return { ...prepared, plan: installed, digest: planDigest(installed, bundled), machine, ...bundled };
}
