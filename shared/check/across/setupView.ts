/** A setup with its files taken apart and joined: who uses which file, and which connection leads to which server. */
import type { Connection, ConnectionsFacts } from '../../model/connection.ts';
import type { ConfigText, SetupFacts, SetupServer } from '../../model/setupFacts.ts';
import type { WebConfigFacts } from '../../model/webConfigFacts.ts';
import type { YamlDocument } from '../../yaml/yamlNode.ts';
import { folderOf, isAbsolutePath } from '../../plan/paths.ts';
import { connectionsOf } from '../../prometheus/connections.ts';
import { readWebConfig } from '../../prometheus/webConfig.ts';
import { readYaml } from '../../yaml/readYaml.ts';
import { cleanPath, pathFrom } from './filePath.ts';
import { linksOf, serverFinder } from './linksOf.ts';
import { matchesGlob } from './matchesGlob.ts';

export interface WebView {
  readonly path: string;
  readonly document: YamlDocument | null;
  readonly facts: WebConfigFacts;
  /** Whether the server turns TLS on for it; null when it cannot read the file. */
  readonly tls: boolean | null;
}

export interface ScrapeView {
  readonly path: string;
  readonly config: ConfigText;
  readonly document: YamlDocument | null;
  readonly facts: ConnectionsFacts;
}

export interface ServerView {
  readonly server: SetupServer;
  /** No such server was found: it is what the two files make when they are used together. */
  readonly assumed: boolean;
  readonly web: WebView | null;
  /** As its web.yml wants it, else as it was seen; null when not known. */
  readonly tls: boolean | null;
  /** Whether it asks for a password; null when not known. */
  readonly asksPassword: boolean | null;
}

/** A connection that leads to a server of the setup. */
export interface Link {
  readonly scrape: ScrapeView;
  readonly connection: Connection;
  /** As written, and the host in it. */
  readonly target: string;
  readonly host: string;
  readonly to: ServerView;
}

export interface SetupView {
  readonly setup: SetupFacts;
  readonly webs: readonly WebView[];
  readonly scrapes: readonly ScrapeView[];
  readonly servers: readonly ServerView[];
  readonly links: readonly Link[];
}

const nothing: ConnectionsFacts = { connections: [], files: [], scrapeConfigFiles: [] };

function documentOf(text: string): YamlDocument | null {
  const reading = readYaml(text);
  return reading.ok ? reading.document : null;
}

function webView({ path, text }: ConfigText): WebView {
  const facts = readWebConfig(text);
  const usable = facts.problems.every(({ severity }) => severity !== 'error');
  return { path, document: documentOf(text), facts, tls: usable ? (facts.tls?.enables ?? false) : null };
}

function scrapeView(config: ConfigText): ScrapeView {
  const document = documentOf(config.text);
  return { path: config.path, config, document, facts: document === null ? nothing : connectionsOf(document) };
}

/** The absolute path of a file that a flag names; null without one. */
export function flagPath(server: SetupServer, path: string | null): string | null {
  if (path === null || isAbsolutePath(path)) return path === null ? null : cleanPath(path);
  return server.workingDirectory === null ? path : cleanPath(`${server.workingDirectory}/${path}`);
}

/** Without arguments and an answer, nothing says whether the server has a web.yml. */
function isKnown({ args, served, webConfigFile }: SetupServer): boolean {
  return webConfigFile !== null || args.length > 0 || served !== null;
}

function speaksTls(server: SetupServer, web: WebView | null): boolean | null {
  if (web !== null) return web.tls;
  if (server.served?.speaks === 'tls' || server.served?.speaks === 'http') return server.served.speaks === 'tls';
  return server.webConfigFile === null && isKnown(server) ? false : null;
}

function asksPassword(server: SetupServer, web: WebView | null): boolean | null {
  if (web !== null) return web.tls === null ? null : web.facts.users.length > 0;
  const status = server.served?.statusWithoutPassword ?? null;
  if (status !== null) return status === 401 ? true : status < 400 ? false : null;
  return server.webConfigFile === null && isKnown(server) ? false : null;
}

function serverView(server: SetupServer, webs: readonly WebView[], assumed: boolean): ServerView {
  const path = flagPath(server, server.webConfigFile);
  const web = webs.find((each) => each.path === path) ?? null;
  return { server, assumed, web, tls: speaksTls(server, web), asksPassword: asksPassword(server, web) };
}

/**
 * A web.yml and a prometheus.yml side by side that no server uses are taken as those of one Prometheus with default flags.
 * @returns null where there are others, or servers that were found
 */
export function assumedServer(servers: readonly unknown[], webs: readonly { path: string }[], scrapes: readonly { path: string }[]): SetupServer | null {
  const [web, ...otherWebs] = webs;
  const [scrape, ...otherScrapes] = scrapes;
  if (servers.length > 0 || web === undefined || scrape === undefined || otherWebs.length + otherScrapes.length > 0) return null;
  if (folderOf(web.path) !== folderOf(scrape.path)) return null;
  return {
    kind: 'prometheus', version: null, promtool: null, capabilities: [], running: false, pid: null, control: 'none', unit: null,
    account: null, args: [], nextArgs: null, workingDirectory: null, configFile: scrape.path, webConfigFile: web.path,
    listen: '0.0.0.0:9090', served: null, live: null,
  };
}

/** Takes the files apart, each once, and joins them. */
export function setupView(setup: SetupFacts): SetupView {
  const webs = setup.webConfigs.map(webView);
  const scrapes = setup.scrapeConfigs.map(scrapeView);
  const assumed = assumedServer(setup.servers, webs, scrapes);
  const servers = [
    ...setup.servers.map((server) => serverView(server, webs, false)),
    ...(assumed === null ? [] : [serverView(assumed, webs, true)]),
  ];
  return { setup, webs, scrapes, servers, links: linksOf(scrapes, serverFinder(servers, setup.ownNames)) };
}

/** The servers that use a web.yml. */
export function usersOf(view: SetupView, web: WebView): ServerView[] {
  return view.servers.filter((each) => each.web === web);
}

/** Whether a prometheus.yml takes jobs from another file. */
export function includesFile(scrape: ScrapeView | undefined, path: string): boolean {
  return scrape?.facts.scrapeConfigFiles.some((pattern) => matchesGlob(pathFrom(folderOf(scrape.path), pattern), path)) === true;
}

/** The configuration where no server tells which it is: the first that none of the others includes. */
export function mainConfig({ scrapes }: SetupView): ScrapeView | null {
  return scrapes.find(({ path }) => !scrapes.some((other) => other.path !== path && includesFile(other, path))) ?? scrapes[0] ?? null;
}

/** The Prometheus that reads a prometheus.yml, or a file of jobs that its own one includes. */
export function readerOf({ servers, scrapes }: SetupView, path: string): ServerView | null {
  const readers = servers.filter(({ server }) => server.kind === 'prometheus');
  const configOf = ({ server }: ServerView): string | null => flagPath(server, server.configFile);
  const named = readers.find((each) => configOf(each) === path);
  return named ?? readers.find((each) => includesFile(scrapes.find((scrape) => scrape.path === configOf(each)), path)) ?? null;
}
