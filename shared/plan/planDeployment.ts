/**
 * From what was answered and what the machine is like to everything that will be done: no clock, no randomness, no
 * input or output, no exceptions. It runs in the page for the preview and again on the privileged side for real.
 */
import type { Answers } from '../model/answers.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Action, Plan } from '../model/plan.ts';
import { withoutHugeEdits } from './hugeConfig.ts';
import { materialRefs } from './materialRefs.ts';
import type { Repair } from '../model/repair.ts';
import { fileMode, fileOwner } from './ownership.ts';
import { passwordFile } from './passwordFile.ts';
import { fileNameOf } from './paths.ts';
import { planConnections, withConnections } from './planConnections.ts';
import { planCertificate } from './planCertificate.ts';
import { planChecks } from './planChecks.ts';
import { clientCertificateRules, planClientCertificate } from './planClientCertificate.ts';
import { planEndpoint } from './planEndpoint.ts';
import { planProblems } from './planProblems.ts';
import { planProcess, wantedArgs } from './planProcess.ts';
import { planScrapeConfig, type ScrapePart } from './planScrapeConfig.ts';
import { planUsers, type UsersPart } from './planUsers.ts';
import { planWebConfig } from './planWebConfig.ts';
import { mergeRepairs, repairFiles, standingProblems } from './repairs.ts';

/** The folder and the program, where they are still missing. */
function preparation(answers: Answers, facts: HostFacts): Action[] {
  const { path, exists } = facts.folder;
  const owner = fileOwner(facts);
  const why = owner === null ? 'The working directory is made for you alone.' : 'The working directory is made; the account of Prometheus may enter it.';
  const folder: Action = { kind: 'folder.create', path, mode: owner === null ? 0o700 : 0o750, owner, why };
  const made = exists ? [] : [folder];
  if (answers.server.kind !== 'download' || facts.server.version !== null) return made;
  const { version } = answers.server;
  return [...made, { kind: 'release.download', version, into: path, why: 'The official release is downloaded and its SHA-256 compared before it is unpacked.' }];
}

/** Files that hold one password each: for the scrape to read, and for generated ones to be kept. */
function passwordFiles(facts: HostFacts, users: UsersPart, scrape: ScrapePart): Action[] {
  const owner = fileOwner(facts);
  const { path: folder } = facts.folder;
  const generated = users.generated.map((user) => ({ user, path: passwordFile(folder, user), why: `The password made for ${user} is kept here.` }));
  const { user = '', passwordFile: forScrape = null } = scrape.signIn ?? {};
  const scraping = forScrape === null ? [] : [{ user, path: forScrape, why: `Prometheus reads the password of ${user} from here when it scrapes itself.` }];
  const wanted = [...generated.filter(({ path }) => path !== forScrape), ...scraping];
  return wanted.map((file) => ({
    kind: 'file.write',
    role: 'passwordFile',
    path: file.path,
    mode: fileMode('secret', owner),
    owner,
    content: [{ material: `password:${file.user}` }, '\n'],
    before: facts.files[file.path] ?? { kind: 'absent' },
    why: file.why,
  }));
}

function promtoolChecks(facts: HostFacts, edits: readonly Action[]): Action[] {
  if (facts.server.promtool === null) return [];
  return edits.flatMap((action) =>
    action.kind !== 'yaml.edit'
      ? []
      : [{
          kind: 'promtool.check' as const,
          what: action.role === 'webConfig' ? ('webConfig' as const) : ('scrapeConfig' as const),
          path: action.path,
          why: `The new ${fileNameOf(action.path)} is read by promtool before it takes its place; when it refuses, nothing is changed.`,
        }],
  );
}

/** Users whose password will be at hand when proving: made or typed now, or kept in a file. */
function knownUsers(users: UsersPart, scrape: ScrapePart, facts: HostFacts): string[] {
  const inFile = (user: string): boolean => facts.files[passwordFile(facts.folder.path, user)]?.kind === 'file';
  return users.after.filter((user) => users.renewed.includes(user) || scrape.signIn?.user === user || inFile(user));
}

/**
 * Whether the scrape, as it will be, is let in by web.yml as it is: then the reload comes before web.yml is replaced,
 * otherwise after it, so that as good as no scrape is refused in between.
 */
