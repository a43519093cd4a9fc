/**
 * One change as a transaction: lock, agreed plan, undo log, actions, proof. When it cannot be finished, everything is
 * put back, files and process. A failed proof leaves the change in place: the server runs, and only the person knows
 * whether the check saw what matters.
 */
import type { Failure } from '../../shared/errors/failure.ts';
import type { Answers, Secrets } from '../../shared/model/answers.ts';
import type { Proof } from '../../shared/contract/contract.ts';
import type { Plan } from '../../shared/model/plan.ts';
import type { ApplyEvent, Report } from '../../shared/model/report.ts';
import { settledSchemes } from '../../shared/plan/settledSchemes.ts';
import { makeFolder } from '../host/folders.ts';
import { mayCreateIn } from '../host/statFiles.ts';
import { fullPath } from '../host/fullPath.ts';
import { fileState } from '../host/readFiles.ts';
import { throwIfLink } from '../host/trustedPath.ts';
import { writeFileAtomic } from '../host/writeFiles.ts';
import type { ProgramContext } from '../programContext.ts';
import { WizardError } from '../wizardError.ts';
import { throwIfCancelled, type ApplyRun } from './applyRun.ts';
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import { targetsUpBefore, type KeptTarget } from './keptTargets.ts';
import { acquireLock } from './lock.ts';
import { makeMaterial } from './material.ts';
import { preparePlan, type PreparedPlan } from './preparePlan.ts';
import { prove } from './prove.ts';
import { finishReport, rolledBackReport } from './reports.ts';
import { rollBack } from './rollBack.ts';
import { needsHands, runActions } from './runActions.ts';
import { serverAccess } from './serverAccess.ts';
import { stateFileMode, stateFolder } from './stateFolder.ts';
import { PlanFiles, throwUnlessAsPlanned } from './writeFilesOfPlan.ts';

export interface ApplyInput {
  answers: Answers;
  /** Of the plan that the person reviewed. */
  digest: string;
  secrets: Secrets;
}

/** Looks again, plans again, and refuses anything but the plan that was agreed to. */
async function preflight(input: ApplyInput, context: ProgramContext): Promise<PreparedPlan> {
  const prepared = await preparePlan(input.answers, context);
  if (prepared.digest !== input.digest) throw new WizardError('PLAN_STALE');
  const problems = prepared.plan.problems.filter((found) => found.severity === 'error');
  if (problems.length > 0) throw new WizardError('PLAN_BLOCKED', {}, { problems });
  return prepared;
}

/** Making keys and hashes takes seconds; what somebody changed meanwhile is found before anything is touched. */
function throwIfStale(plan: Plan): void {
  for (const action of plan.actions) if (action.kind === 'file.write' || action.kind === 'file.mode') throwIfLink(action.path);
  for (const action of plan.actions) if ('before' in action) throwUnlessAsPlanned(action, fileState(action.path));
}

/** Remembers the answers, which hold no password, so that the folder can be opened again where it was left. */
function rememberAnswers(run: ApplyRun): void {
  const path = `${stateFolder(run.prepared.plan.folder)}/answers.json`;
  try {
    writeFileAtomic(path, JSON.stringify({ ...run.answers, repair: [], connections: [] }), { mode: stateFileMode });
  } catch (error) {
    // The change itself is complete; without the answers the folder is opened by what its files say.
    run.tell({ type: 'log', line: error instanceof Error ? error.message : String(error) });
  }
}

/** The server goes on without PromSeal only where the person chose so. */
function settleLifetime({ answers, prepared, context }: ApplyRun): void {
  const endsWithUs = 'keep_running' in answers.server && !answers.server.keep_running;
  if (endsWithUs) context.stopAtExit.add(prepared.plan.folder);
  else context.stopAtExit.delete(prepared.plan.folder);
}

/** @param when scrapes before `since`, epoch milliseconds, used the old files; `before` are the targets that were up then */
async function proveRun(run: ApplyRun, when: { since: number; before: readonly KeptTarget[] }, doubt: Failure | null = null): Promise<Proof> {
  const { plan, facts } = run.prepared;
  const access = serverAccess(plan, facts, run.material);
  // Until somebody has run the commands the server is the old one, and one that hangs would keep every check waiting.
  if (needsHands(plan) || doubt !== null) return { checks: [], targets: [], connection: null, caPem: access.caPem };
  const scrapeIntervalMs = facts.scrapeConfig.facts?.scrapeIntervalMs ?? 15_000;
  const schemes = settledSchemes(plan, facts);
  const proof = await prove({ plan, access, now: run.context.now(), ...when, schemes, scrapeIntervalMs, tell: run.tell, signal: run.signal });
  if (run.prepared.repairs.length === 0) return proof;
  const { proveRepairs } = await import('./proveRepairs.ts');
  return { ...proof, checks: [...proof.checks, ...(await proveRepairs(run))] };
}

