/**
 * The undo log of a change, on the disk before the change: `checkpoints/000001/` in the state folder holds a journal and a copy
 * of every file that is replaced. Writing any of it fails before anything of the user's is touched.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { checkpointFolder, findOpenCheckpoint, identifiers, isUnfinished, listCheckpoints } from './checkpointList.ts';
import { appendRecord, beginJournal, readRecords, type AbsentRecord, type JournalRecord, type ProcessBefore } from './journal.ts';
import { stateFileMode, stateFolder, stateFolderMode } from './stateFolder.ts';
import { createFile } from '../host/createFiles.ts';
import { pathDetails, systemReason } from '../host/fileError.ts';
import { listDirectory, makeFolder, missingFolders, removeEmptyFolder } from '../host/folders.ts';
import { fileState, readBytes } from '../host/readFiles.ts';
import { removeFile, resolveTarget } from '../host/writeFiles.ts';
import { WizardError } from '../wizardError.ts';
import type { FileState } from '../../shared/model/hostFacts.ts';
import type { Outcome } from '../../shared/model/report.ts';

export interface Checkpoint {
  readonly id: string;
  /** Call before making a folder: undoing removes it, and those missing above it, when they are empty. */
  recordFolder(path: string): void;
  /**
   * Call before staging a file. Copies the file as it is now into the checkpoint, or notes that there is none.
   * @param content what will be written, when it is known: then a file that somebody else changed meanwhile can be
   *   told from one of ours after a crash as well
   * @returns the state that was recorded, to compare with the one that the plan was made for
   */
  recordFile(path: string, content?: string | Uint8Array): FileState;
  recordProcess(before: ProcessBefore): void;
  /** Ends the change. When this throws, the change cannot be undone later: restore the checkpoint. */
  close(outcome: Outcome): void;
}

const kept = 20;

/** Runs a step of keeping the undo log; what goes wrong with it stops the change. */
function keeping<T>(path: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof WizardError && error.code === 'STATE_NOT_TRUSTED') throw error;
    throw new WizardError('CHECKPOINT_NOT_WRITABLE', { path, reason: systemReason(error) }, { cause: error });
  }
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/**
 * Opens the next checkpoint of a setup. The caller holds the lock.
 * @param options.now epoch milliseconds
 * @param options.digest of the plan
 * @throws CHECKPOINT_NOT_WRITABLE, CHECKPOINT_OPEN while an interrupted change has not been put back
 */
export function openCheckpoint(folder: string, options: { now: number; digest: string }): Checkpoint {
  const state = stateFolder(folder);
  const unfinished = keeping(state, () => findOpenCheckpoint(folder));
  if (unfinished !== null) {
    throw new WizardError('CHECKPOINT_OPEN', { id: unfinished.id });
  }
  const last = keeping(state, () => identifiers(folder)).at(-1) ?? '0';
  const id = String(Number(last) + 1).padStart(6, '0');
  const own = checkpointFolder(folder, id);
  keeping(own, () => {
    makeFolder(own, stateFolderMode);
    beginJournal(own, { kind: 'open', at: options.now, digest: options.digest });
  });
  return checkpointIn(folder, id, own);
}

function checkpointIn(folder: string, id: string, own: string): Checkpoint {
  const recorded = new Set<string>();
  const append = (record: JournalRecord): void => keeping(own, () => appendRecord(own, record));
  return {
    id,
    recordFolder: (path) => {
      for (const missing of missingFolders(path)) {
        append({ kind: 'folder', path: missing });
      }
    },
    recordFile: (path, content) => {
      const real = resolveTarget(path);
      const state = fileState(real);
      const planned = content === undefined ? null : sha256(content);
      if (recorded.has(real)) {
        append({ kind: 'planned', real, sha256: planned });
      } else {
        append(keepAway({ path, real, planned }, state, own, recorded.size + 1));
        recorded.add(real);
      }
      return state;
    },
    recordProcess: (before) => append({ kind: 'process', before }),
    close: (outcome) => closeCheckpoint(folder, id, outcome),
  };
}

/**
 * Ends the change of a checkpoint that an earlier run opened, with the hashes of its files as they are now.
 * @throws CHECKPOINT_NOT_WRITABLE
 */
export function closeCheckpoint(folder: string, id: string, outcome: Outcome): void {
  const own = checkpointFolder(folder, id);
  keeping(own, () => {
    const files = readRecords(own).filter((record) => record.kind === 'file' || record.kind === 'absent');
    appendRecord(own, { kind: 'close', outcome, after: Object.fromEntries(files.flatMap(({ real }) => hashNow(real))) });
  });
  forgetOldest(folder);
}

/** Copies a file into the checkpoint, and says how to put it back. */
function keepAway(place: Omit<AbsentRecord, 'kind'>, state: FileState, own: string, number: number): JournalRecord {
  if (state.kind === 'absent') {
    return { kind: 'absent', ...place };
  }
  if (state.kind === 'unusable') {
    throw new WizardError('FILE_NOT_USABLE', { ...pathDetails(place.path), reason: state.reason });
  }
  const bytes = readBytes(place.real);
  const backup = `${String(number).padStart(4, '0')}.before`;
  keeping(own, () => createFile(join(own, backup), bytes, stateFileMode));
  const { mode, uid, gid } = state;
  return { kind: 'file', ...place, backup, sha256: sha256(bytes), mode, uid, gid };
}

function hashNow(real: string): [string, string | null][] {
  const state = fileState(real);
  switch (state.kind) {
    case 'absent':
      return [[real, null]];
    case 'file':
      return [[real, state.sha256]];
    case 'unusable':
      return [];
  }
}

/** Removes what is older than the newest closed ones. Never throws: what is left is removed the next time. */
function forgetOldest(folder: string): void {
  try {
    const all = listCheckpoints(folder);
    const closed = all.filter((checkpoint) => !isUnfinished(checkpoint)).map(({ id }) => id);
    const headless = identifiers(folder).filter((id) => !all.some((checkpoint) => checkpoint.id === id));
    for (const id of [...headless, ...closed.slice(0, -kept)]) {
      forget(checkpointFolder(folder, id));
    }
  } catch {
    // The change itself is complete and recorded.
  }
}

/** The journal goes first: without it, the rest is known to be of no use. */
function forget(own: string): void {
  removeFile(join(own, 'journal.jsonl'));
  for (const { name } of listDirectory(own)) {
    removeFile(join(own, name));
  }
  removeEmptyFolder(own);
}
