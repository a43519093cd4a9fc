/** Everything the planner needs to know of the machine, and nothing that changes by itself: two looks are equal. */
import { dirname, resolve } from 'node:path';
import { problem, type Problem } from '../../shared/errors/failure.ts';
import type { Answers } from '../../shared/model/answers.ts';
import type { FileState, HostFacts, ServerFacts } from '../../shared/model/hostFacts.ts';
import type { WebConfigFacts } from '../../shared/model/webConfigFacts.ts';
import { readScrapeConfig } from '../../shared/prometheus/scrapeConfig.ts';
import { readWebConfig } from '../../shared/prometheus/webConfig.ts';
import { passwordPlaces } from '../../shared/plan/passwordPlaces.ts';
import { MAX_YAML_LENGTH } from '../../shared/yaml/checkSource.ts';
import { asPending, type PendingEdits } from '../../shared/plan/repairs.ts';
import { inFolder } from '../../shared/plan/paths.ts';
import { connectionFilesOf } from '../../shared/plan/planConnections.ts';
import { folderFacts } from '../host/folderFacts.ts';
import { isFolder } from '../host/folders.ts';
import { fileSize, fileState, readText } from '../host/readFiles.ts';
import { targetProblems } from '../host/targetProblems.ts';
import { pemEncode } from '../pki/pemEncode.ts';
import { firstCertificates, summarise } from '../pki/readCertificate.ts';
import type { ProgramContext } from '../programContext.ts';
import { canEnter } from './accountReach.ts';
import { fullPath } from '../host/fullPath.ts';
import { certificateNames } from './certificateNames.ts';
import { includedJobs } from './includedJobs.ts';
import { inspectCertificate } from './inspectCertificate.ts';
import { inspectServer } from './inspectServer.ts';
import { ownFileProblems } from './ownFileProblems.ts';
import { thisMachine, type Machine } from './machine.ts';

export interface InspectContext extends Pick<ProgramContext, 'now' | 'rehearsalCommand'> {
  readonly machine?: Machine;
  /** What repairs change, by path: the files are planned with as they will be. */
  readonly pending?: ReadonlyMap<string, PendingEdits>;
}

const mebibyte = 1024 * 1024;
const generations = [2, 3, 4, 5, 6, 7, 8, 9];

function platformOf(platform: string): HostFacts['platform'] {
  return platform === 'linux' || platform === 'darwin' || platform === 'win32' ? platform : 'other';
}

/** State and structure of one configuration; what cannot be read has no structure. What is wrong in it names its file. */
function inspectConfig<T extends { problems: Problem[] }>(path: string, read: (text: string) => T, pending: PendingEdits | undefined): { path: string; state: FileState; facts: T | null; problems: Problem[] } {
  const state = fileState(path);
  const problems = isFolder(dirname(path)) ? targetProblems(path) : [];
  if (state.kind !== 'file') return { path, state, facts: null, problems };
  const bytes = fileSize(path) ?? 0;
  if (bytes > MAX_YAML_LENGTH) {
    const megabytes = Math.ceil(bytes / mebibyte);
    return { path, state, facts: null, problems: [...problems, problem('YAML_TOO_LARGE', { megabytes, limit: MAX_YAML_LENGTH / mebibyte }, { path })] };
  }
  const facts = read(asPending(readText(path), pending));
  return { path, state, facts: { ...facts, problems: facts.problems.map((found) => ({ ...found, path })) }, problems };
}

/** The CA that is to be trusted: it is read when proving. */
function caFileOf({ certificate }: Answers, folder: string): string[] {
  return certificate.source === 'keep' && certificate.ca_file !== undefined ? [inFolder(folder, certificate.ca_file)] : [];
}

const certificatesOf = (path: string): Buffer[] => (fileState(path).kind === 'file' ? firstCertificates(readText(path)) : []);

/** Whether a server takes it from a client: by its use (RFC 5280 4.2.1.12) and its dates. */
function isForClients(der: Buffer, now: number): boolean {
  const { extendedKeyUsages: usages, notBefore, notAfter } = summarise(der);
  return now >= notBefore && now <= notAfter && (usages === null || usages.some((usage) => usage === 'clientAuth' || usage === 'anyExtendedKeyUsage'));
}

