/** Puts back a change that was killed half way, at the next start. */
import { closeCheckpoint } from './checkpoint.ts';
import { findOpenCheckpoint } from './checkpointList.ts';
import { acquireLock } from './lock.ts';
import { restoreCheckpoint, type RestoreResult } from './restore.ts';

export interface Recovery extends RestoreResult {
  /** Of the checkpoint that was restored. */
  readonly id: string;
  /** Whether everything is as it was before that change; then the checkpoint is closed. */
  readonly complete: boolean;
}

/**
 * Restores the newest change that was never finished, or not put back completely. What is left incomplete is tried
 * again by the next call.
 * @param now epoch milliseconds
 * @param options.force also over files that somebody else changed since
 * @returns null when there is nothing to do
 * @throws BUSY while a change is being made; CHECKPOINT_NOT_WRITABLE
 */
export function recover(folder: string, now: number, options: { force?: boolean } = {}): Recovery | null {
  if (findOpenCheckpoint(folder) === null) {
    return null;
  }
  const lock = acquireLock(folder, now);
  try {
    return recoverLocked(folder, options);
  } finally {
    lock.release();
  }
}

/** The same for a caller that holds the lock already. */
export function recoverLocked(folder: string, options: { force?: boolean } = {}): Recovery | null {
  const open = findOpenCheckpoint(folder);
  if (open === null) {
    return null;
  }
  const result = restoreCheckpoint(folder, open.id, options);
  const complete = result.failed.length === 0 && result.changedSince.length === 0;
  if (complete) {
    closeCheckpoint(folder, open.id, 'rolledBack');
  }
  return { ...result, id: open.id, complete };
}
