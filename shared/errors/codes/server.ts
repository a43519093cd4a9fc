/** Codes about the Prometheus process and its service. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const serverCodes = {
} as const satisfies Record<string, CatalogueEntry>;
