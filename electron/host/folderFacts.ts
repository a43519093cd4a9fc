/** What planning needs to know of the folder of a setup, above all whether keys may stand in it. */
import { dirname, resolve } from 'node:path';
import { pathDetails, systemReason } from './fileError.ts';
import { isFolder, listDirectory, missingFolders } from './folders.ts';
import { mayCreateIn, pathFacts } from './statFiles.ts';
import { problem, type Problem } from '../../shared/errors/failure.ts';
import type { FolderFacts } from '../../shared/model/hostFacts.ts';

const othersWrite = 0o002;

/** Why keys must not stand in a folder (K-02): somebody else could put another key in their place. */
function keyProblems(path: string, accountUid: number | null): Problem[] {
  const user = process.geteuid?.();
  const found = pathFacts(path);
  if (user === undefined || found === null) {
    return [];
  }
  const { mode, uid } = found;
  const problems: Problem[] = [];
  const sticky = (mode & 0o1000) !== 0;
  if ((mode & othersWrite) !== 0 && !sticky) {
    problems.push(problem('FOLDER_WORLD_WRITABLE', pathDetails(path), { path }));
  }
  if (uid !== user && uid !== 0 && uid !== accountUid) {
    problems.push(problem('FOLDER_OWNED_BY_OTHER', { ...pathDetails(path), uid }, { path }));
  }
  return problems;
}

/**
 * What the planner needs to know of the folder of a setup. Never throws.
 * @param path absolute; need not exist, then its nearest existing parent is judged
 * @param accountUid the user that runs Prometheus: a folder that belongs to it is as good as our own
 */
export function folderFacts(path: string, accountUid: number | null = null): FolderFacts {
  const facts = (part: Partial<FolderFacts>): FolderFacts => ({ path, exists: false, writable: false, problems: [], fileNames: [], ...part });
  try {
    const outermost = missingFolders(path)[0];
    const exists = outermost === undefined;
    const existing = exists ? resolve(path) : dirname(outermost);
    if (!isFolder(existing)) {
      return facts({ exists, problems: [problem('FOLDER_NOT_A_FOLDER', pathDetails(existing), { path })] });
    }
    const problems = keyProblems(existing, accountUid);
    const writable = mayCreateIn(existing);
    if (writable !== null) {
      problems.push(problem('FOLDER_NOT_WRITABLE', { ...pathDetails(existing), reason: writable }, { path }));
    }
    const names = exists ? listDirectory(existing).filter(({ kind }) => kind === 'file') : [];
    return facts({ exists, writable: writable === null, problems, fileNames: names.map(({ name }) => name) });
  } catch (error) {
    const reason = systemReason(error);
    return facts({ problems: [problem('FOLDER_NOT_WRITABLE', { ...pathDetails(path), reason }, { path })] });
  }
}
