/** Codes about the Prometheus process and its service. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const serverCodes = {
  PROGRAM_NOT_FOUND: {
    message: 'The program {program} could not be started in {folder}: one of the two does not exist.',
    hint: 'Check the path for a typing error, or choose another program.',
  },
  PROGRAM_NOT_EXECUTABLE: {
    message: 'The program {program} exists but the system refuses to run it ({reason}).',
    hint: 'EACCES: it lacks the execute permission, or its disk is mounted noexec. ENOEXEC or UNKNOWN: it was built for another kind of machine.',
  },
} as const satisfies Record<string, CatalogueEntry>;
