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

/**
 * Where the findings that answers name may be seen: the setup first, then its folder, which also holds what the server
 * does not use, such as a web.yml that it was not given.
 */
export function checkTargetsOf(answers: Answers): CheckTarget[] {
  const first = checkTargetOf(answers);
  return first.kind === 'folder' ? [first] : [first, { kind: 'folder', folder: answers.folder }];
}

/** @throws REPAIR_NOT_FOUND when a finding is gone, or nothing can repair it any more */
export async function findRepairs(answers: Answers, context: GatherContext): Promise<Repair[]> {
  let missing = answers.repair[0];
  if (missing === undefined) return [];
  for (const target of checkTargetsOf(answers)) {
    const { findings, context: repairs } = await lookAndJudge(target, context, null);
    const found = answers.repair.map((id) => {
      const seen = findings.find((each) => each.id === id);
      return { id, repair: seen === undefined ? null : repairOf(seen, repairs) };
    });
    missing = found.find(({ repair }) => repair === null)?.id;
    if (missing === undefined) return found.flatMap(({ repair }) => repair ?? []);
  }
  throw new WizardError('REPAIR_NOT_FOUND', { id: missing ?? '' });
}
