/**
 * One change as a transaction: agreed plan, lock, undo log, actions, proof. When it cannot be finished, everything is
 * put back, files and process. A failed proof leaves the change in place: the server runs, and only the person knows
 * whether the check saw what matters.
 */
import type { Answers, Secrets } from '../../shared/model/answers.ts';
import type { Proof } from '../../shared/contract/contract.ts';
import type { Action } from '../../shared/model/plan.ts';
import type { ApplyEvent, Report } from '../../shared/model/report.ts';
import { makeFolder } from '../host/folders.ts';
import { writeFileAtomic } from '../host/writeFiles.ts';
import { downloadForPlan } from '../release/downloadForPlan.ts';
import type { ProgramContext } from '../programContext.ts';
import { WizardError } from '../wizardError.ts';
import { throwIfCancelled, type ApplyRun } from './applyRun.ts';
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import { acquireLock, type Lock } from './lock.ts';
import { makeMaterial } from './material.ts';
import { preparePlan, type PreparedPlan } from './preparePlan.ts';
import { processBefore, runProcessAction } from './processActions.ts';
import { prove } from './prove.ts';
import { serverAccess } from './serverAccess.ts';
import { finishReport, rolledBackReport } from './reports.ts';
import { rollBack } from './rollBack.ts';
import { stateFileMode, stateFolder } from './stateFolder.ts';
import { PlanFiles } from './writeFilesOfPlan.ts';

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

async function act(run: ApplyRun, files: PlanFiles, action: Action): Promise<void> {
  switch (action.kind) {
    case 'folder.create':
    case 'hands':
      return;
    case 'release.download':
      await downloadForPlan(action, run);
      return;
    case 'file.write':
      files.write(action);
      return;
    case 'yaml.edit':
      files.commit(action);
      return;
    case 'promtool.check':
      await files.check(action.what, action.path);
      return;
    case 'process.start':
    case 'process.restart':
    case 'process.reload':
    case 'service.restart':
      await runProcessAction(action, run);
  }
}

/** Staging comes after the files that are checked together with the configurations, and before the first check. */
async function runActions(run: ApplyRun, files: PlanFiles): Promise<void> {
  const { plan } = run.prepared;
  let staged = false;
  for (const [index, action] of plan.actions.entries()) {
    throwIfCancelled(run.signal);
    if (!staged && (action.kind === 'promtool.check' || action.kind === 'yaml.edit')) {
      files.stage(plan);
      staged = true;
    }
    run.tell({ type: 'step', index, total: plan.actions.length, text: action.why });
    await act(run, files, action);
  }
}

/** Remembers the answers, which hold no secret, so that the folder can be opened again where it was left. */
function rememberAnswers(run: ApplyRun): void {
  const path = `${stateFolder(run.prepared.plan.folder)}/answers.json`;
  writeFileAtomic(path, JSON.stringify(run.answers), { mode: stateFileMode });
}

/** The server goes on without PromSeal only where the person chose so. */
function settleLifetime({ answers, prepared, context }: ApplyRun): void {
  const endsWithUs = 'keep_running' in answers.server && !answers.server.keep_running;
  if (endsWithUs) context.stopAtExit.add(prepared.plan.folder);
  else context.stopAtExit.delete(prepared.plan.folder);
}

async function proveRun(run: ApplyRun, since: number): Promise<Proof> {
  const { plan, facts } = run.prepared;
  const scrapeIntervalMs = facts.scrapeConfig.facts?.scrapeIntervalMs ?? 15_000;
  const access = serverAccess(plan, facts, run.material);
  return await prove({ plan, access, now: run.context.now(), since, scrapeIntervalMs, tell: run.tell });
}

async function change(run: ApplyRun, checkpoint: Checkpoint, startedAt: number): Promise<Report> {
  const files = new PlanFiles(run, checkpoint);
  const { plan } = run.prepared;
  try {
    checkpoint.recordProcess(processBefore(run.prepared.facts));
    await runActions(run, files);
  } catch (cause) {
    files.discard();
    const undone = await rollBack(plan.folder, checkpoint.id, { ...run, startedAt });
    checkpoint.close(undone.complete ? 'rolledBack' : 'needsHands');
    return rolledBackReport(cause, undone, { startedAt, checkpoint: checkpoint.id, context: run.context });
  }
  const proof = await proveRun(run, startedAt);
  const report = finishReport(run, proof, files.done, { startedAt, checkpoint: checkpoint.id });
  checkpoint.close(report.outcome);
  rememberAnswers(run);
  settleLifetime(run);
  return report;
}

/**
 * Applies a plan that was agreed to.
 * @throws PLAN_STALE, PLAN_BLOCKED, BUSY and the codes of the undo log, all before anything was changed; what goes
 *   wrong later is told by the report's outcome and failure
 */
export async function applyPlan(
  input: ApplyInput,
  context: ProgramContext,
  tell: (event: ApplyEvent) => void,
  signal: AbortSignal,
): Promise<Report> {
  const startedAt = context.now();
  const prepared = await preflight(input, context);
  const { folder, actions } = prepared.plan;
  const material = await makeMaterial({ ...input, ...prepared, now: startedAt });
  throwIfCancelled(signal);
  const run = { answers: input.answers, prepared, material, context, tell, signal };
  if (actions.length === 0) return finishReport(run, await proveRun(run, 0), [], { startedAt, checkpoint: null });
  for (const action of actions) if (action.kind === 'folder.create') makeFolder(action.path, action.mode, action.owner);
  const lock: Lock = acquireLock(folder, startedAt);
  try {
    const checkpoint = openCheckpoint(folder, { now: startedAt, digest: input.digest });
    return await change(run, checkpoint, startedAt);
  } finally {
    lock.release();
  }
}
