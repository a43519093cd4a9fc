/** What stands in the way of editing the self-scrape, and what would go wrong without editing it. */
import type { Answers } from '../model/answers.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Edit } from '../model/edit.ts';
import type { ScrapeJobFacts } from '../model/scrapeConfigFacts.ts';
import { problem, type Problem } from '../errors/failure.ts';
import { materialRefs } from './materialRefs.ts';
import type { WantedJob } from './scrapeJob.ts';
import type { SelfJobs } from './selfTarget.ts';

const readableByAll = 0o004;

/** A password must not go into a file that everybody on the machine reads; the mode of an existing file is not ours to change. */
export function exposureProblems({ platform, scrapeConfig: { path, state } }: HostFacts, edits: readonly Edit[]): Problem[] {
  const holdsPassword = materialRefs(edits).some((ref) => ref.startsWith('password:'));
  if (!holdsPassword || platform === 'win32' || state.kind !== 'file' || (state.mode & readableByAll) === 0) return [];
  const mode = state.mode.toString(8).padStart(4, '0');
  return [problem('SCRAPE_PASSWORD_EXPOSED', { path, mode }, { field: 'scrape.password', path })];
}

/** What decides about the scrapes and stands outside of what is read and edited here. */
export function unseenProblems({ path, facts }: HostFacts['scrapeConfig'], { own }: SelfJobs): Problem[] {
  const severity = 'warning' as const;
  const files = facts?.scrapeConfigFiles ?? [];
  return [
    ...(files.length === 0 ? [] : [problem('SCRAPE_FILES_NOT_READ', { files: files.join(', ') }, { severity, path })]),
    ...own.filter(({ setsScheme }) => setsScheme).map(({ name, line }) => problem('SCRAPE_RELABELS_SCHEME', { job: name }, { severity, path, line })),
  ];
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
