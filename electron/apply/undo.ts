/** Undoing an applied change, and recovering one that was killed. Both are the undo log, played backwards. */
import type { Report } from '../../shared/model/report.ts';
import { WizardError } from '../wizardError.ts';
import { findOpenCheckpoint, listCheckpoints } from './checkpoint.ts';
import { acquireLock } from './lock.ts';
import { recover } from './recover.ts';
import { undoneReport } from './reports.ts';
import { rollBack, withProcess, type RollBackRun } from './rollBack.ts';

type UndoRun = Omit<RollBackRun, 'startedAt'>;

/** Undo goes backwards in time: the newest change that still stands comes first. */
function choose(folder: string, wanted: string | undefined): string {
  const standing = listCheckpoints(folder).filter(({ outcome, undone }) => !undone && outcome !== 'rolledBack');
  const chosen = wanted === undefined ? standing.at(-1) : standing.find(({ id }) => id === wanted);
  if (chosen === undefined) throw new WizardError('CHECKPOINT_NOT_FOUND', { id: wanted ?? 'newest', path: folder });
  return chosen.id;
}

/** The changes to take back, newest first, down to and including the one that was named. */
function chain(folder: string, target: string): { id: string; at: number }[] {
  return listCheckpoints(folder)
    .filter(({ id, outcome, undone }) => id >= target && !undone && outcome !== 'rolledBack')
    .reverse();
}

/**
 * Puts back what a change did, and what came after it.
 * @param options.checkpoint down to this one; the newest alone when left out
 * @param options.force also over changes that somebody made since
 * @throws CHECKPOINT_NOT_FOUND, BUSY
 */
export async function undoChange(folder: string, options: { checkpoint?: string; force: boolean }, run: UndoRun): Promise<Report> {
  const startedAt = run.context.now();
  const lock = acquireLock(folder, startedAt);
  try {
    const target = choose(folder, options.checkpoint);
    let last = null;
    for (const { id, at } of chain(folder, target)) {
      run.tell({ type: 'step', index: 0, total: 1, text: `Putting back change ${id}.` });
      last = { id, undone: await rollBack(folder, id, { ...run, startedAt: at }, { force: options.force }) };
      if (!last.undone.complete) break;
    }
    if (last === null) throw new WizardError('CHECKPOINT_NOT_FOUND', { id: target, path: folder });
    return undoneReport(last.undone, { startedAt, checkpoint: last.id, context: run.context });
  } finally {
    lock.release();
  }
}

/**
 * Reverts a change that was killed half way.
 * @param options.force also over files that somebody changed since
 * @throws NOTHING_TO_RECOVER, BUSY while it is still running
 */
export async function recoverChange(folder: string, options: { force: boolean }, run: UndoRun): Promise<Report> {
  const startedAt = run.context.now();
  const interruptedAt = findOpenCheckpoint(folder)?.at ?? 0;
  const recovery = recover(folder, startedAt, options);
  if (recovery === null) throw new WizardError('NOTHING_TO_RECOVER', { path: folder });
  const undone = await withProcess(folder, recovery, { ...run, startedAt: interruptedAt });
  return undoneReport(undone, { startedAt, checkpoint: recovery.id, context: run.context });
}
