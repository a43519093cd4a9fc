/** The jobs of a prometheus.yml as far as the stand-in scrapes them: static targets, scheme, CA and basic auth. */
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { parseYamlAsGo } from './parseYamlAsGo.ts';
import { readAsGo } from './readAsGo.ts';

export interface ScrapeJob {
  readonly name: string;
  readonly scheme: 'http' | 'https';
  readonly metricsPath: string;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly targets: readonly { readonly address: string; readonly labels: Readonly<Record<string, string>> }[];
  /** Absolute; read anew at every scrape, as Prometheus does. */
  readonly caFile: string | null;
  readonly serverName: string | null;
  readonly insecureSkipVerify: boolean;
  readonly user: string | null;
  /** Inline, or the absolute path of the file that holds it. */
  readonly password: { readonly text: string } | { readonly file: string } | null;
}

export type ScrapeJobsRead =
  | { readonly ok: true; readonly jobs: readonly ScrapeJob[]; readonly yaml: string }
  | { readonly ok: false; readonly error: string };

const Duration = z.string().regex(/^(?:\d+(?:y|w|d|h|ms|m|s))+$/);
const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 31_536_000_000 };

const JobFile = z.looseObject({
  job_name: z.string().min(1),
  scheme: z.enum(['http', 'https']).default('http'),
  metrics_path: z.string().default('/metrics'),
  scrape_interval: Duration.optional(),
  scrape_timeout: Duration.optional(),
  static_configs: z.array(z.looseObject({ targets: z.array(z.string()).default([]), labels: z.record(z.string(), z.coerce.string()).default({}) })).default([]),
  basic_auth: z.looseObject({ username: z.string().optional(), password: z.coerce.string().optional(), password_file: z.string().optional() }).nullish(),
  tls_config: z.looseObject({ ca_file: z.string().optional(), server_name: z.string().optional(), insecure_skip_verify: z.boolean().default(false) }).nullish(),
});
const PrometheusFile = z.looseObject({
  global: z.looseObject({ scrape_interval: Duration.optional(), scrape_timeout: Duration.optional() }).nullish(),
  scrape_configs: z.array(JobFile).nullish(),
});

/** @param path of prometheus.yml; the files it names are relative to its folder */
export function readScrapeJobs(path: string): ScrapeJobsRead {
  const file = readAsGo(path);
  if (!file.ok) return file;
  const yaml = parseYamlAsGo(file.text);
  if (!yaml.ok) return { ok: false, error: `parsing YAML file ${path}: ${yaml.error}` };
  const parsed = PrometheusFile.safeParse(yaml.value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { ok: false, error: `parsing YAML file ${path}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}` };
  }
  const { global, scrape_configs: configs } = parsed.data;
  const names = (configs ?? []).map((job) => job.job_name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return { ok: false, error: `parsing YAML file ${path}: found multiple scrape configs with job name "${twice}"` };
  const intervalMs = milliseconds(global?.scrape_interval) ?? 60_000;
  const timeoutMs = milliseconds(global?.scrape_timeout) ?? 10_000;
  return { ok: true, jobs: (configs ?? []).map((job) => toJob(job, dirname(path), intervalMs, timeoutMs)), yaml: file.text };
}

function toJob(job: z.infer<typeof JobFile>, folder: string, globalIntervalMs: number, globalTimeoutMs: number): ScrapeJob {
  const absolute = (path: string | undefined): string | null => (path === undefined || path === '' ? null : resolve(folder, path));
  const intervalMs = milliseconds(job.scrape_interval) ?? globalIntervalMs;
  const passwordFile = absolute(job.basic_auth?.password_file);
  const inline = job.basic_auth?.password;
  return {
    name: job.job_name,
    scheme: job.scheme,
    metricsPath: job.metrics_path,
    intervalMs,
    timeoutMs: Math.min(milliseconds(job.scrape_timeout) ?? globalTimeoutMs, intervalMs),
    targets: job.static_configs.flatMap(({ targets, labels }) => targets.map((address) => ({ address, labels }))),
    caFile: absolute(job.tls_config?.ca_file),
    serverName: job.tls_config?.server_name ?? null,
    insecureSkipVerify: job.tls_config?.insecure_skip_verify ?? false,
    user: job.basic_auth?.username ?? null,
    password: passwordFile !== null ? { file: passwordFile } : inline !== undefined ? { text: inline } : null,
  };
}

/** A Prometheus duration, such as 1h30m. */
function milliseconds(duration: string | undefined): number | null {
  if (duration === undefined) return null;
  let total = 0;
  for (const [, count = '0', unit = 's'] of duration.matchAll(/(\d+)(y|w|d|h|ms|m|s)/g)) total += Number(count) * (unitMs[unit] ?? 0);
  return total;
}
