/** plan and apply: the same handlers as the window, told as text or as one JSON object a line. */
import type { Client } from '../../shared/contract/client.ts';
import type { Output } from '../../shared/contract/contract.ts';
import { failure, type Result } from '../../shared/errors/failure.ts';
import type { Answers } from '../../shared/model/answers.ts';
import type { Report } from '../../shared/model/report.ts';
import { passwordsNeeded } from '../../shared/plan/planDeployment.ts';
import { askMissing, keepUnchanged, namedPasswords } from './answerPasswords.ts';
import { cancelOnSignal } from './cancelOnSignal.ts';
import { jsonProblem } from './jsonShapes.ts';
import type { Overrides } from './answersDocument.ts';
import { loadAnswers } from './loadAnswers.ts';
import { handoverLines, undoCommand } from './printHandover.ts';
import { planLines, problemLines } from './printPlan.ts';
import { RunTeller, type TellOptions } from './tellRun.ts';
import type { Terminal } from './terminal.ts';

export interface ChangeOptions extends Overrides, TellOptions {
  yes: boolean;
}

type Made = Output<'plan.create'>;

interface Settled extends Made {
  readonly answers: Answers;
  /** As the file has them: `answers` keep the users whose password stays. */
  readonly given: Answers;
  readonly passwords: ReadonlyMap<string, string>;
}

/**
 * The plan for an answers file, and the passwords that it names. Users whose password stays what it is are kept as
 * they are; only where there are such users is the plan made a second time.
 */
async function settle(path: string, options: Overrides, client: Client): Promise<Result<Settled>> {
  const given = loadAnswers(path, options);
  const passwords = namedPasswords(given);
  const first = await client['plan.create']({ answers: given });
  if (!first.ok) return first;
  const answers = await keepUnchanged(given, first.value.facts, passwords);
  const made = answers === given ? first : await client['plan.create']({ answers });
  return made.ok ? { ok: true, value: { ...made.value, answers, given, passwords } } : made;
}

/** @returns exit code: 0 nothing to do, 2 changes, 1 error */
export async function planCommand(path: string, options: ChangeOptions, client: Client, terminal: Terminal): Promise<number> {
  const teller = new RunTeller(options, terminal);
  const settled = await settle(path, options, client);
  if (!settled.ok) return teller.failure(settled.failure);
  const { plan, diffs, digest } = settled.value;
  if (options.json) terminal.out(JSON.stringify({ type: 'plan', ...plan, problems: plan.problems.map(jsonProblem), diffs, digest }));
  else for (const line of planLines(plan, diffs, terminal.columns)) terminal.out(line);
  if (plan.problems.some((found) => found.severity === 'error')) return 1;
  return plan.actions.length === 0 ? 0 : 2;
}

/** @returns whether to go on */
async function agreed(options: ChangeOptions, terminal: Terminal): Promise<boolean> {
  if (options.yes) return true;
  if (terminal.interactive) return await terminal.confirm('Apply this?');
  terminal.err('Nothing was changed: add --yes to apply without being asked.');
  return false;
}

/** A change that was past stopping has been made; how to take it back is the next thing to know. */
function tellTooLate(report: Report, folder: string, terminal: Terminal): void {
  const stands = report.outcome === 'applied' || report.outcome === 'appliedWithFailures';
  if (stands && report.checkpoint !== null) {
    terminal.err(`It was too late to stop: the change had been made. This takes it back: ${undoCommand(folder)}`);
  }
}

/** @returns exit code: 0 only when the outcome is `applied` */
export async function applyCommand(path: string, options: ChangeOptions, client: Client, terminal: Terminal): Promise<number> {
  const settled = await settle(path, options, client);
  if (!settled.ok) return new RunTeller(options, terminal).failure(settled.failure);
  const { plan, diffs, digest, answers, given, facts } = settled.value;
  const handover = (report: Report): string[] => handoverLines({ answers: given, plan, facts }, report);
  const teller = new RunTeller(options, terminal, { actions: plan.actions, handover });
  const problems = plan.problems.filter((found) => found.severity === 'error');
  if (problems.length > 0) return teller.failure(failure('PLAN_BLOCKED', {}, { problems }));
  if (!options.json) for (const line of options.yes ? problemLines(plan.problems) : planLines(plan, diffs, terminal.columns)) terminal.err(line);
  if (plan.actions.length > 0 && !(await agreed(options, terminal))) return 1;
  const passwords = await askMissing(passwordsNeeded(plan, answers), settled.value.passwords, { answers, terminal });
  const secrets = { passwords: Object.fromEntries(passwords) };
  const watch = cancelOnSignal(client, answers.folder, terminal);
  try {
    const applied = await client['plan.apply']({ answers, digest, secrets }, (event) => teller.event(event));
    if (!applied.ok) return teller.failure(applied.failure);
    const well = applied.value.outcome === 'applied';
    teller.report(applied.value, well);
    if (watch.asked()) tellTooLate(applied.value, answers.folder, terminal);
    return well ? 0 : 1;
  } finally {
    watch.end();
  }
}
