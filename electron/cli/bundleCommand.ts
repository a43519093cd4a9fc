/** promseal bundle: stages a change in a folder, for root to install with one command. */
import type { Answers } from '../../shared/model/answers.ts';
import { failure, type Problem } from '../../shared/errors/failure.ts';
import { shellQuote } from '../../shared/doctor/shellQuote.ts';
import { passwordsNeeded } from '../../shared/plan/planDeployment.ts';
import { bundleContents } from '../apply/bundleContents.ts';
import { writeBundle } from '../apply/bundleFolder.ts';
import { bundlePlan, type PreparedBundle } from '../apply/bundlePlan.ts';
import { makeMaterial } from '../apply/material.ts';
import { previewFiles } from '../apply/previewFiles.ts';
import { fullPath } from '../host/fullPath.ts';
import { pathDetails } from '../host/fileError.ts';
import { entryFacts } from '../host/statFiles.ts';
import type { ProgramContext } from '../programContext.ts';
import { WizardError } from '../wizardError.ts';
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
async function settle(given: Answers, passwords: ReadonlyMap<string, string>, context: ProgramContext): Promise<PreparedBundle> {
  const first = await bundlePlan(given, context);
  const answers = await keepUnchanged(given, first.facts, passwords);
  return answers === given ? first : await bundlePlan(answers, context);
}

function tell(prepared: PreparedBundle, script: string, { json }: BundleOptions, terminal: Terminal): void {
  const install = `sudo sh ${shellQuote(script)}`;
  if (json) {
    const files = prepared.plan.actions.flatMap((action) => ('before' in action ? [action.path] : []));
    terminal.out(JSON.stringify({ type: 'bundle', script, files, command: install }));
    return;
  }
  const lines = [
    `Staged: ${script}`,
    '',
    'Nothing on this machine has changed. Read the script; then root installs it with the second of these:',
    `  ${install} --dry-run`,
    `  ${install}`,
    '',
    'It backs up, checks with promtool, restarts or reloads, proves the result, and puts everything back when that fails.',
    `Later this takes it back: ${install} --undo`,
    'The folder holds keys and passwords, readable by you alone: delete it once it is installed.',
  ];
  for (const line of lines) terminal.out(line);
}

const unreadable: readonly string[] = ['CONFIG_NOT_USABLE', 'FILE_NOT_USABLE', 'FILE_NOT_READABLE'];

/** @returns the exit code */
function tellBlocked(problems: Problem[], { json }: BundleOptions, terminal: Terminal): 1 {
  const blocked = failure('PLAN_BLOCKED', {}, { problems });
  if (json) terminal.out(JSON.stringify(jsonFailure(blocked)));
  else for (const line of failureLines(blocked)) terminal.err(line);
  const closed = problems.some(({ code }) => unreadable.includes(code)) && process.geteuid?.() !== 0;
  if (closed && !json) terminal.err('What you may not read cannot be staged by you: put sudo in front of the same command.');
  return 1;
}

/**
 * Stages the change of these answers.
 * @returns exit code: 0 staged or nothing to change, 1 an error
 * @throws BUNDLE_FOLDER_TAKEN, and the codes of `bundlePlan`, `makeMaterial` and `bundleContents`
 */
export async function bundleAnswers(given: Answers, options: BundleOptions, context: ProgramContext, terminal: Terminal): Promise<number> {
  const out = fullPath(options.out);
  if (entryFacts(out) !== null) throw new WizardError('BUNDLE_FOLDER_TAKEN', pathDetails(out));
  const passwords = namedPasswords(given);
  const prepared = await settle(given, passwords, context);
  const { plan, answers } = prepared;
  const problems = plan.problems.filter(({ severity }) => severity === 'error');
  if (problems.length > 0) return tellBlocked(problems, options, terminal);
  if (!options.json) for (const line of planLines(plan, previewFiles(plan), terminal.columns)) terminal.err(line);
  if (plan.actions.length === 0) {
    if (options.json) terminal.out(JSON.stringify({ type: 'bundle', script: null, files: [], command: null }));
    return 0;
  }
  const known = await askMissing(passwordsNeeded(plan, answers), passwords, { answers, terminal });
  const secrets = { passwords: Object.fromEntries(known) };
  const material = await makeMaterial({ ...prepared, secrets, now: context.now() });
  tell(prepared, writeBundle(out, bundleContents(prepared, material)), options, terminal);
  return 0;
}

/** The same for an answers file. @throws ANSWERS_UNREADABLE and the codes of `bundleAnswers` */
export async function bundleCommand(path: string, options: BundleOptions & Overrides, context: ProgramContext, terminal: Terminal): Promise<number> {
  return await bundleAnswers(loadAnswers(path, options), options, context, terminal);
}
