/** What stands in the way of editing the self-scrape, and what would go wrong without editing it. */
import type { Answers } from '../model/answers.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { ScrapeJobFacts } from '../model/scrapeConfigFacts.ts';
import { problem, type Problem } from '../errors/failure.ts';
import type { WantedJob } from './scrapeJob.ts';

/** The jobs that scrape only the server itself, and those that also scrape others and so cannot be switched whole. */
export interface SelfJobs {
  own: ScrapeJobFacts[];
  mixed: ScrapeJobFacts[];
}

/** Why the edits cannot be made; each names the job's line. */
export function editProblems(answers: Answers, config: HostFacts['scrapeConfig'], wanted: WantedJob, { own, mixed }: SelfJobs): Problem[] {
  const { path, facts } = config;
  const { signIn, users } = wanted;
  const found = mixed.map((job) => problem('SCRAPE_JOB_MIXED', { job: job.name }, { path, line: job.line }));
  if (signIn !== null) {
    for (const { name, otherAuth, line } of own) {
      if (otherAuth !== null) found.push(problem('SCRAPE_OTHER_AUTH', { job: name, auth: otherAuth }, { path, line }));
    }
    const user = answers.scrape.user;
    if (user !== undefined && !users.after.includes(user)) found.push(problem('SCRAPE_USER_UNKNOWN', { user }, { field: 'scrape.user' }));
  }
  const { job } = answers.scrape;
  const taken = own.length === 0 && facts?.jobs.some(({ name }) => name === job) === true;
  if (taken) found.push(problem('SCRAPE_JOB_NAME_TAKEN', { job }, { field: 'scrape.job', path }));
  return found;
}

/** What the jobs as they are will meet when the person leaves them alone. */
export function predictedProblems({ certificate, users }: WantedJob, own: readonly ScrapeJobFacts[]): Problem[] {
  const severity = 'warning' as const;
  const wrongScheme = own.filter((job) => (job.scheme === 'https') !== certificate.tls);
  const signsIn = ({ basicAuth }: ScrapeJobFacts): boolean => basicAuth?.username != null && users.after.includes(basicAuth.username);
  const noSignIn = users.after.length === 0 ? [] : own.filter((job) => !signsIn(job));
  return [
    ...wrongScheme.map((job) => problem('SCRAPE_WILL_MISS_TLS', { job: job.name }, { severity, line: job.line })),
    ...noSignIn.map((job) => problem('SCRAPE_WILL_GET_401', { job: job.name }, { severity, line: job.line })),
  ];
}
