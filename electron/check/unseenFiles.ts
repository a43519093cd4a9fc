/** Files that a setup names and that PromSeal may not read: nothing is known of them, and that has to be said. */
import { problem, type Problem } from '../../shared/errors/failure.ts';
import { pathDetails } from '../host/fileError.ts';
import type { SetupFiles } from './setupFiles.ts';

/** @returns FILE_NOT_READABLE, a warning: the server may well read them, such as the key that belongs to its account alone */
export function unseenFiles({ files, problems }: SetupFiles): Problem[] {
  const told = new Set(problems.map(({ path }) => path));
  return [...files.values()].flatMap(({ path, state }) => {
    const found = problem('FILE_NOT_READABLE', pathDetails(path), { severity: 'warning', path });
    return state.kind === 'unusable' && state.reason === found.message && !told.has(path) ? [found] : [];
  });
}
