/** Codes about certificates, keys and names. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const certificateCodes = {
} as const satisfies Record<string, CatalogueEntry>;
