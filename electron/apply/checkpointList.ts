/** What the undo log of a setup holds: its checkpoints, oldest first, and the one that is neither made nor put back. */
import { join } from 'node:path';
import type { Outcome } from '../../shared/model/report.ts';
import { listDirectory } from '../host/folders.ts';
import { fileState } from '../host/readFiles.ts';
import { throwUnlessOurs } from '../host/trustedPath.ts';
import { WizardError } from '../wizardError.ts';
import { readRecords, type JournalRecord } from './journal.ts';
import { stateFolder } from './stateFolder.ts';

export interface CheckpointSummary {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Of the plan that was applied. */
  readonly digest: string;
  /** Null for one that was never closed. */
  readonly outcome: Outcome | null;
  /** Whether it was put back after it was closed. */
  readonly undone: boolean;
  /** Whether putting it back was begun, and then killed or failed. */
  readonly halfUndone: boolean;
  /** The files it can put back, as the plan named them. */
  readonly paths: string[];
}

export function checkpointFolder(folder: string, id: string): string {
  return join(stateFolder(folder), 'checkpoints', id);
}

/** Numbers of six digits sort as text. */
export function identifiers(folder: string): string[] {
  const all = join(stateFolder(folder), 'checkpoints');
  throwUnlessOurs(all);
  try {
    const names = listDirectory(all).map(({ name }) => name);
    return names.filter((name) => /^\d{6}$/.test(name));
  } catch (error) {
    if (error instanceof WizardError && error.code === 'FILE_NOT_FOUND') {
      return [];
    }
    throw error;
  }
}

/** A checkpoint, or null for a folder without a journal: one that was being begun or forgotten. */
function summarise(folder: string, id: string): CheckpointSummary | null {
  const own = checkpointFolder(folder, id);
  if (fileState(join(own, 'journal.jsonl')).kind === 'absent') {
    return null;
  }
  const records = readRecords(own);
  const has = (kind: JournalRecord['kind']): boolean => records.some((record) => record.kind === kind);
  const opened = records.find((record) => record.kind === 'open');
  const closed = records.findLast((record) => record.kind === 'close');
  return {
    id,
    at: opened?.at ?? 0,
    digest: opened?.digest ?? '',
    outcome: closed?.outcome ?? null,
    undone: has('undone'),
    halfUndone: has('undoing') && !has('undone'),
    paths: records.flatMap((record) => (record.kind === 'file' || record.kind === 'absent' ? [record.path] : [])),
  };
}

/** The checkpoints of a setup, oldest first. Errors are those of `listDirectory` and `readText`. */
export function listCheckpoints(folder: string): CheckpointSummary[] {
  return identifiers(folder).flatMap((id) => summarise(folder, id) ?? []);
}

/** Whether a change was interrupted, or could not be put back completely. */
export function isUnfinished({ outcome, undone, halfUndone }: CheckpointSummary): boolean {
  return outcome === null || halfUndone || (outcome === 'needsHands' && !undone);
}

/** The newest change that is neither made nor put back. Errors are those of `listCheckpoints`. */
export function findOpenCheckpoint(folder: string): CheckpointSummary | null {
  return listCheckpoints(folder).findLast(isUnfinished) ?? null;
}
