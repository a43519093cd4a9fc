/** The edits of prometheus.yml: the job by which Prometheus scrapes itself follows what the server will ask for. */
import type { Answers } from '../model/answers.ts';
import type { Edit } from '../model/edit.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Action } from '../model/plan.ts';
import type { ScrapeJobFacts } from '../model/scrapeConfigFacts.ts';
import { problem, type Problem } from '../errors/failure.ts';
import type { CertificatePart } from './planCertificate.ts';
import type { UsersPart } from './planUsers.ts';
import { fileMode, fileOwner } from './ownership.ts';
import { folderOf, inFolder } from './paths.ts';
import { jobEdits, newJob, text, type WantedJob } from './scrapeJob.ts';
import { isSelf } from './selfTarget.ts';
import { connectAddress, hostPort, portOf, preferredName } from './address.ts';

export interface ScrapePart {
  actions: Action[];
  problems: Problem[];
  selfJob: string | null;
  expectedJobs: string[];
  /** The user it signs in with and where that user's password is kept; null without users. */
  signIn: { user: string; passwordFile: string | null } | null;
}

/** The jobs that scrape only the server itself, and those that also scrape others and so cannot be switched whole. */
function findSelfJobs(answers: Answers, facts: HostFacts): { own: ScrapeJobFacts[]; mixed: ScrapeJobFacts[] } {
  const jobs = facts.scrapeConfig.facts?.jobs ?? [];
  const self = (target: string): boolean => isSelf(target, facts.server.listen, answers.names);
  const touched = jobs.filter((job) => job.targets.some(self));
  return {
    own: touched.filter((job) => job.targets.every(self) && !job.usesDiscovery),
    mixed: touched.filter((job) => !job.targets.every(self) || job.usesDiscovery),
  };
}

function addJob(answers: Answers, facts: HostFacts, wanted: WantedJob): Edit[] {
  const port = portOf(facts.server.listen);
  const name = preferredName(wanted.certificate.names, facts.server.listen);
  const address = connectAddress(facts.server.listen);
  const reachable = name === 'localhost' || name === address ? name : address;
  const job = newJob(answers.scrape.job, hostPort(wanted.certificate.tls ? reachable : address, port), wanted);
  if (facts.scrapeConfig.facts?.hasScrapeConfigs === true) return [{ op: 'append', path: ['scrape_configs'], value: job }];
  const globals: Edit[] =
    facts.scrapeConfig.state.kind === 'absent'
      ? [
          { op: 'set', path: ['global', 'scrape_interval'], value: text('15s') },
          { op: 'set', path: ['global', 'evaluation_interval'], value: text('15s') },
        ]
      : [];
  return [...globals, { op: 'set', path: ['scrape_configs'], value: { kind: 'list', items: [job] } }];
}

/** Which user the scrape signs in with, and whether its password is known when applying. */
function chooseSignIn(answers: Answers, facts: HostFacts, users: UsersPart, own: readonly ScrapeJobFacts[]): WantedJob['signIn'] {
  const now = own.find((job) => job.basicAuth !== null)?.basicAuth ?? null;
  const usable = now?.username != null && users.after.includes(now.username) ? now.username : undefined;
  const user = answers.scrape.user ?? usable ?? users.renewed[0] ?? users.after[0];
  if (user === undefined) return null;
  const path = inFolder(facts.folder.path, `${user}.password`);
  const known = (now?.username === user && now.passwordSource !== 'none') || facts.files[path]?.kind === 'file';
  return { user, password: answers.scrape.password, path, known };
}

function predicted(wanted: WantedJob, own: readonly ScrapeJobFacts[]): Problem[] {
  const found: Problem[] = [];
  const severity = 'warning' as const;
  const wrongScheme = own.filter((job) => (job.scheme === 'https') !== wanted.certificate.tls);
  for (const job of wrongScheme) found.push(problem('SCRAPE_WILL_MISS_TLS', { job: job.name }, { severity, line: job.line }));
  const noSignIn = own.filter((job) => job.basicAuth?.username == null || !wanted.users.after.includes(job.basicAuth.username));
  if (wanted.users.after.length > 0) {
    for (const job of noSignIn) found.push(problem('SCRAPE_WILL_GET_401', { job: job.name }, { severity, line: job.line }));
  }
  return found;
}

