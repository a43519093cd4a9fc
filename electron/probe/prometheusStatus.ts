/** What Prometheus says of its own configuration, and the order to read it anew. */
import { z } from 'zod';
import { WizardError } from '../wizardError.ts';
import { askPrometheus, readAnswer, readApi, unexpected, type ApiAccess } from './prometheusApi.ts';

/** @returns the configuration it has loaded, as YAML; Prometheus itself shows secrets as `<secret>` */
export async function readLoadedConfig(access: ApiAccess): Promise<string> {
  return (await readApi(access, '/api/v1/status/config', z.object({ yaml: z.string() }))).yaml;
}

/** @returns its flags by name without dashes, all values as text */
export async function readFlags(access: ApiAccess): Promise<Record<string, string>> {
  return await readApi(access, '/api/v1/status/flags', z.record(z.string(), z.string()));
}

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
