/** From a plan to its report: agreed to, passwords asked for, carried out and told. */
import type { Client } from '../../shared/contract/client.ts';
import type { Output } from '../../shared/contract/contract.ts';
import { failure } from '../../shared/errors/failure.ts';
import type { Answers } from '../../shared/model/answers.ts';
import type { Report } from '../../shared/model/report.ts';
import { cancelOnSignal } from './cancelOnSignal.ts';
import { undoCommand } from './printHandover.ts';
import { RunTeller, type TellOptions } from './tellRun.ts';
import type { Terminal } from './terminal.ts';

export type Planned = Pick<Output<'plan.create'>, 'plan' | 'digest'> & { readonly answers: Answers };

export interface CarryOutOptions extends TellOptions {
  readonly yes: boolean;
  /** Lines to read before agreeing. */
  readonly shown: readonly string[];
  /** Asked on a terminal, such as `Apply this?`. */
  readonly question: string;
  /** Called once the person has agreed; may ask. */
  readonly passwords: () => Promise<ReadonlyMap<string, string>>;
  /** What the person has afterwards. */
  readonly handover: (report: Report) => readonly string[];
}

/** @returns whether to go on */
async function agreed({ yes, question }: CarryOutOptions, terminal: Terminal): Promise<boolean> {
  if (yes) return true;
  if (terminal.interactive) return await terminal.confirm(question);
  terminal.err('Nothing was changed: add --yes to go on without being asked.');
  return false;
}

/** A change that was past stopping has been made; how to take it back is the next thing to know. */
function tellTooLate(report: Report, folder: string, terminal: Terminal): void {
  const stands = report.outcome === 'applied' || report.outcome === 'appliedWithFailures';
  if (stands && report.checkpoint !== null) {
    terminal.err(`It was too late to stop: the change had been made. This takes it back: ${undoCommand(folder)}`);
  }
}

/** @returns the report; null where nothing was done, which was told. @throws Stopped */
export async function carryOut(planned: Planned, options: CarryOutOptions, client: Client, terminal: Terminal): Promise<Report | null> {
  const { plan, digest, answers } = planned;
  const teller = new RunTeller(options, terminal, { actions: plan.actions, handover: options.handover });
  const problems = plan.problems.filter((found) => found.severity === 'error');
  if (problems.length > 0) {
    teller.failure(failure('PLAN_BLOCKED', {}, { problems }));
    return null;
  }
  if (!options.json) for (const line of options.shown) terminal.err(line);
  if (plan.actions.length > 0 && !(await agreed(options, terminal))) return null;
  const passwords = await options.passwords();
  const watch = cancelOnSignal(client, answers.folder, terminal);
  try {
    const applied = await client['plan.apply']({ answers, digest, secrets: { passwords: Object.fromEntries(passwords) } }, (event) => teller.event(event));
    if (!applied.ok) {
      teller.failure(applied.failure);
      return null;
    }
    teller.report(applied.value, applied.value.outcome === 'applied');
    if (watch.asked()) tellTooLate(applied.value, answers.folder, terminal);
    return applied.value;
  } finally {
    watch.end();
  }
}
