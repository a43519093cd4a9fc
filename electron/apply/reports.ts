/** The report of a change, each outcome with the sentence that people read. */
import { failure, type Failure } from '../../shared/errors/failure.ts';
import type { Proof } from '../../shared/contract/contract.ts';
import type { Report } from '../../shared/model/report.ts';
import { withProcessNumber } from '../../shared/plan/handCommands.ts';
import { outcomeMessage } from '../../shared/plan/outcomeMessage.ts';
import { findListener } from '../inspect/findListener.ts';
import type { ProgramContext } from '../programContext.ts';
import { toFailure } from '../rpc/toFailure.ts';
import type { ApplyRun } from './applyRun.ts';
import type { RolledBack } from './rollBack.ts';

interface When {
  startedAt: number;
  /** null when nothing had to be changed. */
  checkpoint: string | null;
}

interface Finished {
  proof: Proof;
  files: Report['files'];
  /** What was done without being confirmed. */
  doubt: Failure | null;
}

const nothingProven = { checks: [], targets: [], connection: null, caPem: null };

/** What a person has to run, with the number of the process as it is now. */
function handCommands({ prepared, context }: ApplyRun): string[] {
  const commands = prepared.plan.actions.flatMap((action) => (action.kind === 'hands' ? action.commands : []));
  if (commands.length === 0 || prepared.facts.server.control !== 'process') return commands;
  const found = findListener(prepared.facts.server.listen, context.machine);
  return found === null ? commands : withProcessNumber(commands, found.pid);
}

/** After every action was done: applied, or applied with something left to do or to look at. */
export function finishReport(run: ApplyRun, { proof, files, doubt }: Finished, when: When): Report {
  const commands = handCommands(run);
  const failed = proof.checks.filter((check) => !check.ok).length;
  const outcome = failed === 0 && commands.length === 0 && doubt === null ? 'applied' : 'appliedWithFailures';
  const { endpoint } = run.prepared.plan;
  return {
    type: 'report',
    outcome,
    message: doubt?.message ?? outcomeMessage(outcome, run.prepared.plan.checks.length === 0 ? null : endpoint, failed, commands.length > 0),
    files,
    ...proof,
    checkpoint: when.checkpoint,
    commands,
    failure: doubt,
    startedAt: when.startedAt,
    ms: run.context.now() - when.startedAt,
  };
}

function putBack(undone: RolledBack, message: string, why: Failure | null, when: When & { context: ProgramContext }): Report {
  return {
    type: 'report',
    outcome: undone.complete ? 'rolledBack' : 'needsHands',
    message,
    files: undone.restored.map((path) => ({ path, mode: '', action: 'restored' as const })),
    ...nothingProven,
    checkpoint: when.checkpoint,
    commands: undone.commands,
    failure: why,
    startedAt: when.startedAt,
    ms: when.context.now() - when.startedAt,
  };
}

/** After a change could not be finished. */
export function rolledBackReport(cause: unknown, undone: RolledBack, when: When & { context: ProgramContext }): Report {
  const message = outcomeMessage(undone.complete ? 'rolledBack' : 'needsHands', null, undone.failed.length, true);
  return putBack(undone, message, toFailure(cause, when.context.log), when);
}

/** After an undo that a person asked for, or a recovery. */
export function undoneReport(undone: RolledBack, when: When & { context: ProgramContext }): Report {
  const { changedSince, failed, complete } = undone;
  if (changedSince.length > 0) {
    const fix = { kind: 'retry' as const, label: 'Put it back all the same' };
    const why = failure('UNDO_WOULD_LOSE_CHANGES', { paths: changedSince.join(', ') }, { fix });
    return putBack(undone, why.message, why, when);
  }
  if (complete) return putBack(undone, 'Everything that this change did was put back. The folder stays, with what Prometheus itself wrote into it.', null, when);
  const files = failed.length === 0 ? 'The files are as they were.' : 'Not every file could be put back.';
  return putBack(undone, `${files} Run the commands below for the rest.`, null, when);
}
