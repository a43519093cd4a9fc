/** What Prometheus says of its own configuration, and the order to read it anew. */
import { z } from 'zod';
import { WizardError } from '../wizardError.ts';
import { askPrometheus, readAnswer, unexpected, type ApiAccess } from './prometheusApi.ts';

export interface RuntimeState {
  readonly reloadConfigSuccess: boolean;
  /** Epoch milliseconds; Prometheus gives whole seconds. */
  readonly lastConfigTime: number;
  /** The server's own clock when it answered, from the Date header; null where a proxy took that away. */
  readonly serverTime: number | null;
}

export async function readRuntime(access: ApiAccess): Promise<RuntimeState> {
  const path = '/api/v1/status/runtimeinfo';
  const answer = await askPrometheus(access, 'GET', path);
  const shape = z.object({ reloadConfigSuccess: z.boolean(), lastConfigTime: z.string() });
  const { reloadConfigSuccess, lastConfigTime } = readAnswer(access, path, answer, shape);
  const date = Date.parse(answer.header('date') ?? '');
  return { reloadConfigSuccess, lastConfigTime: Date.parse(lastConfigTime), serverTime: Number.isNaN(date) ? null : date };
}

/**
 * Orders a reload of prometheus.yml over HTTP and reads its result back.
 * @throws RELOAD_SWITCHED_OFF without --web.enable-lifecycle, RELOAD_REFUSED with Prometheus's words, and what readApi throws
 */
export async function reloadOverHttp(access: ApiAccess): Promise<RuntimeState> {
  const path = '/-/reload';
  const answer = await askPrometheus(access, 'POST', path);
  const raw = answer.body.toString('utf8').trim();
  if (answer.status === 403) throw new WizardError('RELOAD_SWITCHED_OFF', {}, { raw });
  if (answer.status === 500) throw new WizardError('RELOAD_REFUSED', {}, { raw });
  if (answer.status !== 200) throw unexpected(access, path, answer);
  const state = await readRuntime(access);
  if (!state.reloadConfigSuccess) throw new WizardError('RELOAD_REFUSED');
  return state;
}
