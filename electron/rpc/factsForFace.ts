/** The facts of the machine as a face gets them: a page that holds 40,000 jobs would stutter with every key. */
import type { HostFacts } from '../../shared/model/hostFacts.ts';
import { portOf } from '../../shared/plan/address.ts';
import { targetHost } from '../../shared/plan/selfTarget.ts';

const mostJobs = 1000;

/** Of many jobs the first ones, and those that may be the server itself: the page plans with them. */
export function factsForFace(facts: HostFacts): HostFacts {
  const { scrapeConfig, server } = facts;
  const scrape = scrapeConfig.facts;
  if (scrape === null || scrape.jobs.length <= mostJobs) return facts;
  const port = portOf(server.listen);
  const jobs = scrape.jobs.filter(({ index, targets }) => index < mostJobs || targets.some((target) => targetHost(target).port === port));
  return { ...facts, scrapeConfig: { ...scrapeConfig, facts: { ...scrape, jobs, jobsLeftOut: scrape.jobs.length - jobs.length } } };
}
