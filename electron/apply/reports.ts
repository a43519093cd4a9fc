/** The reports of a change, each outcome with the sentence that people read. */
import { failure, type Failure } from '../../shared/errors/failure.ts';
import type { Proof } from '../../shared/contract/contract.ts';
import type { Report } from '../../shared/model/report.ts';
import { outcomeMessage } from '../../shared/plan/outcomeMessage.ts';
import type { ProgramContext } from '../programContext.ts';
import { WizardError } from '../wizardError.ts';
import type { ApplyRun } from './applyRun.ts';
import { toFailure } from '../rpc/toFailure.ts';
import type { RolledBack } from './rollBack.ts';

interface When {
  startedAt: number;
  /** null when nothing had to be changed. */
  checkpoint: string | null;
}

const nothingProven = { checks: [], targets: [], connection: null, caPem: null } as const;

/** After every action was done: applied, or applied with checks that failed. */
export function finishReport(run: ApplyRun, proof: Proof, files: Report['files'], when: When): Report {
  const commands = run.prepared.plan.actions.flatMap((action) => (action.kind === 'hands' ? action.commands : []));
  const failed = proof.checks.filter((check) => !check.ok).length;
  const outcome = failed === 0 ? 'applied' : 'appliedWithFailures';
  return {
    type: 'report',
    outcome,
    message: outcomeMessage(outcome, run.prepared.plan.endpoint, failed, commands.length > 0),
    files,
    ...proof,
    checkpoint: when.checkpoint,
    commands,
    failure: null,
    startedAt: when.startedAt,
    ms: run.context.now() - when.startedAt,
  };
}

/** After a change could not be finished. */
export function rolledBackReport(cause: unknown, undone: RolledBack, when: When & { context: ProgramContext }): Report {
  const outcome = undone.complete ? 'rolledBack' : 'needsHands';
  return {
    type: 'report',
    outcome,
    message: outcomeMessage(outcome, null, undone.failed.length, true),
    files: undone.restored.map((path) => ({ path, mode: '', action: 'restored' as const })),
    ...nothingProven,
    checks: [],
    targets: [],
    checkpoint: when.checkpoint,
    commands: undone.commands,
    failure: toFailure(cause, when.context.log),
    startedAt: when.startedAt,
    ms: when.context.now() - when.startedAt,
  };
}

/** After an undo that a person asked for, or a recovery. */
export function undoneReport(undone: RolledBack, when: When & { context: ProgramContext }): Report {
  const changed = undone.changedSince;
  const why: Failure | null =
    changed.length > 0 ? failure('UNDO_WOULD_LOSE_CHANGES', { paths: changed.join(', ') }, { fix: { kind: 'retry', label: 'Put it back all the same' } }) : null;
  const base = rolledBackReport(new WizardError('CANCELLED'), undone, when);
  const message = why?.message ?? (undone.complete ? 'Everything that this change did was put back.' : base.message);
  return { ...base, message, failure: why };
}
