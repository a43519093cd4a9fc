/** Whether what stands in a file now is what was there before a change, what the change wrote, or somebody else's. */
import type { AbsentRecord, FileRecord, JournalRecord } from './journal.ts';
import { fileState } from '../host/readFiles.ts';
import type { FileState } from '../../shared/model/hostFacts.ts';

/** What a checkpoint recorded of one file. */
export type FileChange = FileRecord | AbsentRecord;

/** `new` is what the change wrote; `unknown` somebody else's, or nothing that can be read. */
export type StandsNow = 'old' | 'new' | 'missing' | 'unknown';

/** Whether a file has the content, mode and owner that were recorded, or is absent as it was then. */
export function isAsBefore(change: FileChange, now: FileState): boolean {
  if (change.kind === 'absent' || now.kind !== 'file') {
    return change.kind === now.kind;
  }
  return now.sha256 === change.sha256 && now.mode === change.mode && now.uid === change.uid && now.gid === change.gid;
}

/** The hashes that this change may have left in a file; null when not all of them were known ahead. */
export function ownHashes(change: FileChange, records: readonly JournalRecord[]): Set<string> | null {
  const closed = records.findLast((record) => record.kind === 'close');
  const again = records.filter((record) => record.kind === 'planned').filter(({ real }) => real === change.real);
  const planned = [change.planned, ...again.map(({ sha256 }) => sha256)];
  if (closed === undefined && planned.includes(null)) {
    return null;
  }
  const before = change.kind === 'file' ? change.sha256 : null;
  return new Set([...planned, closed?.after[change.real], before].filter((hash) => typeof hash === 'string'));
}

/** Whether a file holds what neither was there before nor comes from this change. One that is gone loses nothing. */
export function isForeign(change: FileChange, records: readonly JournalRecord[]): boolean {
  const now = fileState(change.real);
  return now.kind === 'file' && ownHashes(change, records)?.has(now.sha256) === false;
}

/** What stands in a file that could not be put back. */
export function stateInWords(change: FileChange, records: readonly JournalRecord[]): StandsNow {
  const now = fileState(change.real);
  if (now.kind !== 'file') {
    return now.kind === 'absent' ? 'missing' : 'unknown';
  }
  if (change.kind === 'file' && now.sha256 === change.sha256) {
    return 'old';
  }
  return ownHashes(change, records)?.has(now.sha256) === true ? 'new' : 'unknown';
}
