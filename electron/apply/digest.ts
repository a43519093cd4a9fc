/** The fingerprint by which the plan that was reviewed and the plan that is applied are known to be the same. */
import { createHash } from 'node:crypto';
import type { Plan } from '../../shared/model/plan.ts';

/**
 * SHA-256 of the plan, lower-case hex. Plans are built key by key in one order, so equal plans have equal text.
 * @param beside what is agreed to with it, as JSON can hold it
 */
export function planDigest(plan: Plan, ...beside: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(beside.length === 0 ? plan : [plan, ...beside])).digest('hex');
}
