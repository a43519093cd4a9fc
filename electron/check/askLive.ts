/** What a running Prometheus says of itself, asked over a verified connection only. */
import { z } from 'zod';
import { problem, type Problem } from '../../shared/errors/failure.ts';
import type { ErrorCode } from '../../shared/errors/catalogue.ts';
import type { LiveFacts } from '../../shared/model/setupFacts.ts';
import { connectAddress, hostPort, portOf } from '../../shared/plan/address.ts';
import { routePrefixOf } from '../../shared/prometheus/routePrefix.ts';
import { asProblem } from '../inspect/asProblem.ts';
import { judgeAsGo } from '../pki/judgeAsGo.ts';
import { askPrometheus, readAnswer, readApi, type ApiAccess } from '../probe/prometheusApi.ts';
import { readRuntime } from '../probe/prometheusStatus.ts';
import { readTargets, type TargetsRead } from '../probe/probeTargets.ts';
import { WizardError } from '../wizardError.ts';
import type { Served } from './askServed.ts';
import type { SeenServer } from './seenServer.ts';
import type { ServerTrust, Trust } from './serverTrust.ts';

export interface LiveAnswer {
  readonly live: LiveFacts | null;
  /** Why it was not asked, or not everything was answered. */
  readonly problems: readonly Problem[];
}

export interface LiveQuestion {
  readonly server: SeenServer;
  readonly served: Served;
  readonly trust: ServerTrust;
  readonly credentials: { readonly user: string; readonly password: string } | null;
  /** Names of the jobs of its configuration. */
  readonly expectedJobs: readonly string[];
  /** Epoch milliseconds. */
  readonly now: number;
  /** For everything together. */
  readonly deadlineMs: number;
}

type Verified = { readonly ok: true; readonly trust: Trust | null } | { readonly ok: false; readonly reason: string };

/** The first trust by which the served chain verifies; a server without TLS needs none. */
function verify({ served, trust, now }: LiveQuestion): Verified {
  if (served.facts.speaks !== 'tls') return { ok: true, trust: null };
  if (served.chain.length === 0) return { ok: false, reason: served.facts.handshakeError ?? 'it presents none.' };
  let reason = 'no CA is known for it.';
  for (const each of [trust.job, trust.own]) {
    if (each === null) continue;
    const verdict = judgeAsGo(served.chain, each.roots, each.serverName, now);
    if (verdict.ok) return { ok: true, trust: each };
    reason = verdict.reason;
  }
  return { ok: false, reason };
}

const warn = (code: ErrorCode, details: Record<string, string | number>): LiveAnswer => ({ live: null, problems: [problem(code, details, { severity: 'warning' })] });

/** @param until on the clock of `performance`, when all answers must be there */
function accessOf({ server, credentials, now, served, trust: { client } }: LiveQuestion, trust: Trust | null, until: number): ApiAccess {
  const [address, port] = [connectAddress(server.listen), portOf(server.listen)];
  const serverName = trust?.serverName ?? address;
  const routePrefix = routePrefixOf(server.args);
  const tls = trust !== null;
  const status = served.facts.statusWithoutPassword;
  return {
    endpoint: {
      url: `${tls ? 'https' : 'http'}://${hostPort(serverName, port)}${routePrefix}/`,
      address, port, serverName, tls, routePrefix,
      caFile: null,
      clientCertificate: null,
      users: [],
      metricsPath: `${routePrefix}/metrics`,
    },
    caPem: trust?.roots?.join('\n') ?? null,
    expectedLeafSha256: served.facts.chainSha256[0] ?? null,
    clientCertificate: client,
    // No status: the server wants to see a client certificate first, and then perhaps a password.
    credentials: tls && (status === 401 || status === null) ? credentials : null,
    now,
    deadlineMs: Math.max(1, Math.round(until - performance.now())),
  };
}

const ScrapePools = z.object({ scrapePools: z.array(z.string()).nullable() });

/** Before 2.42 there is no list of jobs, and those without targets are not known. */
async function readJobs(access: ApiAccess): Promise<string[] | null> {
  const path = '/api/v1/scrape_pools';
  const answer = await askPrometheus(access, 'GET', path);
  return answer.status === 404 ? null : (readAnswer(access, path, answer, ScrapePools).scrapePools ?? []);
}

/** Targets are left out, with a problem, where they are more than is read. */
async function readTargetsOr(access: ApiAccess, listen: string, problems: Problem[]): Promise<TargetsRead> {
  try {
    return await readTargets(access, []);
  } catch (error) {
    const isCut = error instanceof WizardError && error.failure.code === 'PROMETHEUS_ANSWER_ODD';
    if (!isCut) throw error;
    problems.push(problem('CHECK_LIVE_CUT', { listen }, { severity: 'warning' }));
    return { targets: [], settled: true };
  }
}

/** @returns null while jobs that the configuration has may still be on their way */
async function readLive(question: LiveQuestion, trust: Trust | null, until: number): Promise<LiveAnswer | null> {
  const { server, expectedJobs } = question;
  // Alone and first: it pays for the password, which the server remembers for those that follow.
  const runtime = await readRuntime(accessOf(question, trust, until));
  const problems: Problem[] = [];
  const access = accessOf(question, trust, until);
  const [jobs, flags, { targets, settled }] = await Promise.all([
    readJobs(access),
    readApi(access, '/api/v1/status/flags', z.record(z.string(), z.string())),
    readTargetsOr(access, server.listen, problems),
  ]);
  const known = new Set(jobs ?? targets.map(({ job }) => job));
  if (!settled && expectedJobs.some((job) => !known.has(job))) return null;
  return { live: { jobs: [...known], targets, flags, reloadSucceeded: runtime.reloadConfigSuccess, configLoadedAt: runtime.lastConfigTime }, problems };
}

const pollMs = 250;

/** Prometheus hands new jobs on up to five seconds after it read them, so one that has just started is asked again. */
async function readSettled(question: LiveQuestion, trust: Trust | null): Promise<LiveAnswer> {
  const until = performance.now() + question.deadlineMs;
  for (;;) {
    const answer = await readLive(question, trust, until);
    if (answer !== null) return answer;
    if (performance.now() + pollMs > until) return warn('CHECK_LIVE_STARTING', { listen: question.server.listen });
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/**
 * Asks a Prometheus for its jobs, targets, flags and the state of its last reload. A password goes out only over TLS
 * and only after chain and leaf were verified.
 * @returns never throws for what the server does: why there is nothing stands in `problems`
 */
export async function askLive(question: LiveQuestion): Promise<LiveAnswer> {
  const { server, served, credentials } = question;
  const { listen } = server;
  const { speaks, statusWithoutPassword } = served.facts;
  if (speaks !== 'tls' && speaks !== 'http') return { live: null, problems: [] };
  if (speaks === 'http' && statusWithoutPassword === 401) return warn('CHECK_LIVE_CLEAR', { listen });
  const verified = verify(question);
  if (!verified.ok) return warn('CHECK_LIVE_UNVERIFIED', { listen, reason: verified.reason });
  if (statusWithoutPassword === 401 && credentials === null) return warn('CHECK_LIVE_NO_PASSWORD', { listen });
  try {
    return await readSettled(question, verified.trust);
  } catch (error) {
    return { live: null, problems: [asProblem(error, { severity: 'warning' })] };
  }
}
