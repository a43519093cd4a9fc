/** What the path field shows. */
import { dirname } from 'node:path';
import { listDirectory, missingFolders } from '../host/folders.ts';
import { mayCreateIn } from '../host/statFiles.ts';
import { pathFacts } from '../host/statFiles.ts';
import type { Listing } from '../../shared/contract/contract.ts';
import { WizardError } from '../wizardError.ts';
import { fullPath } from '../host/fullPath.ts';

/** Whether something can be created under a path: in the folder itself, or in the nearest one above that exists. */
function writable(path: string): boolean {
  const nearest = dirname(missingFolders(path)[0] ?? `${path}/.`);
  return mayCreateIn(nearest) === null;
}

/**
 * Lists a folder. Never throws for what a path can be: the reason stands in `failure`.
 * @param path absolute, from `~`, or relative to where PromSeal was started
 */
export function listFolder(path: string): Listing {
  const full = fullPath(path);
  const parent = dirname(full) === full ? null : dirname(full);
  const facts = pathFacts(full);
  const isFolder = facts?.isFolder === true;
  const listing = { path: full, parent, exists: facts !== null, isFolder, writable: false, entries: [], failure: null };
  try {
    if (isFolder) return { ...listing, writable: mayCreateIn(full) === null, entries: listDirectory(full) };
    return { ...listing, writable: facts === null && writable(full) };
  } catch (error) {
    if (!(error instanceof WizardError)) throw error;
    return { ...listing, failure: error.failure };
  }
}
