/** Codes about user names and passwords. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const credentialCodes = {
} as const satisfies Record<string, CatalogueEntry>;
