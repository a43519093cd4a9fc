/** What Prometheus itself says of the targets it scrapes. */
import { z } from 'zod';
import type { Target } from '../../shared/model/report.ts';
import { WizardError } from '../wizardError.ts';
import { askPrometheus, readAnswer, readApi, type ApiAccess } from './prometheusApi.ts';
import { readRuntime } from './prometheusStatus.ts';

const ActiveTarget = z.object({
  labels: z.record(z.string(), z.string()).default({}),
  scrapePool: z.string().default(''),
  scrapeUrl: z.string(),
  lastError: z.string(),
  lastScrape: z.string(),
  /** Seconds. */
  lastScrapeDuration: z.number().default(0),
  health: z.enum(['up', 'down', 'unknown']),
});
const ActiveTargets = z.object({ activeTargets: z.array(ActiveTarget) });
const ScrapePools = z.object({ scrapePools: z.array(z.string()).nullable() });

/** Prometheus's discovery manager hands new jobs and targets on every 5 s; the rest is for its own work. */
const discoveryDelayMs = 7000;

export interface TargetsRead {
  readonly targets: Target[];
  /** Whether the discovery delay is over, so that a job that is not there is missing and not merely late. */
  readonly settled: boolean;
}

/**
 * Reads all active targets, and adds one of health `vanished` for every expected job that Prometheus does not have:
 * it drops a new job whose ca_file cannot be read without failing the reload. A job can only be missing once the
 * discovery delay since the last reload is over, by Prometheus's own clock.
 * @param expectedJobs names of the jobs of prometheus.yml
 * @throws what readApi throws
 */
export async function readTargets(access: ApiAccess, expectedJobs: readonly string[]): Promise<TargetsRead> {
  const [runtime, pools, { activeTargets }] = await Promise.all([
    readRuntime(access),
    readPools(access),
    readApi(access, '/api/v1/targets?state=active', ActiveTargets),
  ]);
  const targets = activeTargets.map(toTarget);
  const settled = (runtime.serverTime ?? access.now) - runtime.lastConfigTime > discoveryDelayMs;
  if (!settled) return { targets, settled };
  const present = new Set([...(pools ?? []), ...targets.map(({ job }) => job)]);
  return { targets: [...targets, ...expectedJobs.filter((job) => !present.has(job)).map(vanishedJob)], settled };
}

/** @returns names of the jobs Prometheus has, with targets or without; null before 2.42 */
async function readPools(access: ApiAccess): Promise<string[] | null> {
  const path = '/api/v1/scrape_pools';
  const answer = await askPrometheus(access, 'GET', path);
  if (answer.status === 404) return null;
  return readAnswer(access, path, answer, ScrapePools).scrapePools ?? [];
}

function toTarget({ labels, scrapePool, scrapeUrl, lastError, lastScrape, lastScrapeDuration, health }: z.infer<typeof ActiveTarget>): Target {
  // Go's zero time, year 1, stands for "not yet".
  const at = Date.parse(lastScrape);
  const scraped = Number.isFinite(at) && at > 0;
  return {
    job: scrapePool === '' ? (labels['job'] ?? '') : scrapePool,
    url: scrapeUrl,
    health,
    // Prometheus reads the two one after the other, and a scrape may end in between (web/api/v1, targets).
    lastError: health === 'up' ? '' : lastError,
    lastScrape: scraped ? at : null,
    lastScrapeMs: scraped ? Math.round(lastScrapeDuration * 1000) : null,
  };
}

function vanishedJob(job: string): Target {
  return {
    job,
    url: '',
    health: 'vanished',
    lastError: 'Prometheus left this job out when it read prometheus.yml. Its log names the file it could not read.',
    lastScrape: null,
    lastScrapeMs: null,
  };
}

export interface TargetsWait {
  /** The job to wait for; null: all expected ones. */
  readonly job: string | null;
  readonly expectedJobs: readonly string[];
  /** Scrapes before this moment, epoch milliseconds, do not count: they used the old files. */
  readonly since: number;
  /** How long to wait at most. */
  readonly deadlineMs: number;
  /** More that has to be so before the wait is over. */
  readonly until?: (targets: readonly Target[]) => boolean;
  readonly onUpdate?: (targets: readonly Target[]) => void;
  readonly signal?: AbortSignal;
}

const pollMs = 50;

/**
 * Polls until every target of the job is up or one of them vanished for certain, or the time is over.
 * @returns the last state of all targets, whatever it is
 * @throws the last error when Prometheus could not be asked even once
 */
export async function waitForTargets(access: ApiAccess, wait: TargetsWait): Promise<Target[]> {
  const started = performance.now();
  const waited = (): number => performance.now() - started;
  let latest: Target[] | null = null;
  let lastError: unknown = null;
  for (;;) {
    try {
      const { targets } = await readTargets(access, wait.expectedJobs);
      latest = targets;
      wait.onUpdate?.(targets);
      if (isSettled(targets, wait) && (wait.until?.(targets) ?? true)) return targets;
    } catch (error) {
      if (!(error instanceof WizardError)) throw error;
      lastError = error;
    }
    if (waited() + pollMs > wait.deadlineMs || wait.signal?.aborted === true) break;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  if (latest === null) throw lastError;
  return latest;
}

function isSettled(targets: readonly Target[], { job, expectedJobs, since }: TargetsWait): boolean {
  const jobs = job === null ? expectedJobs : [job];
  return jobs.every((name) => {
    const own = targets.filter((target) => target.job === name);
    return own.length > 0 && own.every(({ health, lastScrape }) => health === 'vanished' || (health === 'up' && (lastScrape ?? 0) >= since));
  });
}
