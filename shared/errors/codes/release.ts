/** Codes about finding and downloading releases. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const releaseCodes = {
} as const satisfies Record<string, CatalogueEntry>;
