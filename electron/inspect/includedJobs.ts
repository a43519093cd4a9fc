/** The jobs that stand in the files of `scrape_config_files`, which Prometheus reads since 2.43. */
import { dirname, resolve } from 'node:path';
import type { HostFacts } from '../../shared/model/hostFacts.ts';
import type { ScrapeConfigFacts } from '../../shared/model/scrapeConfigFacts.ts';
import { readScrapeConfig } from '../../shared/prometheus/scrapeConfig.ts';
import { globFiles } from '../check/globFiles.ts';
import { readText } from '../host/readFiles.ts';
import { WizardError } from '../wizardError.ts';

function jobsIn(path: string): string[] {
  try {
    return readScrapeConfig(readText(path)).jobs.map(({ name }) => name);
  } catch (error) {
    // What cannot be read holds no job that anybody could name; the checks tell of it.
    if (error instanceof WizardError) return [];
    throw error;
  }
}

/** @param configPath of prometheus.yml, absolute: patterns start at its folder */
export function includedJobs(configPath: string, facts: ScrapeConfigFacts | null): HostFacts['includedJobs'] {
  const patterns = facts?.scrapeConfigFiles ?? [];
  const paths = new Set(patterns.flatMap((pattern) => globFiles(resolve(dirname(configPath), pattern))));
  return [...paths].flatMap((path) => jobsIn(path).map((job) => ({ job, path })));
}
