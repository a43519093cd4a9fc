/** Keeps the jobs of prometheus.yml scraped, each target by its own interval, and remembers what came of it. */
import { dirname } from 'node:path';
import { rootCertificates } from '../probe/rootCertificates.ts';
import { WizardError } from '../wizardError.ts';
import { readAsGo } from './readAsGo.ts';
import { readScrapeJobs, type ScrapeJob } from './readScrapeJobs.ts';
import type { RehearsalLog } from './rehearsalLog.ts';
import { scrapeTarget } from './scrapeTarget.ts';

export interface ScrapedTarget {
  readonly job: ScrapeJob;
  readonly labels: Readonly<Record<string, string>>;
  readonly url: string;
  health: 'up' | 'down' | 'unknown';
  lastError: string;
  /** Epoch milliseconds, null before the first scrape. */
  lastScrape: number | null;
  lastScrapeSeconds: number;
}

export interface ScrapeManager {
  /** Reads prometheus.yml anew. @returns the error, null when it was taken; after an error the old jobs go on */
  readonly load: () => string | null;
  readonly targets: () => readonly ScrapedTarget[];
  /** Names of the jobs that exist; one whose CA file cannot be read does not. */
  readonly pools: () => readonly string[];
  readonly failedPools: () => number;
  /** Text of the configuration that is in force. */
  readonly yaml: () => string;
  readonly stop: () => void;
}

/** The first scrape comes soon after the start, and not all at once. */
const firstScrapeMs = 300;

interface Pool {
  readonly job: ScrapeJob;
  readonly targets: ScrapedTarget[];
  readonly timers: Set<NodeJS.Timeout>;
}

/** @param path of prometheus.yml */
export function scrapeManager(path: string, log: RehearsalLog): ScrapeManager {
  const pools = new Map<string, Pool>();
  let yaml = '';
  let failed = 0;
  const stop = (): void => {
    for (const { timers } of pools.values()) for (const timer of timers) clearTimeout(timer);
    pools.clear();
  };
  const load = (): string | null => {
    const read = readScrapeJobs(path);
    if (!read.ok) return read.error;
    const refused = read.jobs.find((job) => pools.has(job.name) && caError(job) !== null);
    // A new job with a bad CA file is dropped with a line in the log; an existing one makes the reload fail.
    if (refused !== undefined) {
      log.error('error reloading scrape pool', { err: caError(refused) ?? '', scrape_pool: refused.name });
      return `one or more errors occurred while applying the new configuration (--config.file="${path}")`;
    }
    stop();
    failed = 0;
    yaml = read.yaml;
    for (const job of read.jobs) {
      const error = caError(job);
      if (error === null) pools.set(job.name, startPool(job));
      else {
        failed += 1;
        log.error('error creating new scrape pool', { err: error, scrape_pool: job.name });
      }
    }
    return null;
  };
  return {
    load,
    stop,
    targets: () => [...pools.values()].flatMap(({ targets }) => targets),
    pools: () => [...pools.keys()],
    failedPools: () => failed,
    yaml: () => yaml,
  };
}

function caError({ caFile }: ScrapeJob): string | null {
  if (caFile === null) return null;
  const read = readAsGo(caFile);
  if (!read.ok) return `unable to read CA cert: unable to read file ${caFile}: ${read.error}`;
  try {
    rootCertificates(read.text, dirname(caFile));
    return null;
  } catch (error) {
    if (error instanceof WizardError) return `unable to use specified CA cert ${caFile}`;
    throw error;
  }
}

function startPool(job: ScrapeJob): Pool {
  const targets = job.targets.map(({ address, labels }): ScrapedTarget => ({
    job,
    labels: { instance: address, job: job.name, ...labels },
    url: `${job.scheme}://${address}${job.metricsPath}`,
    health: 'unknown',
    lastError: '',
    lastScrape: null,
    lastScrapeSeconds: 0,
  }));
  const pool: Pool = { job, targets, timers: new Set() };
  targets.forEach((target, index) => schedule(pool, target, Math.min(firstScrapeMs + index * 20, job.intervalMs)));
  return pool;
}

function schedule(pool: Pool, target: ScrapedTarget, delayMs: number): void {
  const timer = setTimeout(() => {
    pool.timers.delete(timer);
    schedule(pool, target, pool.job.intervalMs);
    void scrape(pool.job, target);
  }, delayMs);
  pool.timers.add(timer);
}

async function scrape(job: ScrapeJob, target: ScrapedTarget): Promise<void> {
  const started = performance.now();
  const startedAt = Date.now();
  target.lastError = await scrapeTarget(job, target.url);
  target.health = target.lastError === '' ? 'up' : 'down';
  target.lastScrape = startedAt;
  target.lastScrapeSeconds = (performance.now() - started) / 1000;
}