function worksAlready(facts: HostFacts, users: UsersPart, { signIn }: ScrapePart): boolean {
  const existing = (facts.webConfig.facts?.users ?? []).map(({ name }) => name);
  return existing.length === 0 || (signIn !== null && existing.includes(signIn.user) && !users.renewed.includes(signIn.user));
}

/**
 * Plans the whole change. New pairs stand under names that nothing uses yet, so they come first; what is in use is
 * replaced only after promtool has read the new text, in one go, web.yml last.
 * @param repairs those that were chosen; `answers` are `repairedAnswers` of them
 * @returns actions in order, the checks that will prove it, and problems; one of severity `error` blocks applying
 */
export function planDeployment(answers: Answers, facts: HostFacts, repairs: readonly Repair[] = []): Plan {
  const users = planUsers(answers, facts);
  const certificate = planCertificate(answers, facts);
  const args = wantedArgs(answers, facts, { ...certificate, asksUsers: users.after.length > 0 });
  const client = planClientCertificate(answers, facts, certificate.tls);
  const endpoint = planEndpoint(facts, { certificate, client: client.pair, users: users.after }, args);
  const scrape = planScrapeConfig(answers, facts, { certificate, client, users, metricsPath: endpoint.metricsPath });
  const web = planWebConfig(users, certificate, client.edits, facts);
  const written = [...certificate.actions, ...client.actions, ...passwordFiles(facts, users, scrape)];
  const connections = planConnections(answers, facts, new Set(written.flatMap((action) => ('path' in action ? [action.path] : []))));
  const huge = withoutHugeEdits(withConnections(scrape.actions, connections, facts), facts);
  const scrapeEdits = mergeRepairs(huge.actions, repairs, 'scrapeConfig');
  const webEdits = mergeRepairs(web.actions, repairs, 'webConfig');
  const process = planProcess(answers, facts, {
    args,
    tls: certificate.tls,
    scrapeChanged: scrapeEdits.length > 0 || repairs.some((repair) => repair.process === 'reload'),
    webChanged: webEdits.length > 0,
    restart: repairs.some((repair) => repair.process === 'restart'),
  });
  const selfJob = scrape.selfJobs[0] ?? null;
  const act = process.action === null ? [] : [process.action];
  // A web.yml that is repaired may well be one with which nobody is let in, nor told that the reload is done.
  const mendsWeb = repairs.some(({ edits }) => edits.some(({ role }) => role === 'webConfig'));
  const reloadFirst = process.action?.kind === 'process.reload' && !certificate.renewed && !client.made && !mendsWeb && worksAlready(facts, users, scrape);
  const actions = [
    ...preparation(answers, facts),
    ...certificate.actions,
    ...client.actions,
    ...repairFiles(repairs),
    ...promtoolChecks(facts, [...scrapeEdits, ...webEdits]),
    ...passwordFiles(facts, users, scrape),
    ...scrapeEdits,
    ...(reloadFirst ? [...act, ...webEdits] : [...webEdits, ...act]),
  ];
  return {
    folder: facts.folder.path,
    actions,
    // Where only files are written there is nothing to knock at.
    checks: answers.server.kind === 'files' ? [] : planChecks(endpoint, knownUsers(users, scrape, facts), args, { selfJob, clients: clientCertificateRules(facts) }),
    endpoint,
    expectedJobs: scrape.expectedJobs,
    selfJob,
    selfJobs: scrape.selfJobs,
    problems: standingProblems(facts, actions, repairs, [
      ...planProblems(answers, facts, { tls: certificate.tls, users: users.after, actions }),
      ...users.problems, ...certificate.problems, ...client.problems, ...scrape.problems, ...connections.problems, ...huge.problems, ...web.problems, ...process.problems,
    ]),
  };
}

/** The passwords that must be handed over with the digest, by user: everything the plan makes from a password. */
export function passwordsNeeded(plan: Plan, answers: Answers): string[] {
  const fresh = answers.users.filter((user) => user.keep !== true && user.remove !== true && user.hash === undefined);
  const written = materialRefs(plan.actions).flatMap((ref) => (ref.startsWith('password:') ? [ref.slice('password:'.length)] : []));
  return [...new Set([...fresh.map(({ name }) => name), ...written])];
}
