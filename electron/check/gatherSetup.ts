/** Reads a setup as it is on this machine: its files, the servers that use them, and what is live. Nothing is judged here. */
import { problem, type Problem } from '../../shared/errors/failure.ts';
import type { CheckTarget } from '../../shared/model/checkTarget.ts';
import type { SetupFacts, SetupServer } from '../../shared/model/setupFacts.ts';
import { parseVersion } from '../../shared/prometheus/versions.ts';
import { assumedServer } from '../../shared/check/across/setupView.ts';
import { fullPath } from '../host/fullPath.ts';
import { canRead } from '../inspect/accountReach.ts';
import { certificateNames } from '../inspect/certificateNames.ts';
import { findUnitCommands } from '../inspect/findUnitCommands.ts';
import { thisMachine } from '../inspect/machine.ts';
import type { GoWording } from '../pki/judgeAsGo.ts';
import type { ProgramContext } from '../programContext.ts';
import { addMaterialBeside } from './addMaterialBeside.ts';
import { allServers, type AllServers } from './allServers.ts';
import { askLive } from './askLive.ts';
import { askPrograms } from './askPrograms.ts';
import { askPromtool, type AskedServer } from './askPromtool.ts';
import { askServed } from './askServed.ts';
import { bySystem } from './bySystem.ts';
import { chooseServers, type Choice } from './chooseServers.ts';
import { comparePasswords } from './comparePasswords.ts';
import { lookElsewhere } from './lookElsewhere.ts';
import { linkProbers, linkServers } from './linkServers.ts';
import { defaultConfigFile } from './programDefaults.ts';
import type { SeenServer } from './seenServer.ts';
import { knownCredentials, serverTrust, type MayShow, type ServerLink } from './serverTrust.ts';
import { addFile, addProbeConfig, noFiles, type SetupFiles, type WebFile } from './setupFiles.ts';
import { unreadableFiles } from './unreadableFiles.ts';
import { unseenFiles } from './unseenFiles.ts';

export type GatherContext = Pick<ProgramContext, 'now' | 'machine' | 'rehearsalCommand'>;

/** For all questions to servers together, and of it for the first look at one. */
const liveDeadlineMs = 5000;
const servedDeadlineMs = 2500;

/** Go 1.20, which builds 2.43 and later, says first that the verification failed. */
function wordingOf(servers: readonly AskedServer[]): GoWording {
  const told = servers.find(({ kind, version }) => kind === 'prometheus' && version !== null)?.version ?? null;
  const version = told === null ? null : parseVersion(told);
  return version !== null && version.major === 2 && version.minor < 43 ? 'plain' : 'prefixed';
}

/** A server that is not told its configuration takes the one its program was built with. */
async function settleDefault(server: SeenServer): Promise<SeenServer> {
  const given = server.args.some((word) => /^--?config\.file(?:=|$)/.test(word));
  const byItself = given || server.configFile === null ? null : await defaultConfigFile(server.binary, server.account);
  return byItself === null ? server : { ...server, configFile: byItself.startsWith('/') ? byItself : server.configFile };
}

async function lookForServers(target: CheckTarget, context: GatherContext): Promise<AllServers> {
  const offline = (target.kind === 'files' || target.kind === 'folder') && target.offline === true;
  if (offline) return { servers: [], elsewhere: new Set(), problems: new Map() };
  const all = allServers(context.machine ?? thisMachine);
  return { ...all, servers: await Promise.all(all.servers.map(settleDefault)) };
}

function readServerFiles(setup: SetupFiles, servers: readonly SeenServer[]): void {
  for (const { kind, configFile, webConfigFile } of servers) {
    if (webConfigFile !== null) addFile(setup, webConfigFile, 'webConfig');
    if (configFile !== null && kind === 'prometheus') addFile(setup, configFile, 'scrapeConfig');
    if (configFile !== null && kind === 'blackbox_exporter') addProbeConfig(setup, configFile);
  }
}

/** The servers that were chosen, and those of this machine that their configurations lead to. */
function join(setup: SetupFiles, choice: Choice, all: AllServers, ownNames: readonly string[]): { servers: SeenServer[]; links: ServerLink[] } {
  const here = all.servers.filter(({ pid, running }) => running && pid !== null && !all.elsewhere.has(pid));
  const candidates = [...choice.servers, ...here.filter((server) => !choice.servers.includes(server))];
  const links = linkServers(setup, candidates, ownNames);
  const reached = new Set([...links.map(({ to }) => to), ...linkProbers(setup, here, ownNames)]);
  const servers = candidates.filter((server) => choice.servers.includes(server) || reached.has(server));
  readServerFiles(setup, servers);
  return { servers, links };
}

/** Links to the server that the two files make when they are used together, where no server was found. */
function assumedLinks(setup: SetupFiles, servers: readonly SeenServer[], ownNames: readonly string[]): ServerLink[] {
  const scrapes = [...setup.scrapes.values()];
  const assumed = assumedServer(servers, [...setup.webs.values()].map(({ config }) => config), scrapes);
  return assumed === null ? [] : linkServers(setup, [{ ...assumed, binary: null }], ownNames);
}

