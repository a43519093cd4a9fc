/** Codes about planning and applying a change. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const planCodes = {
  PLAN_STALE: {
    message: 'Something changed on this machine since you looked at the plan. Nothing has been written.',
    hint: 'The new plan is shown now. Look at it again, then apply.',
  },
  PLAN_BLOCKED: {
    message: 'This plan cannot be applied yet.',
    hint: 'Each problem below says what is missing.',
  },
} as const satisfies Record<string, CatalogueEntry>;
