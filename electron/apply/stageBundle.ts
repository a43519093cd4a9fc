/** Stages a change for root to install: what the window and the command line both call. Nothing but the new folder is written. */
import type { StagedBundle } from '../../shared/contract/contract.ts';
import { shellQuote } from '../../shared/doctor/shellQuote.ts';
import type { Answers, Secrets } from '../../shared/model/answers.ts';
import { fullPath } from '../host/fullPath.ts';
import type { ProgramContext } from '../programContext.ts';
import { WizardError } from '../wizardError.ts';
import { bundleContents } from './bundleContents.ts';
import { throwUnlessFree, writeBundle } from './bundleFolder.ts';
import { bundlePlan } from './bundlePlan.ts';
import { makeMaterial } from './material.ts';

export interface BundleOrder {
  readonly answers: Answers;
  /** Of the plan that the person reviewed. */
  readonly digest: string;
  readonly secrets: Secrets;
  /** To be made. */
  readonly folder: string;
}

/**
 * @throws BUNDLE_FOLDER_TAKEN, FOLDER_WORLD_WRITABLE, PLAN_STALE, PLAN_BLOCKED, BUNDLE_EMPTY, and the codes of
 *   `bundlePlan`, `makeMaterial`, `bundleContents` and `writeBundle`; whatever it is, there is no folder then
 */
export async function stageBundle({ answers, digest, secrets, folder }: BundleOrder, context: ProgramContext): Promise<StagedBundle> {
  const out = fullPath(folder);
  throwUnlessFree(out);
  const prepared = await bundlePlan(answers, context);
  if (prepared.digest !== digest) throw new WizardError('PLAN_STALE');
  const problems = prepared.plan.problems.filter(({ severity }) => severity === 'error');
  if (problems.length > 0) throw new WizardError('PLAN_BLOCKED', {}, { problems });
  if (prepared.plan.actions.length === 0) throw new WizardError('BUNDLE_EMPTY');
  const material = await makeMaterial({ ...prepared, secrets, now: context.now() });
  const contents = bundleContents(prepared, material);
  const script = writeBundle(out, contents);
  const install = `sudo sh ${shellQuote(script)}`;
  return { folder: out, script, dryRun: `${install} --dry-run`, install, undo: `${install} --undo`, files: [...contents.spec.files] };
}
