/** plan and apply: the same handlers as the window, told as text or as one JSON object a line. */
import type { Client } from '../../shared/contract/client.ts';
import type { Output } from '../../shared/contract/contract.ts';
import type { Result } from '../../shared/errors/failure.ts';
import type { Answers } from '../../shared/model/answers.ts';
import type { Report } from '../../shared/model/report.ts';
import { passwordsNeeded } from '../../shared/plan/planDeployment.ts';
import { askMissing, keepUnchanged, namedPasswords } from './answerPasswords.ts';
import type { Overrides } from './answersDocument.ts';
import { carryOut } from './carryOut.ts';
import { loadAnswers } from './loadAnswers.ts';
import { handoverLines } from './printHandover.ts';
import { planLines, problemLines } from './printPlan.ts';
import { planExit, tellPlan } from './tellPlan.ts';
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
  tellPlan(settled.value, options.json, terminal);
  return planExit(settled.value.plan);
}

/** @returns exit code: 0 only when the outcome is `applied` */
export async function applyCommand(path: string, options: ChangeOptions, client: Client, terminal: Terminal): Promise<number> {
  const settled = await settle(path, options, client);
  if (!settled.ok) return new RunTeller(options, terminal).failure(settled.failure);
  const { plan, diffs, answers, given, facts } = settled.value;
  const passwords = () => askMissing(passwordsNeeded(plan, answers), settled.value.passwords, { answers, terminal });
  const handover = (report: Report): string[] => handoverLines({ answers: given, plan, facts }, report);
  const shown = options.yes ? problemLines(plan.problems) : planLines(plan, diffs, terminal.columns);
  const report = await carryOut(settled.value, { ...options, shown, question: 'Apply this?', passwords, handover }, client, terminal);
  return report?.outcome === 'applied' ? 0 : 1;
}
