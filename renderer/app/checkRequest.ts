/** What a check looks at, as the page remembers it. */
import type { Input } from '../../shared/contract/contract.ts';
import { CheckTarget } from '../../shared/model/checkTarget.ts';
import { z } from '../../shared/zod.ts';

export type CheckRequest = Input<'setup.check'>;

const Kept = z.object({ request: z.object({ target: CheckTarget, version: z.string().optional() }) });

/** In: the state of the page's history entry, which anything may have written. Out: null where it names nothing to look at. */
export function keptRequest(state: unknown): CheckRequest | null {
  const kept = Kept.safeParse(state);
  if (!kept.success) return null;
  const { target, version } = kept.data.request;
  return version === undefined ? { target } : { target, version };
}