function whyOf(wanted: WantedJob, added: boolean): string {
  const parts = [
    ...(wanted.certificate.tls ? ['over HTTPS, trusting your certificate'] : []),
    ...(wanted.signIn === null ? [] : [`signing in as ${wanted.signIn.user}`]),
  ];
  const how = parts.length === 0 ? '' : ` ${parts.join(' and ')}`;
  const otherwise =
    wanted.signIn !== null ? 'Without this its target would report 401 Unauthorized.' : 'Without this its target would report 400 Bad Request.';
  return `${added ? 'A job is added by which Prometheus scrapes itself' : 'Prometheus scrapes itself'}${how}. ${parts.length === 0 ? '' : otherwise}`.trim();
}

/** Plans prometheus.yml. Every byte outside the edits stays as it is. */
export function planScrapeConfig(answers: Answers, facts: HostFacts, users: UsersPart, certificate: CertificatePart): ScrapePart {
  const config = facts.scrapeConfig;
  const { own, mixed } = findSelfJobs(answers, facts);
  const chosen = chooseSignIn(answers, facts, users, own);
  const signIn = users.after.length === 0 ? null : chosen;
  const wanted: WantedJob = { certificate, users, signIn, folder: folderOf(config.path) };
  const names = (config.facts?.jobs ?? []).map((job) => job.name);
  if (!answers.scrape.edit) {
    return {
      actions: [], signIn: null, selfJob: own[0]?.name ?? null, expectedJobs: names,
      problems: [...(config.facts?.problems ?? []), ...predicted(wanted, own)],
    };
  }
  const problems: Problem[] = [...(config.facts?.problems ?? [])];
  for (const job of mixed) problems.push(problem('SCRAPE_JOB_MIXED', { job: job.name }, { path: config.path, line: job.line }));
  for (const job of own) {
    if (signIn !== null && job.otherAuth !== null) {
      problems.push(problem('SCRAPE_OTHER_AUTH', { job: job.name, auth: job.otherAuth }, { path: config.path, line: job.line }));
    }
  }
  if (signIn !== null && answers.scrape.user !== undefined && !users.after.includes(answers.scrape.user)) {
    problems.push(problem('SCRAPE_USER_UNKNOWN', { user: answers.scrape.user }, { field: 'scrape.user' }));
  }
  const nameTaken = own.length === 0 && names.includes(answers.scrape.job);
  if (nameTaken) problems.push(problem('SCRAPE_JOB_NAME_TAKEN', { job: answers.scrape.job }, { field: 'scrape.job', path: config.path }));
  const edits =
    own.length === 0
      ? addJob(answers, facts, wanted)
      : own.flatMap((job) => jobEdits(job, wanted));
  const keptInFile = signIn !== null && signIn.password === 'file' && (!signIn.known || users.renewed.includes(signIn.user));
  const owner = config.state.kind === 'absent' ? fileOwner(facts) : null;
  const mode = fileMode(signIn?.password === 'inline' ? 'secret' : 'public', owner);
  const action: Action = {
    kind: 'yaml.edit', role: 'scrapeConfig', path: config.path, edits, create: { mode, owner },
    before: config.state, why: whyOf(wanted, own.length === 0),
  };
  return {
    actions: edits.length === 0 ? [] : [action],
    problems,
    selfJob: own[0]?.name ?? answers.scrape.job,
    expectedJobs: own.length === 0 ? [...names, answers.scrape.job] : names,
    signIn: signIn === null ? null : { user: signIn.user, passwordFile: keptInFile ? signIn.path : null },
  };
}
