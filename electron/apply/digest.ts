/** The fingerprint by which the plan that was reviewed and the plan that is applied are known to be the same. */
import { createHash } from 'node:crypto';
import type { Plan } from '../../shared/model/plan.ts';

/** SHA-256 of the plan, lower-case hex. Plans are built key by key in one order, so equal plans have equal text. */
export function planDigest(plan: Plan): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('hex');
}
