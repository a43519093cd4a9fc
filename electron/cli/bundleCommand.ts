/** promseal bundle: stages a change in a folder, for root to install with one command. */
import type { StagedBundle } from '../../shared/contract/contract.ts';
import type { Answers } from '../../shared/model/answers.ts';
import { failure, type Problem } from '../../shared/errors/failure.ts';
import { cannotBeRead } from '../../shared/plan/needsRoot.ts';
import { passwordsNeeded } from '../../shared/plan/planDeployment.ts';
import { throwUnlessFree } from '../apply/bundleFolder.ts';
import { bundlePlan, type PreparedBundle } from '../apply/bundlePlan.ts';
import { previewFiles } from '../apply/previewFiles.ts';
import { stageBundle } from '../apply/stageBundle.ts';
import { fullPath } from '../host/fullPath.ts';
import type { ProgramContext } from '../programContext.ts';
import { askMissing, keepUnchanged, namedPasswords } from './answerPasswords.ts';
import type { Overrides } from './answersDocument.ts';
import { jsonFailure } from './jsonShapes.ts';
import { loadAnswers } from './loadAnswers.ts';
import { planLines } from './printPlan.ts';
import { failureLines } from './printReport.ts';
import type { Terminal } from './terminal.ts';

export interface BundleOptions {
  /** Folder to make and write into. */
  readonly out: string;
  readonly json: boolean;
}

/** Users whose password web.yml has already are kept, as `apply` keeps them. */
async function settle(given: Answers, passwords: ReadonlyMap<string, string>, context: ProgramContext): Promise<{ asked: Answers; prepared: PreparedBundle }> {
  const first = await bundlePlan(given, context);
  const asked = await keepUnchanged(given, first.facts, passwords);
  return { asked, prepared: asked === given ? first : await bundlePlan(asked, context) };
}

function tell({ script, dryRun, install, undo, files }: StagedBundle, { json }: BundleOptions, terminal: Terminal): void {
  if (json) {
    terminal.out(JSON.stringify({ type: 'bundle', script, files: files.map(({ path }) => path), command: install }));
    return;
  }
  const lines = [
    `Staged: ${script}`,
    '',
    'Nothing on this machine has changed. Read the script; then root installs it with the second of these:',
    `  ${dryRun}`,
    `  ${install}`,
    '',
    'It backs up, checks with promtool, restarts or reloads, proves the result, and puts everything back when that fails.',
    `Later this takes it back: ${undo}`,
    'The folder holds keys and passwords, readable by you alone: delete it once it is installed.',
  ];
  for (const line of lines) terminal.out(line);
}

/** @returns the exit code */
function tellBlocked(problems: Problem[], { json }: BundleOptions, terminal: Terminal): 1 {
  const blocked = failure('PLAN_BLOCKED', {}, { problems });
  if (json) terminal.out(JSON.stringify(jsonFailure(blocked)));
  else for (const line of failureLines(blocked)) terminal.err(line);
  const closed = problems.some(cannotBeRead) && process.geteuid?.() !== 0;
  if (closed && !json) terminal.err('What you may not read cannot be staged by you: put sudo in front of the same command.');
  return 1;
}

/**
 * Stages the change of these answers.
 * @returns exit code: 0 staged or nothing to change, 1 an error
 * @throws the codes of `stageBundle`
 */
export async function bundleAnswers(given: Answers, options: BundleOptions, context: ProgramContext, terminal: Terminal): Promise<number> {
  throwUnlessFree(fullPath(options.out));
  const passwords = namedPasswords(given);
  const { asked, prepared } = await settle(given, passwords, context);
  const { plan, answers, digest } = prepared;
  const problems = plan.problems.filter(({ severity }) => severity === 'error');
  if (problems.length > 0) return tellBlocked(problems, options, terminal);
  if (!options.json) for (const line of planLines(plan, previewFiles(plan), terminal.columns)) terminal.err(line);
  if (plan.actions.length === 0) {
    if (options.json) terminal.out(JSON.stringify({ type: 'bundle', script: null, files: [], command: null }));
    return 0;
  }
  const known = await askMissing(passwordsNeeded(plan, answers), passwords, { answers, terminal });
  const secrets = { passwords: Object.fromEntries(known) };
  tell(await stageBundle({ answers: asked, digest, secrets, folder: options.out }, context), options, terminal);
  return 0;
}

/** The same for an answers file. @throws ANSWERS_UNREADABLE and the codes of `bundleAnswers` */
export async function bundleCommand(path: string, options: BundleOptions & Overrides, context: ProgramContext, terminal: Terminal): Promise<number> {
  return await bundleAnswers(loadAnswers(path, options), options, context, terminal);
}
