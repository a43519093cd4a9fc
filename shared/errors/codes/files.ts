/** Codes about files, folders, checkpoints and locks. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const fileCodes = {
} as const satisfies Record<string, CatalogueEntry>;
