/** The edits of prometheus.yml: the job by which Prometheus scrapes itself follows what the server will ask for. */
import type { Answers } from '../model/answers.ts';
import type { Edit } from '../model/edit.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Action } from '../model/plan.ts';
import type { ScrapeJobFacts } from '../model/scrapeConfigFacts.ts';
import type { Problem } from '../errors/failure.ts';
import type { CertificatePart } from './planCertificate.ts';
import type { ClientCertificatePart } from './planClientCertificate.ts';
import type { UsersPart } from './planUsers.ts';
import { fileMode, fileOwner } from './ownership.ts';
import { passwordPlaces } from './passwordPlaces.ts';
import { folderOf, inFolder } from './paths.ts';
import { jobEdits, newJob, text, type WantedJob } from './scrapeJob.ts';
import { editProblems, exposureProblems, predictedProblems, unseenProblems } from './scrapeProblems.ts';
import { findSelfJobs } from './selfTarget.ts';
import { answersLocalhost, connectAddress, hostPort, portOf, preferredName } from './address.ts';

export interface ScrapePart {
  actions: Action[];
  problems: Problem[];
  /** The jobs by which Prometheus scrapes itself. */
  selfJobs: string[];
  expectedJobs: string[];
  /** The user it signs in with and where that user's password is written; null without users. */
  signIn: { user: string; passwordFile: string | null } | null;
}

/** What the server will be like for a scrape. */
export interface ScrapeTarget {
  certificate: CertificatePart;
  client: ClientCertificatePart;
  users: UsersPart;
  /** With the route prefix. */
  metricsPath: string;
}

function addJob(answers: Answers, facts: HostFacts, wanted: WantedJob): Edit[] {
  const port = portOf(facts.server.listen);
  const name = preferredName(wanted.certificate.names, facts.server.listen);
  const address = connectAddress(facts.server.listen);
  const reachable = name === 'localhost' && answersLocalhost(facts.server.listen) ? name : address;
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

/** Which user the scrape signs in with, and whether its password is known without anybody typing it. */
function chooseSignIn(answers: Answers, facts: HostFacts, users: UsersPart, own: readonly ScrapeJobFacts[]): WantedJob['signIn'] {
  const now = own.find((job) => job.basicAuth !== null)?.basicAuth ?? null;
  const usable = now?.username != null && users.after.includes(now.username) ? now.username : undefined;
  const user = answers.scrape.user ?? usable ?? users.renewed[0] ?? users.after[0];
  if (user === undefined || users.after.length === 0) return null;
  const [first, second] = passwordPlaces(facts.folder.path, user);
  const inUse = now?.passwordFile == null ? null : inFolder(folderOf(facts.scrapeConfig.path), now.passwordFile);
  const known = (now?.username === user && now.passwordSource !== 'none') || facts.files[first]?.kind === 'file';
  return { user, password: answers.scrape.password, path: inUse === first ? second : first, known };
}

function whyOf(wanted: WantedJob, added: boolean): string {
  const parts = [
    ...(wanted.certificate.tls ? ['over HTTPS, trusting your certificate'] : []),
    ...(wanted.signIn === null ? [] : [`signing in as ${wanted.signIn.user}`]),
  ];
  const what = added ? 'A job is added by which Prometheus scrapes itself' : 'Prometheus scrapes itself';
  if (parts.length === 0) return `${what} over plain HTTP.`;
  const otherwise = wanted.signIn === null ? '400 Bad Request' : '401 Unauthorized';
  return `${what} ${parts.join(' and ')}. Without this its target would report ${otherwise}.`;
}

function editAction(facts: HostFacts, wanted: WantedJob, edits: Edit[], added: boolean): Action {
  const { path, state } = facts.scrapeConfig;
  const owner = state.kind === 'absent' ? fileOwner(facts) : null;
  const mode = fileMode(wanted.signIn?.password === 'inline' ? 'secret' : 'public', owner);
  return { kind: 'yaml.edit', role: 'scrapeConfig', path, lines: [], edits, create: { mode, owner }, before: state, why: whyOf(wanted, added) };
}

/** The user that signs in, with the file its password goes to unless that is there already or stands inline. */
function signInOf({ signIn, users }: WantedJob): ScrapePart['signIn'] {
  if (signIn === null) return null;
  const written = signIn.password === 'file' && (!signIn.known || users.renewed.includes(signIn.user));
  return { user: signIn.user, passwordFile: written ? signIn.path : null };
}

/** Plans prometheus.yml. Every byte outside the edits stays as it is. */
export function planScrapeConfig(answers: Answers, facts: HostFacts, { certificate, client, users, metricsPath }: ScrapeTarget): ScrapePart {
  const config = facts.scrapeConfig;
  const jobs = findSelfJobs(answers, facts);
  const signIn = chooseSignIn(answers, facts, users, jobs.own);
  const wanted: WantedJob = { certificate, client, users, signIn, metricsPath, folder: folderOf(config.path) };
  const names = (config.facts?.jobs ?? []).map((job) => job.name);
  const problems = [...(config.facts?.problems ?? []), ...unseenProblems(config, jobs)];
  const found = jobs.own.map(({ name }) => name);
  if (!answers.scrape.edit) {
    const predicted = predictedProblems(wanted, jobs.own);
    return { actions: [], signIn: null, selfJobs: found, expectedJobs: names, problems: [...problems, ...predicted] };
  }
  const added = found.length === 0;
  const edits = added ? addJob(answers, facts, wanted) : jobs.own.flatMap((job) => jobEdits(job, wanted));
  return {
    actions: edits.length === 0 ? [] : [editAction(facts, wanted, edits, added)],
    problems: [...problems, ...editProblems(answers, config, wanted, jobs), ...exposureProblems(facts, edits)],
    selfJobs: added ? [answers.scrape.job] : found,
    expectedJobs: added ? [...names, answers.scrape.job] : names,
    signIn: signInOf(wanted),
  };
}
