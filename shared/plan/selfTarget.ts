/** Which scrape targets and jobs are the server itself. */
import type { Answers } from '../model/answers.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { ScrapeJobFacts } from '../model/scrapeConfigFacts.ts';
import { splitListen } from '../prometheus/flags.ts';
import { isLoopbackHost, listensEverywhere, namesCover, portOf } from './address.ts';

/** Splits a target into host and port; without a port Prometheus takes the scheme's own. */
export function targetHost(target: string): { host: string; port: number | null } {
  const match = /^(?:\[([^\]]+)\]|([^:/]+))(?::(\d+))?$/.exec(target);
  if (match === null) return { host: target, port: null };
  return { host: match[1] ?? match[2] ?? '', port: match[3] === undefined ? null : Number(match[3]) };
}

/** The jobs that scrape only the server itself, and those that also scrape others and so cannot be switched whole. */
export interface SelfJobs {
  own: ScrapeJobFacts[];
  mixed: ScrapeJobFacts[];
}

/**
 * Whether a target is the server itself: its port, on loopback, on its own address or by one of its names.
 * @param ownNames of this machine; they count where the server listens on every address
 */
export function isSelf(target: string, listen: string, names: readonly string[], ownNames: readonly string[]): boolean {
  const { host, port } = targetHost(target);
  if (port !== portOf(listen)) return false;
  const own = splitListen(listen)?.host;
  if (isLoopbackHost(host) || host === own || namesCover(names, host)) return true;
  return listensEverywhere(listen) && namesCover(ownNames, host);
}

/** Finds the server's own jobs by what they scrape, whatever they are called. */
export function findSelfJobs(answers: Answers, facts: HostFacts): SelfJobs {
  const jobs = facts.scrapeConfig.facts?.jobs ?? [];
  const self = (target: string): boolean => isSelf(target, facts.server.listen, answers.names, facts.ownNames);
  const touched = jobs.filter((job) => job.targets.some(self));
  const alone = (job: ScrapeJobFacts): boolean => job.targets.every(self) && !job.usesDiscovery;
  return { own: touched.filter(alone), mixed: touched.filter((job) => !alone(job)) };
}
