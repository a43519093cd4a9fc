/** What a Prometheus under test says of itself. */
import { z } from 'zod';
import { readApi, type ApiAccess } from '../../electron/probe/prometheusApi.ts';

/** @returns the configuration it has loaded, as YAML; Prometheus itself shows secrets as `<secret>` */
export async function readLoadedConfig(access: ApiAccess): Promise<string> {
  return (await readApi(access, '/api/v1/status/config', z.object({ yaml: z.string() }))).yaml;
}

/** @returns its flags by name without dashes, all values as text */
export async function readFlags(access: ApiAccess): Promise<Record<string, string>> {
  return await readApi(access, '/api/v1/status/flags', z.record(z.string(), z.string()));
}
