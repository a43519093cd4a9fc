/** plan, apply, undo and recover: the same handlers as the window, told as text or as one JSON object a line. */
import type { Client } from '../../shared/contract/client.ts';
import { failure, type Failure } from '../../shared/errors/failure.ts';
import type { Answers } from '../../shared/model/answers.ts';
import type { ApplyEvent, Report } from '../../shared/model/report.ts';
import { passwordsNeeded } from '../../shared/plan/planDeployment.ts';
import { fullPath } from '../host/fullPath.ts';
import { askMissing, keepUnchanged, namedPasswords } from './answerPasswords.ts';
import { loadAnswers, type Overrides } from './loadAnswers.ts';
import { planLines, problemLines } from './printPlan.ts';
import { eventLine, failureLines, reportLines } from './printReport.ts';
import type { Terminal } from './terminal.ts';

export interface ChangeOptions extends Overrides {
  json: boolean;
  yes: boolean;
}

function tellFailure(failed: Failure, json: boolean, terminal: Terminal): 1 {
  if (json) terminal.out(JSON.stringify({ type: 'failure', ...failed }));
  else for (const line of failureLines(failed)) terminal.err(line);
  return 1;
}

/** Answers with the users that need no new hash marked as kept, and the passwords that the answers name. */
async function settle(path: string, options: Overrides, client: Client): Promise<{ answers: Answers; passwords: Map<string, string> } | Failure> {
  const answers = loadAnswers(path, options);
  const passwords = namedPasswords(answers);
  const inspected = await client['host.inspect']({ answers });
  if (!inspected.ok) return inspected.failure;
  return { answers: await keepUnchanged(answers, inspected.value, passwords), passwords };
}

/** @returns exit code: 0 nothing to do, 2 changes, 1 error */
export async function planCommand(path: string, options: ChangeOptions, client: Client, terminal: Terminal): Promise<number> {
  const settled = await settle(path, options, client);
  if ('code' in settled) return tellFailure(settled, options.json, terminal);
  const made = await client['plan.create']({ answers: settled.answers });
  if (!made.ok) return tellFailure(made.failure, options.json, terminal);
  const { plan, diffs, digest } = made.value;
  if (options.json) terminal.out(JSON.stringify({ type: 'plan', ...plan, diffs, digest }));
  else for (const line of planLines(plan, diffs)) terminal.out(line);
  if (plan.problems.some((found) => found.severity === 'error')) return 1;
  return plan.actions.length === 0 ? 0 : 2;
}

function tellEvent(event: ApplyEvent, json: boolean, terminal: Terminal): void {
  const line = json ? JSON.stringify(event) : eventLine(event);
  if (line !== null) terminal.out(line);
}

function tellReport(report: Report, json: boolean, terminal: Terminal): void {
  if (json) terminal.out(JSON.stringify(report));
  else for (const line of ['', ...reportLines(report)]) terminal.out(line);
}

/** @returns exit code: 0 only when the outcome is `applied` */
export async function applyCommand(path: string, options: ChangeOptions, client: Client, terminal: Terminal): Promise<number> {
  const settled = await settle(path, options, client);
  if ('code' in settled) return tellFailure(settled, options.json, terminal);
  const { answers } = settled;
  const made = await client['plan.create']({ answers });
  if (!made.ok) return tellFailure(made.failure, options.json, terminal);
  const { plan, diffs, digest } = made.value;
  const problems = plan.problems.filter((found) => found.severity === 'error');
  if (problems.length > 0) return tellFailure(failure('PLAN_BLOCKED', {}, { problems }), options.json, terminal);
  if (!options.json) for (const line of options.yes ? problemLines(plan.problems) : planLines(plan, diffs)) terminal.err(line);
  if (!options.yes && !(terminal.interactive && (await terminal.confirm('Apply this?')))) {
    if (!terminal.interactive) terminal.err('Nothing was changed: add --yes to apply without being asked.');
    return 1;
  }
  const passwords = await askMissing(passwordsNeeded(plan, answers), settled.passwords, terminal);
  const secrets = { passwords: Object.fromEntries(passwords) };
  const onEvent = (event: ApplyEvent): void => tellEvent(event, options.json, terminal);
  const applied = await client['plan.apply']({ answers, digest, secrets }, onEvent);
  if (!applied.ok) return tellFailure(applied.failure, options.json, terminal);
  tellReport(applied.value, options.json, terminal);
  return applied.value.outcome === 'applied' ? 0 : 1;
}

/** Undo and recover. @returns exit code: 0 when everything was put back */
export async function putBackCommand(
  folder: string,
  how: { kind: 'undo'; checkpoint?: string | undefined; force: boolean } | { kind: 'recover'; force: boolean },
  json: boolean,
  client: Client,
  terminal: Terminal,
): Promise<number> {
  const onEvent = (event: ApplyEvent): void => tellEvent(event, json, terminal);
  const path = fullPath(folder);
  const done =
    how.kind === 'undo'
      ? await client['apply.undo']({ folder: path, force: how.force, ...(how.checkpoint === undefined ? {} : { checkpoint: how.checkpoint }) }, onEvent)
      : await client['apply.recover']({ folder: path, force: how.force }, onEvent);
  if (!done.ok) return tellFailure(done.failure, json, terminal);
  tellReport(done.value, json, terminal);
  return done.value.outcome === 'rolledBack' ? 0 : 1;
}
