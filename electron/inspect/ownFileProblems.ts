/** What stands where a key, a certificate or a password is to be written, found before anything is. */
import { problem, type Problem } from '../../shared/errors/failure.ts';
import { pathDetails } from '../host/fileError.ts';
import { fileState } from '../host/readFiles.ts';
import { throwIfLink } from '../host/trustedPath.ts';
import { asProblem } from './asProblem.ts';

/**
 * @param path of a file that PromSeal writes as a whole; neither it nor its folder need exist
 * @returns FILE_IS_LINK for a link, wherever it leads; FILE_NOT_USABLE for a folder, a pipe or what cannot be read
 */
export function ownFileProblems(path: string): Problem[] {
  try {
    throwIfLink(path);
  } catch (error) {
    return [asProblem(error, { path })];
  }
  const state = fileState(path);
  if (state.kind !== 'unusable') return [];
  return [problem('FILE_NOT_USABLE', { ...pathDetails(path), reason: state.reason.replace(path, 'it') }, { path })];
}
