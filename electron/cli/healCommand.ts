/** promseal heal: what check finds and PromSeal can repair, as one plan that is shown, carried out, proven and undone like any other. */
import type { Client } from '../../shared/contract/client.ts';
import type { Result } from '../../shared/errors/failure.ts';
import type { CheckReport } from '../../shared/model/checkReport.ts';
import type { CheckTarget } from '../../shared/model/checkTarget.ts';
import type { Finding } from '../../shared/model/finding.ts';
import type { Report } from '../../shared/model/report.ts';
import { carryOut, type Planned } from './carryOut.ts';
import { healCommandFor } from './checkCommand.ts';
import { jsonCheck } from './checkJson.ts';
import { chooseRepairs } from './chooseRepairs.ts';
import { checkReportLines, verdictLine } from './printCheck.ts';
import { findingLines, groupedFindingLines, type FindingStyle } from './printFindings.ts';
import { undoCommand } from './printHandover.ts';
import { isSevere, isSound } from './soundness.ts';
import { RunTeller, type TellOptions } from './tellRun.ts';
import { planExit, tellPlan } from './tellPlan.ts';
import type { Terminal } from './terminal.ts';

export interface HealOptions extends TellOptions {
  readonly yes: boolean;
  readonly dryRun: boolean;
  /** Codes or ids of findings; empty: all that can be repaired. */
  readonly only: readonly string[];
}

interface Run {
  readonly target: CheckTarget;
  readonly options: HealOptions;
  readonly client: Client;
  readonly terminal: Terminal;
}

async function look({ target, client }: Run): Promise<Result<CheckReport>> {
  return await client['setup.check']({ target });
}

const section = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]);

/** Passwords that were made, by where they are kept, and how to go back. */
function handoverLines({ plan }: Planned, { checkpoint, outcome }: Report): string[] {
  if (outcome === 'rolledBack' || checkpoint === null) return [];
  const passwords = plan.actions.flatMap((action) => (action.kind === 'file.write' && action.role === 'passwordFile' ? [action.path] : []));
  return [...section('Passwords are kept in:', passwords), ...section('Take this change back with:', [undoCommand(plan.folder)])];
}

/** What was found, and which of it is to be repaired. */
function tellFound(report: CheckReport, chosen: readonly Finding[], { target, options, terminal }: Run): void {
  if (options.json) {
    terminal.out(JSON.stringify(jsonCheck(report, healCommandFor(target))));
    return;
  }
  const style = { columns: terminal.columns, verbose: options.verbose };
  if (chosen.length === 0) {
    for (const line of checkReportLines(report, style, healCommandFor(target))) terminal.out(line);
    if (report.findings.length > 0) terminal.out('None of it can PromSeal repair by itself; the hints say what to do.');
    return;
  }
  const rest = report.findings.length - chosen.length;
  const left = rest === 0 ? '' : ` ${rest === 1 ? 'One other finding stays' : `${String(rest)} other findings stay`} as found.`;
  for (const line of groupedFindingLines(report.findings, style)) terminal.out(line);
  terminal.out(`${chosen.length === 1 ? 'One repair' : `${String(chosen.length)} repairs`} in one change.${left}\n`);
}

/** The same look again: what is left is for a person, or was not chosen. */
function tellLeft(report: CheckReport, { target, options, terminal }: Run): void {
  if (options.json) {
    terminal.out(JSON.stringify(jsonCheck(report, healCommandFor(target))));
    return;
  }
  const style: FindingStyle = { columns: terminal.columns, verbose: options.verbose };
  terminal.out(`\nChecked again. ${verdictLine(report)}`);
  for (const line of report.findings.filter(isSevere).flatMap((found) => ['', ...findingLines(found, style)])) terminal.out(line);
}

async function repair(chosen: readonly Finding[], answers: NonNullable<CheckReport['answers']>, run: Run): Promise<number> {
  const { options, client, terminal } = run;
  const teller = new RunTeller(options, terminal);
  const toHeal = { ...answers, repair: chosen.map(({ id }) => id) };
  const made = await client['plan.create']({ answers: toHeal });
  if (!made.ok) return teller.failure(made.failure);
  tellPlan(made.value, options.json, terminal);
  if (options.dryRun) return planExit(made.value.plan);
  const planned: Planned = { ...made.value, answers: toHeal };
  const handover = (report: Report): string[] => handoverLines(planned, report);
  // What a repair needs is made where the plan is carried out.
  const passwords = (): Promise<ReadonlyMap<string, string>> => Promise.resolve(new Map());
  const report = await carryOut(planned, { ...options, shown: [], question: 'Repair this?', passwords, handover }, client, terminal);
  if (report === null || report.outcome === 'rolledBack') return 1;
  const again = await look(run);
  if (!again.ok) return teller.failure(again.failure);
  tellLeft(again.value, run);
  const isDone = options.only.length > 0 || isSound(again.value);
  return isDone && report.outcome === 'applied' ? 0 : 1;
}

/**
 * @returns exit code: 0 when everything that was to be repaired is proven and nothing broken, about to break or unsafe
 *   is left (with `only`: when those are proven), 1 otherwise; with `dryRun` that of `plan`
 * @throws UsageError for `only` that names nothing to repair; Stopped
 */
export async function healCommand(target: CheckTarget, options: HealOptions, client: Client, terminal: Terminal): Promise<number> {
  const run: Run = { target, options, client, terminal };
  const checked = await look(run);
  if (!checked.ok) return new RunTeller(options, terminal).failure(checked.failure);
  const chosen = chooseRepairs(checked.value, options.only);
  tellFound(checked.value, chosen, run);
  const { answers } = checked.value;
  if (chosen.length === 0 || answers === null) return isSound(checked.value) ? 0 : 1;
  return await repair(chosen, answers, run);
}
