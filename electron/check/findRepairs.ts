/** The repairs that answers name, found anew: what is not there any more cannot be repaired. */
import type { Answers } from '../../shared/model/answers.ts';
import type { CheckTarget } from '../../shared/model/checkTarget.ts';
import type { Repair } from '../../shared/model/repair.ts';
import { repairOf } from '../../shared/heal/repairsOf.ts';
import { inFolder } from '../../shared/plan/paths.ts';
import { WizardError } from '../wizardError.ts';
import type { GatherContext } from './gatherSetup.ts';
import { lookAndJudge } from './checkSetupHere.ts';

/** What a check has to look at to see the setup of these answers. */
export function checkTargetOf({ server, folder, config_file, web_config_file }: Answers): CheckTarget {
  if (server.kind === 'running') return { kind: 'server', listen: server.listen };
  if (server.kind === 'service') return { kind: 'unit', unit: server.unit };
  if (server.kind === 'files') return { kind: 'files', paths: [inFolder(folder, config_file), inFolder(folder, web_config_file)] };
  return { kind: 'folder', folder };
}

/** @throws REPAIR_NOT_FOUND when a finding is gone, or nothing can repair it any more */
export async function findRepairs(answers: Answers, context: GatherContext): Promise<Repair[]> {
  const { findings, context: repairs } = await lookAndJudge(checkTargetOf(answers), context, null);
  return answers.repair.map((id) => {
    const found = findings.find((each) => each.id === id);
    const repair = found === undefined ? null : repairOf(found, repairs);
    if (repair === null) throw new WizardError('REPAIR_NOT_FOUND', { id });
    return repair;
  });
}
