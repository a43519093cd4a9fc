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
import { blockingLines, foundLines, healedLines, leftLines } from './printHeal.ts';
import { isSound } from './soundness.ts';
import { RunTeller, type TellOptions } from './tellRun.ts';
import { planExit, tellPlan } from './tellPlan.ts';
import type { Terminal } from './terminal.ts';

export interface HealOptions extends TellOptions {
  readonly yes: boolean;
  readonly dryRun: boolean;
  /** Codes or ids of findings; empty: all that can be repaired. */
  readonly only: readonly string[];
  /** Stages the repairs for root instead of carrying them out, and gives the exit code; null: they are carried out. */
  readonly stage: ((answers: Answers) => Promise<number>) | null;
}

interface Run {
  readonly target: CheckTarget;
  readonly options: HealOptions;
  readonly client: Client;
  readonly terminal: Terminal;
}

interface Choice {
  readonly report: CheckReport;
  readonly chosen: readonly Finding[];
  readonly answers: Answers;
}

async function look({ target, client }: Run): Promise<Result<CheckReport>> {
  return await client['setup.check']({ target });
}

/** A report as one JSON object, or as these lines. */
function tell(report: CheckReport, lines: readonly string[], { target, options, terminal }: Run): void {
  if (options.json) terminal.out(JSON.stringify(jsonCheck(report, healCommandFor(target))));
  else for (const line of lines) terminal.out(line);
}

/**
 * A change is about one server. Where a folder is used by several, the first is healed by its address, and the person
 * is told of the others.
 */
async function lookAtOne(run: Run): Promise<Result<{ run: Run; report: CheckReport }>> {
  const { target, options, terminal } = run;
  const looked = await look(run);
  if (!looked.ok) return looked;
  const byPath = target.kind === 'folder' || target.kind === 'files';
  const [own, ...others] = byPath ? looked.value.servers.filter(({ kind, running }) => kind === 'prometheus' && running) : [];
  if (own === undefined || others.length === 0) return { ok: true, value: { run, report: looked.value } };
  const narrowed: Run = { ...run, target: { kind: 'server', listen: own.listen } };
  const again = await look(narrowed);
  if (!again.ok) return again;
  const commands = others.map(({ listen }) => `  ${healCommandFor({ kind: 'server', listen })}`);
  if (!options.json) for (const line of [`This setup has several servers. Here is the one on ${own.listen}; for the others:`, ...commands, '']) terminal.out(line);
  return { ok: true, value: { run: narrowed, report: again.value } };
}

async function repair({ report, chosen, answers }: Choice, run: Run): Promise<number> {
  const { options, client, terminal } = run;
  const style = { columns: terminal.columns, verbose: options.verbose };
  const teller = new RunTeller(options, terminal);
  const toHeal = { ...answers, repair: chosen.map(({ id }) => id) };
  if (options.stage !== null && !options.dryRun) return await options.stage(toHeal);
  const made = await client['plan.create']({ answers: toHeal });
  if (!made.ok) return teller.failure(made.failure);
  tellPlan(made.value, options.json, terminal);
  if (options.dryRun) return planExit(made.value.plan);
  const planned: Planned = { ...made.value, answers: toHeal };
  const handover = (healed: Report): string[] => healedLines(planned.plan, healed);
  // What a repair needs is made where the plan is carried out.
  const passwords = (): Promise<ReadonlyMap<string, string>> => Promise.resolve(new Map());
  const healed = await carryOut(planned, { ...options, shown: [], question: 'Repair this?', passwords, handover }, client, terminal);
  if (healed === null) return 1;
  if (healed.outcome === 'rolledBack') {
    if (!options.json) for (const line of blockingLines(report, chosen, style)) terminal.err(line);
    return 1;
  }
  const again = await look(run);
  if (!again.ok) return teller.failure(again.failure);
  tell(again.value, leftLines(again.value, style, healCommandFor(run.target)), run);
  const isDone = options.only.length > 0 || isSound(again.value);
  return isDone && healed.outcome === 'applied' ? 0 : 1;
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
  const style = { columns: terminal.columns, verbose: options.verbose };
  tell(report, foundLines(report, chosen, style, healCommandFor(run.target)), run);
  const { answers } = report;
  if (chosen.length === 0 || answers === null) return isSound(report) ? 0 : 1;
  return await repair({ report, chosen, answers }, run);
}
