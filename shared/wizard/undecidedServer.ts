/** What the Server step waits for while a way to a server is chosen that needs more than a click. */
import { problem, type Problem } from '../errors/failure.ts';

/** @param asked the option of the Server step that was chosen last and has not led to a server; null when none is open */
export function undecidedServer(asked: string | null): Problem | null {
  if (asked === null) return null;
  return problem(asked === 'download' ? 'RELEASE_NOT_DOWNLOADED' : 'PROGRAM_NOT_CHOSEN');
}