/** Closes a change that was put back. One that cannot be closed is found again at the next start, as it should be. */
function closeAfterRollback(checkpoint: Checkpoint, complete: boolean): void {
  try {
    checkpoint.close(complete ? 'rolledBack' : 'needsHands');
  } catch (error) {
    if (!(error instanceof WizardError)) throw error;
  }
}

async function change(run: ApplyRun, checkpoint: Checkpoint, before: readonly KeptTarget[], startedAt: number): Promise<Report> {
  const files = new PlanFiles(run, checkpoint);
  const when = { startedAt, checkpoint: checkpoint.id };
  try {
    const doubt = await runActions(run, files, checkpoint);
    const proof = await proveRun(run, { since: run.context.now(), before }, doubt);
    throwIfCancelled(run.signal);
    const report = finishReport(run, { proof, files: files.done, doubt }, when);
    checkpoint.close(report.outcome);
    rememberAnswers(run);
    settleLifetime(run);
    return report;
  } catch (cause) {
    files.discard();
    const undone = await rollBack(run.prepared.plan.folder, checkpoint.id, { ...run, startedAt }, { untouched: files.untouched() });
    closeAfterRollback(checkpoint, undone.complete);
    return rolledBackReport(cause, undone, { ...when, context: run.context });
  }
}

export interface SetupLock {
  hold(plan: Plan): void;
  release(): void;
}

/**
 * Takes the lock at once where the folder is there to hold one, and says how to take it once the folder was made.
 * @throws BUSY, STATE_NOT_TRUSTED, CHECKPOINT_NOT_WRITABLE
 */
export function locking(folder: string, now: number): SetupLock {
  let lock = mayCreateIn(folder) === null ? acquireLock(folder, now) : null;
  return {
    hold: (plan) => {
      for (const action of plan.actions) if (action.kind === 'folder.create') makeFolder(action.path, action.mode, action.owner);
      lock ??= acquireLock(folder, now);
    },
    release: () => lock?.release(),
  };
}

/**
 * From an agreed plan and its material on: everything that changes the machine.
 * @param when.before targets that were up before, and the start of the whole in epoch milliseconds
 * @throws PLAN_STALE, FILE_IS_LINK, FILE_NOT_USABLE, BUSY and the codes of the undo log, all before anything was changed
 */
export async function applyPrepared(run: ApplyRun, lock: SetupLock, when: { before: readonly KeptTarget[]; startedAt: number; digest: string }): Promise<Report> {
  const { plan } = run.prepared;
  const { before, startedAt, digest } = when;
  if (plan.actions.length === 0) {
    const proof = await proveRun(run, { since: 0, before: [] });
    return finishReport(run, { proof, files: [], doubt: null }, { startedAt, checkpoint: null });
  }
  throwIfStale(plan);
  lock.hold(plan);
  const checkpoint = openCheckpoint(plan.folder, { now: startedAt, digest });
  return await change(run, checkpoint, before, startedAt);
}

/**
 * Applies a plan that was agreed to.
 * @throws BUSY, PLAN_STALE, PLAN_BLOCKED, FILE_IS_LINK, FILE_NOT_USABLE and the codes of the undo log, all before anything was changed; what goes
 *   wrong later is told by the report's outcome and failure
 */
export async function applyPlan(
  input: ApplyInput,
  context: ProgramContext,
  tell: (event: ApplyEvent) => void,
  signal: AbortSignal,
): Promise<Report> {
  const startedAt = context.now();
  const folder = fullPath(input.answers.folder);
  const lock = locking(folder, startedAt);
  try {
    const prepared = await preflight(input, context);
    const [material, before] = await Promise.all([
      makeMaterial({ ...prepared, secrets: input.secrets, now: startedAt }),
      targetsUpBefore(prepared, startedAt),
    ]);
    throwIfCancelled(signal);
    const run: ApplyRun = { answers: prepared.answers, prepared, material, context, tell, signal };
    return await applyPrepared(run, lock, { before, startedAt, digest: input.digest });
  } finally {
    lock.release();
  }
}
