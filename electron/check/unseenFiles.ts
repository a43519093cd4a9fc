/** Files that a setup names and that PromSeal may not read: nothing is known of them, and that has to be said. */
import { problem, type Problem } from '../../shared/errors/failure.ts';
import { pathDetails } from '../host/fileError.ts';
import type { SetupFiles } from './setupFiles.ts';

/** What a server reads from it, another who reads it takes away. */
const pipe = 'it is a device, pipe or socket';

/**
 * @returns warnings, since the server may well read them. FILE_NOT_READABLE: such as the key that belongs to its account
 *   alone; FILE_NOT_REGULAR: a pipe, from which a store of secrets may feed it
 */
export function unseenFiles({ files, problems }: SetupFiles): Problem[] {
  const told = new Set(problems.map(({ path }) => path));
  return [...files.values()].flatMap(({ path, state }) => {
    const seen = [problem('FILE_NOT_READABLE', pathDetails(path), { severity: 'warning', path }), problem('FILE_NOT_REGULAR', { path, reason: pipe }, { severity: 'warning', path })];
    return told.has(path) || state.kind !== 'unusable' ? [] : seen.filter(({ message }) => message === state.reason);
  });
}
