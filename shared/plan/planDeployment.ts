/**
 * From what was answered and what the machine is like to everything that will be done: no clock, no randomness, no
 * input or output, no exceptions. It runs in the page for the preview and again on the privileged side for real.
 */
import type { Answers } from '../model/answers.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Action, Endpoint, Plan } from '../model/plan.ts';
import { flagValue } from '../prometheus/flags.ts';
import { problem, type Problem } from '../errors/failure.ts';
import { connectAddress, hostPort, portOf, preferredName } from './address.ts';
import { materialRefs } from './materialRefs.ts';
import { fileMode, fileOwner } from './ownership.ts';
import { inFolder } from './paths.ts';
import { planCertificate, type CertificatePart } from './planCertificate.ts';
import { planChecks } from './planChecks.ts';
import { planProcess } from './planProcess.ts';
import { planScrapeConfig, type ScrapePart } from './planScrapeConfig.ts';
import { planUsers, type UsersPart } from './planUsers.ts';
import { planWebConfig } from './planWebConfig.ts';

function planEndpoint(facts: HostFacts, certificate: CertificatePart, users: UsersPart, args: readonly string[]): Endpoint {
  const port = portOf(facts.server.listen);
  const serverName = preferredName(certificate.names, facts.server.listen);
  const external = flagValue(args, 'web.external-url') ?? '';
  const path = /^[a-z]+:\/\/[^/]+(\/.*)?$/.exec(external)?.[1] ?? '';
  const routePrefix = (flagValue(args, 'web.route-prefix') ?? path).replace(/\/+$/, '');
  return {
    url: `${certificate.tls ? 'https' : 'http'}://${hostPort(serverName, port)}${routePrefix}/`,
    address: connectAddress(facts.server.listen),
    port,
    serverName,
    tls: certificate.tls,
    caFile: certificate.caPath,
    users: users.after,
    metricsPath: `${routePrefix}/metrics`,
    routePrefix,
  };
}

/** Files that hold one password each: for the scrape to read, and for generated ones to be kept. */
function passwordFiles(facts: HostFacts, users: UsersPart, scrape: ScrapePart): Action[] {
  const owner = fileOwner(facts);
  const wanted = new Set(users.generated);
  const forScrape = scrape.signIn?.passwordFile != null ? scrape.signIn.user : null;
  if (forScrape !== null) wanted.add(forScrape);
  return [...wanted].map((user) => {
    const path = inFolder(facts.folder.path, `${user}.password`);
    return {
      kind: 'file.write',
      role: 'passwordFile',
      path,
      mode: fileMode('secret', owner),
      owner,
      content: [{ material: `password:${user}` }, '\n'],
      before: facts.files[path] ?? { kind: 'absent' },
      why: user === forScrape ? `Prometheus reads the password of ${user} from here when it scrapes itself.` : `The password made for ${user} is kept here.`,
    };
  });
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
          why: 'The new text is read by promtool before it takes the place of the old; when it refuses, nothing is changed.',
        }],
  );
}

function generalProblems(answers: Answers, facts: HostFacts, users: UsersPart, certificate: CertificatePart): Problem[] {
  const found: Problem[] = [...facts.folder.problems];
  if (facts.server.promtool === null && answers.server.kind !== 'rehearsal') {
    found.push(problem('PROMTOOL_NOT_FOUND', {}, { severity: 'advice' }));
  }
  if (!facts.server.knowsWebConfig) found.push(problem('VERSION_TOO_OLD', { version: facts.server.version ?? 'unknown' }));
  if (!certificate.tls && users.after.length === 0) found.push(problem('NOTHING_ASKED', {}, { field: 'certificate.source' }));
  if (answers.options.lifecycle && users.after.length === 0) found.push(problem('LIFECYCLE_OPEN', {}, { severity: 'warning', field: 'options.lifecycle' }));
  if (answers.options.admin_api && users.after.length === 0) found.push(problem('ADMIN_API_OPEN', {}, { severity: 'warning', field: 'options.admin_api' }));
  for (const file of [facts.webConfig, facts.scrapeConfig]) {
    if (file.state.kind === 'unusable') found.push(problem('CONFIG_NOT_USABLE', { path: file.path, reason: file.state.reason }, { path: file.path }));
  }
  return found;
}

/**
 * Plans the whole change.
 * @returns actions in order, the checks that will prove it, and problems; one of severity `error` blocks applying
 */
export function planDeployment(answers: Answers, facts: HostFacts): Plan {
  const users = planUsers(answers, facts);
  const certificate = planCertificate(answers, facts);
  const scrape = planScrapeConfig(answers, facts, users, certificate);
  const web = planWebConfig(users, certificate, facts);
  const process = planProcess(answers, facts, {
    tls: certificate.tls,
    names: certificate.names,
    scrapeChanged: scrape.actions.length > 0,
    webChanged: web.actions.length > 0,
  });
  const endpoint = planEndpoint(facts, certificate, users, process.args);
  const folder: Action[] = facts.folder.exists
    ? []
    : [{ kind: 'folder.create', path: facts.folder.path, mode: 0o700, owner: null, why: 'The working directory is made for you alone.' }];
  const download: Action[] =
    answers.server.kind === 'download' && facts.server.version === null
      ? [{ kind: 'release.download', version: answers.server.version, into: facts.folder.path, why: 'The official release is downloaded and its SHA-256 compared before it is unpacked.' }]
      : [];
  const act = process.action === null ? [] : [process.action];
  // A reload that only adds sign-in comes before web.yml asks for it, so that no scrape is refused in between.
  const reloadFirst = process.action?.kind === 'process.reload' && !certificate.renewed;
  const tail = reloadFirst ? [...act, ...web.actions] : [...web.actions, ...act];
  return {
    folder: facts.folder.path,
    actions: [
      ...folder, ...download, ...certificate.actions, ...passwordFiles(facts, users, scrape),
      ...promtoolChecks(facts, [...scrape.actions, ...web.actions]), ...scrape.actions, ...tail,
    ],
    checks: planChecks(endpoint, knownUsers(users, scrape, facts), process.args, scrape.selfJob),
    endpoint,
    expectedJobs: scrape.expectedJobs,
    selfJob: scrape.selfJob,
    problems: [
      ...generalProblems(answers, facts, users, certificate), ...users.problems, ...certificate.problems,
      ...scrape.problems, ...web.problems, ...process.problems,
    ],
  };
}

/** Users whose password will be at hand when proving: made or typed now, or kept in a file. */
function knownUsers(users: UsersPart, scrape: ScrapePart, facts: HostFacts): string[] {
  const inFile = (user: string): boolean => facts.files[inFolder(facts.folder.path, `${user}.password`)]?.kind === 'file';
  return users.after.filter((user) => users.renewed.includes(user) || scrape.signIn?.user === user || inFile(user));
}

/** The passwords that must be handed over with the digest, by user: everything the plan makes from a password. */
export function passwordsNeeded(plan: Plan, answers: Answers): string[] {
  const hashed = new Set(answers.users.filter((user) => user.hash !== undefined).map((user) => user.name));
  const needed = answers.users.filter((user) => user.keep !== true && user.remove !== true && user.hash === undefined).map((user) => user.name);
  const forFile = materialRefs(plan.actions).flatMap((ref) => (ref.startsWith('password:') ? [ref.slice(9)] : []));
  return [...new Set([...needed, ...forFile])].filter((user) => !hashed.has(user) || forFile.includes(user));
}
