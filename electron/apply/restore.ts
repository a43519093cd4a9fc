/**
 * Puts back what a checkpoint recorded, newest change first. It may be repeated at any time: what is as before already
 * is left alone, so a restore that failed or was killed is finished by the next one.
 */
import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { checkpointFolder } from './checkpointList.ts';
import { appendRecord, readRecords, type JournalRecord, type ProcessBefore } from './journal.ts';
import { isAsBefore, isForeign, ownHashes, stateInWords, type FileChange, type StandsNow } from './ownChanges.ts';
import { clearCommand, putBackCommand, removeFolderCommand } from './putBackCommand.ts';
import { stateFileMode } from './stateFolder.ts';
import { isTemporaryOf, temporaryPrefix } from '../host/createFiles.ts';
import { pathDetails, systemReason } from '../host/fileError.ts';
import { listDirectory, removeEmptyFolder } from '../host/folders.ts';
import { fileState, readBytes } from '../host/readFiles.ts';
import { throwUnlessOurs } from '../host/trustedPath.ts';
import { removeFile, writeFileAtomic } from '../host/writeFiles.ts';
import { WizardError } from '../wizardError.ts';
import type { FileState } from '../../shared/model/hostFacts.ts';

export interface NotRestored {
  readonly path: string;
  /** What stands there now. */
  readonly state: StandsNow;
  readonly reason: string;
  /** For a POSIX shell; does by hand what could not be done. */
  readonly command: string;
}

export interface RestoreResult {
  /** Files that were put back or removed, in the order in which that was done. */
  readonly restored: string[];
  /** In the order in which the commands are to be run. Empty, with `changedSince`, means that all is as before. */
  readonly failed: NotRestored[];
  /** Files that somebody else changed after PromSeal: without `force`, then nothing at all is put back. */
  readonly changedSince: string[];
  /** Where the content of files went that was not written by this change. */
  readonly kept: { readonly path: string; readonly copy: string }[];
  /** How the server ran before; null for a change that did not come to touch it. */
  readonly process: ProcessBefore | null;
}

export interface RestoreOptions {
  /** Put back also over changes that somebody else made since; a copy of those is kept. */
  readonly force?: boolean;
  /** Files, as the plan names them, that the change recorded and never came to write: whatever stands there stays. */
  readonly untouched?: ReadonlySet<string>;
}

interface Undo {
  readonly own: string;
  readonly records: readonly JournalRecord[];
  readonly result: RestoreResult;
}

/**
 * The caller holds the lock. A checkpoint that was never closed stays open: the caller closes it by its outcome.
 * @param id of the checkpoint
 * @throws CHECKPOINT_NOT_FOUND, CHECKPOINT_DAMAGED; FILE_ codes when the journal cannot be read
 */
export function restoreCheckpoint(folder: string, id: string, options: RestoreOptions = {}): RestoreResult {
  const own = checkpointFolder(folder, id);
  if (fileState(join(own, 'journal.jsonl')).kind === 'absent') {
    throw new WizardError('CHECKPOINT_NOT_FOUND', { id, path: folder });
  }
  const records = readRecords(own);
  // None at all is a checkpoint that was killed while it began, before anything was changed.
  if (records.length > 0 && records[0]?.kind !== 'open') {
    throw new WizardError('CHECKPOINT_DAMAGED', { id, path: own, reason: 'the beginning of its journal is missing' });
  }
  const process = records.findLast((record) => record.kind === 'process')?.before ?? null;
  const undo: Undo = { own, records, result: { restored: [], failed: [], changedSince: [], kept: [], process } };
  const written = records.filter((record) => record.kind === 'file' || record.kind === 'absent');
  const files = written.filter(({ path }) => options.untouched?.has(path) !== true).reverse();
  const folders = records.filter((record) => record.kind === 'folder').reverse();
  if (options.force !== true) {
    undo.result.changedSince.push(...files.filter((file) => isForeign(file, records)).map(({ path }) => path));
  }
  if (undo.result.changedSince.length === 0) {
    note('undoing', undo);
    files.forEach((file) => stepBack(file, undo));
    files.forEach((file) => removeLeftovers(file, undo));
    folders.forEach((created) => removeIfEmpty(created.path, undo));
    if (undo.result.failed.length === 0) {
      note('undone', undo);
    }
  }
  return undo.result;
}

