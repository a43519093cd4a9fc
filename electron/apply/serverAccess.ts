/** How PromSeal itself reaches the server after the change: whom to trust, whose leaf to expect, which password is known. */
import type { HostFacts } from '../../shared/model/hostFacts.ts';
import type { Plan } from '../../shared/model/plan.ts';
import { passwordFile } from '../../shared/plan/passwordFile.ts';
import { folderOf, inFolder } from '../../shared/plan/paths.ts';
import { jobPassword } from '../../shared/prometheus/configSecrets.ts';
import { readPasswordFile } from '../auth/readPasswordFile.ts';
import type { ClientPair } from '../host/network.ts';
import { fileState, readText } from '../host/readFiles.ts';
import { summarise } from '../pki/readCertificate.ts';
import type { ApiAccess } from '../probe/prometheusApi.ts';

export interface ServerAccess {
  /** The certificate that must be served, with what its file has behind it; null without TLS. */
  readonly leafPem: string | null;
  readonly caPem: string | null;
  /** SHA-256 of the leaf that must be served; null without TLS. */
  readonly expectedLeafSha256: string | null;
  /** What is shown to a server that asks every client for a certificate. */
  readonly clientCertificate: ClientPair | null;
  /** Passwords by user, as far as they are known here. */
  readonly passwords: Readonly<Record<string, string>>;
}

/** The certificate that the plan writes or keeps, as PEM; null without TLS. */
function leafPem(plan: Plan, facts: HostFacts, made: ReadonlyMap<string, string>): string | null {
  if (!plan.endpoint.tls) return null;
  return made.get('certificate') ?? (facts.certificate === null ? null : readText(facts.certificate.certPath));
}

/** The pair that is made now, or the one that the self-scrape has. One that cannot be read is not shown. */
function clientPair({ endpoint: { clientCertificate } }: Plan, made: ReadonlyMap<string, string>): ClientPair | null {
  const [certificatePem, keyPem] = [made.get('certificate:client'), made.get('key:client')];
  if (certificatePem !== undefined && keyPem !== undefined) return { certificatePem, keyPem };
  const files = clientCertificate === null ? [] : [clientCertificate.certFile, clientCertificate.keyFile];
  const [certificate, key] = files.map((path) => (fileState(path).kind === 'file' ? readText(path) : undefined));
  return certificate === undefined || key === undefined ? null : { certificatePem: certificate, keyPem: key };
}

/** A password that an earlier run kept for the scrape: in a file of its own, or inline in the job. */
function keptPasswords(plan: Plan, facts: HostFacts): Map<string, string> {
  const found = new Map<string, string>();
  const { path, facts: scrape } = facts.scrapeConfig;
  for (const job of (scrape?.jobs ?? []).filter(({ name }) => plan.selfJobs.includes(name))) {
    const user = job.basicAuth?.username ?? null;
    if (user === null || found.has(user)) continue;
    const file = job.basicAuth?.passwordFile ?? null;
    const password = file === null ? jobPassword(readText(path), job.index) : readPasswordFile(inFolder(folderOf(path), file));
    if (password !== null) found.set(user, password);
  }
  for (const user of plan.endpoint.users) {
    const password = found.get(user) ?? readPasswordFile(passwordFile(facts.folder.path, user));
    if (password !== null) found.set(user, password);
  }
  return found;
}

/** @param made material of the change that is being made; empty when proving again later */
export function serverAccess(
  plan: Plan,
  facts: HostFacts,
  made: { texts: ReadonlyMap<string, string>; passwords: ReadonlyMap<string, string> },
): ServerAccess {
  const leaf = leafPem(plan, facts, made.texts);
  const { caFile } = plan.endpoint;
  const signsItself = leaf !== null && caFile !== null && (made.texts.has('certificate') || caFile === facts.certificate?.certPath);
  const caPem = signsItself ? leaf : caFile === null ? null : readText(caFile);
  return {
    leafPem: leaf,
    caPem: plan.endpoint.tls ? caPem : null,
    expectedLeafSha256: leaf === null ? null : summarise(leaf).sha256,
    clientCertificate: clientPair(plan, made.texts),
    passwords: Object.fromEntries([...keptPasswords(plan, facts), ...made.passwords]),
  };
}

/** The first user whose password is known; null when none is. A user may be called as every object's own functions are. */
export function firstKnown(users: readonly string[], { passwords }: ServerAccess): { user: string; password: string } | null {
  const known = new Map(Object.entries(passwords));
  const user = users.find((name) => known.has(name));
  return user === undefined ? null : { user, password: known.get(user) ?? '' };
}

/** Access to the HTTP API, signed in as the first user whose password is known. */
export function apiAccess(plan: Plan, access: ServerAccess, now: number, deadlineMs = 5000): ApiAccess {
  const credentials = firstKnown(plan.endpoint.users, access);
  return { endpoint: plan.endpoint, caPem: access.caPem, expectedLeafSha256: access.expectedLeafSha256, clientCertificate: access.clientCertificate, credentials, now, deadlineMs };
}