/** Every certificate of `client_ca_file`, without what stands around them, and which jobs show one of these. */
function clientTrust(tls: WebConfigFacts['tls'], webPath: string, scrape: HostFacts['scrapeConfig'], now: number): Pick<HostFacts, 'clientCaPem' | 'knownClientFiles'> {
  const trusted = tls?.clientCaFile == null ? [] : certificatesOf(resolve(dirname(webPath), tls.clientCaFile));
  const shown = (scrape.facts?.jobs ?? []).flatMap(({ certFile }) => (certFile === null ? [] : [resolve(dirname(scrape.path), certFile)]));
  const known = [...new Set(shown)].filter((path) => certificatesOf(path).slice(0, 1).some((leaf) => trusted.some((der) => der.equals(leaf) && isForClients(der, now))));
  const pem = trusted.map((der) => pemEncode('CERTIFICATE', der)).join('');
  return { clientCaPem: pem === '' ? null : pem, knownClientFiles: known };
}

/** The files that a plan may write beside the two configurations. */
function ownFiles(folder: string, users: readonly string[]): string[] {
  const pairs = ['prometheus', 'prometheus-client', 'client-ca'].flatMap((first) =>
    [first, ...generations.map((generation) => `${first}-${generation}`)].flatMap((stem) => [resolve(folder, `${stem}.crt`), resolve(folder, `${stem}.key`)]),
  );
  return [...pairs, ...users.flatMap((user) => passwordPlaces(folder, user))];
}

function fileProblems(paths: readonly string[]): Record<string, Problem[]> {
  const found = paths.map((path) => [path, ownFileProblems(path)] as const);
  return Object.fromEntries(found.filter(([, problems]) => problems.length > 0));
}

/** Another account must be able to get to the folder, or it cannot read what is written there (K-04). */
function folderReach({ account }: ServerFacts, folder: string, machine: Machine): Problem[] {
  if (account === null || canEnter(account, folder, machine.etc)) return [];
  return [problem('SERVER_CANNOT_ENTER', { ...account, folder }, { path: folder, field: 'folder' })];
}

/**
 * A server that PromSeal starts takes its configurations from the folder; one that is somebody else's keeps those it has.
 * @returns never throws for what the answers can name: what is wrong with it stands in the facts as a problem
 */
export async function inspectHost(answers: Answers, context: InspectContext): Promise<HostFacts> {
  const machine = context.machine ?? thisMachine;
  const folder = fullPath(answers.folder);
  const server = await inspectServer(answers, folder, machine, context.rehearsalCommand);
  const theirs = server.control === 'process' || server.control === 'systemd' ? server : null;
  const webPath = theirs?.webConfigFile ?? resolve(folder, answers.web_config_file);
  const scrapePath = theirs?.configFile ?? resolve(folder, answers.config_file);
  const webConfig = inspectConfig(webPath, readWebConfig, context.pending?.get(webPath));
  const scrapeConfig = inspectConfig(scrapePath, readScrapeConfig, context.pending?.get(scrapePath));
  const tls = webConfig.facts?.tls ?? null;
  const own = ownFiles(folder, [...answers.users, ...(webConfig.facts?.users ?? [])].map(({ name }) => name));
  return {
    platform: platformOf(process.platform),
    isRoot: process.geteuid?.() === 0,
    ownNames: certificateNames(machine).sort(),
    folder: folderFacts(folder, server.account?.uid ?? null),
    server: { ...server, problems: [...server.problems, ...folderReach(server, folder, machine)] },
    webConfig,
    scrapeConfig,
    certificate: tls === null ? null : inspectCertificate(tls, dirname(webConfig.path), { account: server.account, machine, now: context.now() }),
    ...clientTrust(tls, webConfig.path, scrapeConfig, context.now()),
    includedJobs: answers.connections.length === 0 ? [] : includedJobs(scrapePath, scrapeConfig.facts),
    files: Object.fromEntries([...own, ...caFileOf(answers, folder), ...connectionFilesOf(answers, scrapePath)].map((path) => [path, fileState(path)])),
    fileProblems: fileProblems(own),
  };
}
