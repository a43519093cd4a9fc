/** Codes about repairing what a check found. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const repairCodes = {
  REPAIR_NOT_FOUND: {
    message: 'What was to be repaired is not there any more: {id}.',
    hint: 'The setup changed since it was checked. Check it again, and choose from what is found now.',
  },
} as const satisfies Record<string, CatalogueEntry>;
