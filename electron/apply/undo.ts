/** Undoing an applied change, and recovering one that was killed. Both are the undo log, played backwards. */
import type { Report } from '../../shared/model/report.ts';
import { WizardError } from '../wizardError.ts';
import { findOpenCheckpoint, listCheckpoints, type CheckpointSummary } from './checkpointList.ts';
import { acquireLock } from './lock.ts';
import { recoverLocked } from './recover.ts';
import { throwIfKeptByAnother } from './stateFolder.ts';
import { undoneReport } from './reports.ts';
import { restoreCheckpoint } from './restore.ts';
import { withProcess, type RolledBack, type RollBackRun } from './rollBack.ts';

type UndoRun = Omit<RollBackRun, 'startedAt'>;

/**
 * The changes to take back, newest first, down to and including the one that was named; undo goes backwards in time.
 * @throws CHECKPOINT_OPEN for a change that was interrupted, which is recovered; NOTHING_TO_UNDO, CHECKPOINT_NOT_FOUND
 */
function chain(folder: string, wanted: string | undefined): CheckpointSummary[] {
  const open = findOpenCheckpoint(folder);
  if (open !== null) throw new WizardError('CHECKPOINT_OPEN', { id: open.id });
  const standing = listCheckpoints(folder).filter(({ outcome, undone }) => !undone && outcome !== 'rolledBack').reverse();
  if (standing.length === 0) throwIfKeptByAnother(folder);
  const last = wanted === undefined ? 0 : standing.findIndex(({ id }) => id === wanted);
  if (wanted !== undefined && last < 0) throw new WizardError('CHECKPOINT_NOT_FOUND', { id: wanted, path: folder });
  if (standing.length === 0) throw new WizardError('NOTHING_TO_UNDO', { path: folder });
  return standing.slice(0, last + 1);
}

/**
 * Puts back what a change did, and what came after it.
 * @param options.checkpoint down to this one; the newest alone when left out
 * @param options.force also over changes that somebody made since
 * @throws NOTHING_TO_UNDO, CHECKPOINT_NOT_FOUND, CHECKPOINT_OPEN, BUSY, STATE_NOT_TRUSTED
 */
export async function undoChange(folder: string, options: { checkpoint?: string; force: boolean }, run: UndoRun): Promise<Report> {
  const startedAt = run.context.now();
  const lock = acquireLock(folder, startedAt);
  try {
    const changes = chain(folder, options.checkpoint);
    const done: { id: string; undone: RolledBack }[] = [];
    for (const [index, { id, at }] of changes.entries()) {
      run.tell({ type: 'step', index, total: changes.length, text: `Change ${id} is put back.` });
      const undone = await withProcess(folder, restoreCheckpoint(folder, id, { force: options.force }), { ...run, startedAt: at });
      done.push({ id, undone });
      if (undone.failed.length > 0 || undone.changedSince.length > 0) break;
    }
    const last = done.at(-1);
    if (last === undefined) throw new WizardError('NOTHING_TO_UNDO', { path: folder });
    const restored = [...new Set(done.flatMap(({ undone }) => undone.restored))];
    return undoneReport({ ...last.undone, restored }, { startedAt, checkpoint: last.id, context: run.context });
  } finally {
    lock.release();
  }
}

/**
 * Reverts a change that was killed half way.
 * @param options.force also over files that somebody changed since
 * @throws NOTHING_TO_RECOVER, STATE_NOT_TRUSTED, BUSY while it is still running
 */
export async function recoverChange(folder: string, options: { force: boolean }, run: UndoRun): Promise<Report> {
  const startedAt = run.context.now();
  const interrupted = findOpenCheckpoint(folder);
  if (interrupted === null) {
    throwIfKeptByAnother(folder);
    throw new WizardError('NOTHING_TO_RECOVER', { path: folder });
  }
  const lock = acquireLock(folder, startedAt);
  try {
    const recovery = recoverLocked(folder, options);
    if (recovery === null) throw new WizardError('NOTHING_TO_RECOVER', { path: folder });
    const undone = await withProcess(folder, recovery, { ...run, startedAt: interrupted.at });
    return undoneReport(undone, { startedAt, checkpoint: recovery.id, context: run.context });
  } finally {
    lock.release();
  }
}
