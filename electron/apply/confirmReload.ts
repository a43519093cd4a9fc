/** Reads the result of a reload back from a server whose log PromSeal does not have, over its own HTTP API. */
import type { ApiAccess } from '../probe/prometheusApi.ts';
import { readRuntime, type RuntimeState } from '../probe/prometheusStatus.ts';
import { WizardError } from '../wizardError.ts';

const deadlineMs = 10_000;
const pollMs = 100;
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** `closed` to whom has no password here; null while it does not answer. */
async function look(access: ApiAccess): Promise<RuntimeState | 'closed' | null> {
  try {
    return await readRuntime(access);
  } catch (error) {
    if (!(error instanceof WizardError)) throw error;
    return error.code === 'SIGN_IN_REQUIRED' || error.code === 'SIGN_IN_REFUSED' ? 'closed' : null;
  }
}

/**
 * Prometheus gives the time of its last good load in whole seconds, so the order waits until that second is over. Of
 * a server that lets PromSeal look at nothing, the proof alone shows what came of the order.
 * @param order asks for the reload
 * @throws RELOAD_REFUSED, RELOAD_NOT_CONFIRMED after 10 s, and what the order throws
 */
export async function confirmReload(access: ApiAccess, order: () => void | Promise<void>): Promise<void> {
  const before = await look(access);
  if (before === 'closed') return await order();
  const loadedAt = before?.lastConfigTime ?? Number.POSITIVE_INFINITY;
  if (before !== null) await sleep(Math.max(0, loadedAt + 1000 - (before.serverTime ?? access.now)));
  await order();
  let refused = false;
  for (const until = performance.now() + deadlineMs; performance.now() < until; ) {
    await sleep(pollMs);
    const state = await look(access);
    if (state === null || state === 'closed') continue;
    if (state.lastConfigTime > loadedAt) return;
    refused = !state.reloadConfigSuccess;
    // One that had refused an earlier file says so until it takes this one.
    if (refused && before?.reloadConfigSuccess === true) break;
  }
  throw refused ? new WizardError('RELOAD_REFUSED') : new WizardError('RELOAD_NOT_CONFIRMED', { seconds: deadlineMs / 1000 });
}