interface Surroundings {
  readonly links: readonly ServerLink[];
  readonly setup: SetupFiles;
  readonly now: number;
  readonly wording: GoWording;
  /** Where the accounts of the machine stand. */
  readonly etc: string;
}

/** Names of the jobs of a Prometheus, with those of the files that its configuration includes. */
function jobsOf({ scrapes }: SetupFiles, { configFile }: SeenServer): string[] {
  const main = scrapes.get(configFile ?? '');
  const included = (main?.names ?? []).flatMap((path) => scrapes.get(path) ?? []);
  const all = [...(main === undefined ? [] : [main]), ...included].flatMap(({ facts }) => facts.connections);
  return all.filter(({ section }) => section === 'scrape').map(({ name }) => name);
}

/** null where there is no certificate that can be read. */
function trustedBySystem(web: WebFile | null, { files }: SetupFiles): boolean | null {
  const certPath = web?.facts.tls?.certFile === null ? undefined : web?.names[0];
  const chain = files.get(certPath ?? '')?.certificates ?? [];
  return chain.length === 0 ? null : bySystem(chain);
}

async function lookAtServer(server: AskedServer, { links, setup, now, wording, etc }: Surroundings): Promise<{ server: SetupServer; problems: readonly Problem[] }> {
  const web = setup.webs.get(server.webConfigFile ?? '') ?? null;
  const { binary: _binary, ...seen } = server;
  const facts = { ...seen, trustedBySystem: trustedBySystem(web, setup) };
  if (!server.running) return { server: { ...facts, served: null, live: null }, problems: [] };
  const started = performance.now();
  const own = links.filter(({ to, connection }) => to.pid === server.pid && connection.section === 'scrape');
  const { account } = server;
  const mayShow: MayShow = (path) => account === null || canRead(account, path, etc);
  const trust = serverTrust(server, web, own, setup, mayShow);
  const served = await askServed(server, trust, now, wording, AbortSignal.timeout(servedDeadlineMs));
  if (server.kind !== 'prometheus') return { server: { ...facts, served: served.facts, live: null }, problems: [] };
  const deadlineMs = Math.round(liveDeadlineMs - (performance.now() - started));
  const expectedJobs = jobsOf(setup, server);
  const { live, problems } = await askLive({ server, served, trust, credentials: knownCredentials(web, own, mayShow), expectedJobs, now, deadlineMs });
  return { server: { ...facts, served: served.facts, live }, problems };
}

/** Why there is nothing to check in a folder. */
function emptyFolder(target: CheckTarget, { webs, scrapes, problems }: SetupFiles, choice: Choice): Problem[] {
  if (target.kind !== 'folder' || webs.size + scrapes.size + problems.length + choice.servers.length + choice.problems.length > 0) return [];
  const folder = fullPath(target.folder);
  return [problem('CHECK_FOLDER_EMPTY', { folder }, { path: folder })];
}

/**
 * Reads what a target means into facts.
 * @param context.now epoch milliseconds; certificates are judged at it
 * @returns never throws for what files, programs and servers can be: what could not be looked at stands in `problems`.
 *   Texts in it hold secrets, so it must not leave the privileged side
 */
export async function gatherSetup(target: CheckTarget, context: GatherContext): Promise<SetupFacts> {
  const machine = context.machine ?? thisMachine;
  const now = context.now();
  const ownNames = certificateNames(machine);
  const setup = noFiles();
  const all = await lookForServers(target, context);
  const choice = await chooseServers(target, { machine, all, rehearsalCommand: context.rehearsalCommand });
  readServerFiles(setup, choice.servers);
  for (const path of choice.paths) addFile(setup, path, target.kind === 'folder' ? 'found' : 'given');
  const { servers, links } = join(setup, choice, all, ownNames);
  const asked = await Promise.all(servers.map(async (server): Promise<AskedServer> => ({ ...server, ...(await askPrograms(server)) })));
  const wording = wordingOf(asked);
  lookElsewhere(setup, servers);
  addMaterialBeside(setup);
  const [looked, passwords, promtool] = await Promise.all([
    Promise.all(asked.map((server) => lookAtServer(server, { links, setup, now, wording, etc: machine.etc }))),
    comparePasswords([...links, ...assumedLinks(setup, servers, ownNames)], setup),
    askPromtool(setup, asked),
  ]);
  return {
    now,
    webConfigs: [...setup.webs.values()].map(({ config }) => config),
    scrapeConfigs: [...setup.scrapes.values()].map(({ config }) => config),
    files: Object.fromEntries(setup.files),
    unreadable: unreadableFiles(servers, setup, machine),
    servers: looked.map(({ server }) => server),
    probeConfigs: [...setup.probes.values()],
    // Without a server there is none that they could ask.
    unitCommands: servers.length === 0 ? [] : findUnitCommands(machine, servers.flatMap(({ unit }) => unit ?? [])),
    signIns: passwords.signIns,
    ownNames,
    promtool: promtool.verdicts,
    problems: [
      ...choice.problems,
      ...emptyFolder(target, setup, choice),
      ...servers.flatMap(({ unit, running }) => (unit === null || running ? [] : (all.problems.get(unit) ?? []))),
      ...setup.problems,
      ...unseenFiles(setup),
      ...looked.flatMap(({ problems }) => problems),
      ...passwords.problems,
      ...promtool.problems,
    ],
  };
}