/**
 * One file backwards. After one that failed the rest is left: what is there now is a state that the change itself went
 * through, while a web.yml that stays new needs its certificate to stay as well.
 */
function stepBack(change: FileChange, undo: Undo): void {
  const { failed, restored } = undo.result;
  const stuck = failed[0];
  try {
    if (isAsBefore(change, usableState(change))) {
      return;
    }
    if (stuck !== undefined) {
      failed.push(notRestored(change, undo, `not tried, because ${stuck.path} comes first`));
      return;
    }
    keepForeign(change, undo);
    putBack(change, undo.own);
    restored.push(change.path);
  } catch (error) {
    failed.push(notRestored(change, undo, systemReason(error)));
  }
}

/** A folder that something else was put into meanwhile stays. */
function removeIfEmpty(path: string, { result }: Undo): void {
  try {
    if (result.failed.length === 0) {
      removeEmptyFolder(path);
    }
  } catch (error) {
    result.failed.push({ path, state: 'new', reason: systemReason(error), command: removeFolderCommand(path) });
  }
}

/** @throws FILE_NOT_USABLE for what cannot be read: it is not known what would be lost */
function usableState(change: FileChange): Exclude<FileState, { kind: 'unusable' }> {
  const now = fileState(change.real);
  if (now.kind === 'unusable') {
    throw new WizardError('FILE_NOT_USABLE', { ...pathDetails(change.path), reason: now.reason });
  }
  return now;
}

function putBack(change: FileChange, own: string): void {
  if (change.kind === 'absent') {
    removeFile(change.real);
    return;
  }
  const backup = join(own, change.backup);
  throwUnlessOurs(backup);
  const bytes = readBytes(backup);
  if (createHash('sha256').update(bytes).digest('hex') !== change.sha256) {
    const reason = `its copy of ${change.path} is not what was copied`;
    throw new WizardError('CHECKPOINT_DAMAGED', { id: basename(own), path: own, reason });
  }
  writeFileAtomic(change.real, bytes, { mode: change.mode, owner: { uid: change.uid, gid: change.gid } });
}

/** Copies what is about to be replaced into the checkpoint, unless it is known that this change wrote it. */
function keepForeign(change: FileChange, undo: Undo): void {
  const now = fileState(change.real);
  if (now.kind !== 'file' || ownHashes(change, undo.records)?.has(now.sha256) === true) {
    return;
  }
  const copy = join(undo.own, `${now.sha256.slice(0, 16)}.replaced`);
  writeFileAtomic(copy, readBytes(change.real), { mode: stateFileMode });
  undo.result.kept.push({ path: change.path, copy });
}

function notRestored(change: FileChange, undo: Undo, reason: string): NotRestored {
  return { path: change.path, state: stateInWords(change, undo.records), reason, command: putBackCommand(change, undo.own) };
}

/** Removes what a killed run left beside its targets. */
function removeLeftovers({ real }: FileChange, { result }: Undo): void {
  const beside = dirname(real);
  try {
    for (const { name } of listDirectory(beside)) {
      if (isTemporaryOf(name, real)) {
        removeFile(join(beside, name));
      }
    }
  } catch (error) {
    if (!(error instanceof WizardError && error.code === 'FILE_NOT_FOUND')) {
      const path = temporaryPrefix(real);
      result.failed.push({ path, state: 'unknown', reason: systemReason(error), command: clearCommand(path) });
    }
  }
}

/**
 * Marks a closed change as half undone, so that a kill is noticed at the next start, and as undone; one that was never
 * closed counts as interrupted anyway. A disk too full for the mark may well have room for the smaller old files.
 */
function note(kind: 'undoing' | 'undone', { own, records }: Undo): void {
  if (!records.some((record) => record.kind === 'close') || records.some((record) => record.kind === 'undone')) {
    return;
  }
  try {
    appendRecord(own, { kind });
  } catch {
    // The files matter more than the mark.
  }
}
