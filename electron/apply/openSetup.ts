/** What a folder tells of earlier runs: its answers, what can be undone, and a run that was cut off. */
import { join } from 'node:path';
import type { Setup } from '../../shared/contract/contract.ts';
import { Answers } from '../../shared/model/answers.ts';
import { pathDetails } from '../host/fileError.ts';
import { isFolder } from '../host/folders.ts';
import { fullPath } from '../host/fullPath.ts';
import { fileState, readText } from '../host/readFiles.ts';
import { findManaged } from '../process/managedProcess.ts';
import { WizardError } from '../wizardError.ts';
import { listCheckpoints } from './checkpointList.ts';
import { stateFolder } from './stateFolder.ts';

/** The answers of the last change in a folder; null where there was none, or they cannot be read. */
export function rememberedAnswers(folder: string): Answers | null {
  try {
    const path = join(stateFolder(folder), 'answers.json');
    if (fileState(path).kind !== 'file') return null;
    return Answers.parse(JSON.parse(readText(path, 4 * 1024 * 1024)));
  } catch {
    // Of another version, damaged, or kept by another account, such as root: the setup itself is still there to be read.
    return null;
  }
}

/** @throws FILE_NOT_FOUND for a folder that is not there, FILE_NOT_READABLE when the folder's own state cannot be read */
export function openSetup(folder: string): Setup {
  const path = fullPath(folder);
  if (!isFolder(path)) throw new WizardError('FILE_NOT_FOUND', pathDetails(path));
  const all = listCheckpoints(path);
  const open = all.findLast(({ outcome }) => outcome === null || outcome === 'needsHands');
  const standing = all.filter(({ outcome, undone }) => !undone && (outcome === 'applied' || outcome === 'appliedWithFailures'));
  return {
    folder: path,
    answers: rememberedAnswers(path),
    checkpoints: standing.reverse().map(({ id, at, outcome, paths }) => ({ id, at, outcome: outcome ?? 'open', files: paths })),
    interrupted: open === undefined ? null : { id: open.id, at: open.at },
    managedRunning: findManaged(path) !== null,
  };
}
