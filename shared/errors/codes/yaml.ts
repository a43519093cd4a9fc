/** Codes about reading and editing YAML. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const yamlCodes = {
} as const satisfies Record<string, CatalogueEntry>;
