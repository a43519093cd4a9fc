/** How a server is reached and whom its clients trust, as the files of the setup say. */
import { dirname, resolve } from 'node:path';
import type { Connection } from '../../shared/model/connection.ts';
import { preferredName } from '../../shared/plan/address.ts';
import { passwordPlaces } from '../../shared/plan/passwordPlaces.ts';
import { connectionSecrets } from '../../shared/prometheus/connectionSecrets.ts';
import { formatAddress } from '../../shared/pki/ipAddress.ts';
import { readPasswordFile } from '../auth/readPasswordFile.ts';
import type { ClientPair } from '../host/network.ts';
import { fileState, readText } from '../host/readFiles.ts';
import { rootCertificates } from '../probe/rootCertificates.ts';
import { WizardError } from '../wizardError.ts';
import type { ScrapeFile, SetupFiles, WebFile } from './setupFiles.ts';
import type { SeenServer } from './seenServer.ts';

/** A connection of a configuration that leads to a server of the setup. */
export interface ServerLink {
  readonly scrape: ScrapeFile;
  readonly connection: Connection;
  /** Name or address that is asked, without the port. */
  readonly host: string;
  readonly to: SeenServer;
}

/** A client's trust: the PEM of its CA certificates, null for the system's, and the name it asks for. */
export interface Trust {
  readonly roots: readonly string[] | null;
  readonly serverName: string;
}

export interface ServerTrust {
  /** Of the job that scrapes it over TLS; null: there is none, it verifies nothing, or its CA cannot be read. */
  readonly job: Trust | null;
  /** The certificate in web.yml trusted for itself; null without one that can be read. */
  readonly own: Trust | null;
  /** To ask for where nothing is verified. */
  readonly serverName: string;
  /** The client certificate of the first job that has one in files. */
  readonly client: ClientPair | null;
}

function quietly<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof WizardError) return null;
    throw error;
  }
}

/** @returns undefined when the CA of the connection cannot be read, null for the system's */
function rootsOf({ scrape, connection }: ServerLink): readonly string[] | null | undefined {
  const { tls } = connection;
  if (tls === null || (tls.caFile === null && !tls.inlineCa)) return null;
  const path = tls.caFile === null ? null : resolve(dirname(scrape.path), tls.caFile);
  const pem = path === null ? secretsOf(scrape, connection).ca : quietly(() => readText(path));
  return pem === null ? undefined : (quietly(() => rootCertificates(pem, path ?? scrape.path)) ?? undefined);
}

/** The secrets that stand in the configuration itself. */
export function secretsOf({ document, facts }: ScrapeFile, connection: Connection): { password: string | null; ca: string | null } {
  return document === null ? { password: null, ca: null } : connectionSecrets(document)(facts.connections.indexOf(connection));
}

function jobTrust(links: readonly ServerLink[]): Trust | null {
  for (const link of links) {
    const { tls, scheme } = link.connection;
    if (scheme !== 'https' || tls?.insecureSkipVerify === true) continue;
    const roots = rootsOf(link);
    if (roots !== undefined) return { roots, serverName: tls?.serverName ?? link.host };
  }
  return null;
}

function ownTrust(server: SeenServer, web: WebFile | null, { files }: SetupFiles): Trust | null {
  const certPath = web?.facts.tls?.certFile === null || web === null ? undefined : web.names[0];
  const leaf = certPath === undefined ? undefined : files.get(certPath)?.certificates[0]?.parsed;
  if (certPath === undefined || leaf === undefined) return null;
  const roots = quietly(() => rootCertificates(readText(certPath), certPath));
  if (roots === null) return null;
  return { roots, serverName: preferredName([...leaf.dnsNames, ...leaf.ipAddresses.map(formatAddress)], server.listen) };
}

/**
 * The files that a server may be shown: those that its own account can read. Whoever writes the configuration of another
 * account could otherwise have root hand over what only root may see.
 */
export type MayShow = (path: string) => boolean;

function clientPair(links: readonly ServerLink[], mayShow: MayShow): ClientPair | null {
  for (const { scrape, connection: { tls } } of links) {
    if (tls === null || tls.certFile === null || tls.keyFile === null) continue;
    const paths = [tls.certFile, tls.keyFile].map((path) => resolve(dirname(scrape.path), path));
    const [cert, key] = paths.every(mayShow) ? paths.map((path) => quietly(() => readText(path))) : [];
    if (cert != null && key != null) return { certificatePem: cert, keyPem: key };
  }
  return null;
}

/** @param links that lead to this server */
export function serverTrust(server: SeenServer, web: WebFile | null, links: readonly ServerLink[], setup: SetupFiles, mayShow: MayShow): ServerTrust {
  const job = jobTrust(links);
  const own = ownTrust(server, web, setup);
  return { job, own, serverName: job?.serverName ?? own?.serverName ?? preferredName(['localhost'], server.listen), client: clientPair(links, mayShow) };
}

/** The password that a connection sends by basic auth; null when it sends none or it cannot be read. */
export function sentPassword(scrape: ScrapeFile, connection: Connection): string | null {
  const { signIn } = connection;
  if (signIn?.kind !== 'basic') return null;
  if (signIn.file !== null) return readPasswordFile(resolve(dirname(scrape.path), signIn.file));
  return signIn.source === 'inline' ? secretsOf(scrape, connection).password : null;
}

/** A user of a server with a password: of a job that scrapes it, else one that PromSeal keeps beside web.yml. */
export function knownCredentials(web: WebFile | null, links: readonly ServerLink[], mayShow: MayShow): { user: string; password: string } | null {
  for (const { scrape, connection } of links) {
    const user = connection.signIn?.username ?? null;
    const file = connection.signIn?.file ?? null;
    if (file !== null && !mayShow(resolve(dirname(scrape.path), file))) continue;
    const password = user === null ? null : sentPassword(scrape, connection);
    if (user !== null && password !== null) return { user, password };
  }
  for (const { name } of web?.facts.users ?? []) {
    const places = passwordPlaces(dirname(web?.config.path ?? ''), name);
    const place = places.find((path) => fileState(path).kind === 'file' && mayShow(path));
    const password = place === undefined ? null : readPasswordFile(place);
    if (password !== null) return { user: name, password };
  }
  return null;
}
