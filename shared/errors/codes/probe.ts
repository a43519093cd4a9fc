/** Codes about live checks. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const probeCodes = {
} as const satisfies Record<string, CatalogueEntry>;
