/** promseal heal: what check finds and PromSeal can repair, as one plan that is shown, carried out, proven and undone like any other. */
import type { Client } from '../../shared/contract/client.ts';
import type { Result } from '../../shared/errors/failure.ts';
import type { Answers } from '../../shared/model/answers.ts';
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

/**
 * A change is about one server. Where a folder is used by several, the first is healed by its address, and the person
 * is told of the others.
 */
async function lookAtOne(run: Run): Promise<Result<{ run: Run; report: CheckReport }>> {
  const { target, options, terminal } = run;
  const looked = await look(run);
  if (!looked.ok) return looked;
  const [own, ...others] = target.kind === 'folder' || target.kind === 'files' ? looked.value.servers.filter(({ kind, running }) => kind === 'prometheus' && running) : [];
  if (own === undefined || others.length === 0) return { ok: true, value: { run, report: looked.value } };
  const narrowed: Run = { ...run, target: { kind: 'server', listen: own.listen } };
  const again = await look(narrowed);
  if (!again.ok) return again;
  const commands = others.map(({ listen }) => `  ${healCommandFor({ kind: 'server', listen })}`);
  if (!options.json) for (const line of [`This setup has several servers. Here is the one on ${own.listen}; for the others:`, ...commands, '']) terminal.out(line);
  return { ok: true, value: { run: narrowed, report: again.value } };
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

/** What stayed as found may be why a change could not be finished: promtool reads the whole file. */
function tellBlocking({ report, chosen }: Choice, { options, terminal }: Run): void {
  const left = report.findings.filter((found) => found.severity === 'broken' && !chosen.includes(found));
  if (options.json || left.length === 0) return;
  terminal.err('\nThis is broken too, and stayed as found. It may be the reason, so put it right first:');
  for (const line of left.flatMap((found) => ['', ...findingLines(found, { columns: terminal.columns, verbose: false })])) terminal.err(line);
}

interface Choice {
  readonly report: CheckReport;
  readonly chosen: readonly Finding[];
  readonly answers: Answers;
}

async function repair(choice: Choice, run: Run): Promise<number> {
  const { chosen, answers } = choice;
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
  if (report === null) return 1;
  if (report.outcome === 'rolledBack') {
    tellBlocking(choice, run);
    return 1;
  }
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
  const looked = await lookAtOne({ target, options, client, terminal });
  if (!looked.ok) return new RunTeller(options, terminal).failure(looked.failure);
  const { run, report } = looked.value;
  const chosen = chooseRepairs(report, options.only);
  tellFound(report, chosen, run);
  const { answers } = report;
  if (chosen.length === 0 || answers === null) return isSound(report) ? 0 : 1;
  return await repair({ report, chosen, answers }, run);
}
