/** Codes about what a step of the wizard still waits for. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const wizardCodes = {
  PROGRAM_NOT_CHOSEN: {
    message: 'No prometheus program is chosen yet.',
    hint: 'Name its file and press Use this program, or choose another server above.',
  },
  RELEASE_NOT_DOWNLOADED: {
    message: 'The release is not downloaded yet.',
    hint: 'Press Download and check, or choose another server above.',
  },
} as const satisfies Record<string, CatalogueEntry>;
