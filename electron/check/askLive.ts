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
import { readTargets } from '../probe/probeTargets.ts';
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
  /** Epoch milliseconds. */
  readonly now: number;
  /** For everything together. */
  readonly deadlineMs: number;
}

type Verified = { readonly ok: true; readonly trust: Trust | null } | { readonly ok: false; readonly reason: string };

/** The first trust by which the served chain verifies; a server without TLS needs none. */
function verify({ served, trust, now }: LiveQuestion): Verified {
  if (served.facts.speaks !== 'tls') return { ok: true, trust: null };
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

function accessOf({ server, credentials, now, deadlineMs, served, trust: { client } }: LiveQuestion, trust: Trust | null): ApiAccess {
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
    deadlineMs,
  };
}

const ScrapePools = z.object({ scrapePools: z.array(z.string()).nullable() });

/** Before 2.42 there is no list of jobs, and those without targets are not known. */
async function readJobs(access: ApiAccess): Promise<string[] | null> {
  const path = '/api/v1/scrape_pools';
  const answer = await askPrometheus(access, 'GET', path);
  return answer.status === 404 ? null : (readAnswer(access, path, answer, ScrapePools).scrapePools ?? []);
}

async function readLive(access: ApiAccess, listen: string): Promise<LiveAnswer> {
  // Alone and first: it pays for the password, which the server remembers for those that follow.
  const runtime = await readRuntime(access);
  const problems: Problem[] = [];
  const [jobs, flags, targets] = await Promise.all([
    readJobs(access),
    readApi(access, '/api/v1/status/flags', z.record(z.string(), z.string())),
    readTargets(access, []).catch((error: unknown) => {
      const cut = error instanceof WizardError && error.failure.code === 'PROMETHEUS_ANSWER_ODD';
      problems.push(cut ? problem('CHECK_LIVE_CUT', { listen }, { severity: 'warning' }) : asProblem(error, { severity: 'warning' }));
      return { targets: [] };
    }),
  ]);
  const named = jobs ?? [...new Set(targets.targets.map(({ job }) => job))];
  return { live: { jobs: named, targets: targets.targets, flags, reloadSucceeded: runtime.reloadConfigSuccess }, problems };
}

/**
 * Asks a Prometheus for its jobs, targets, flags and the state of its last reload. A password goes out only over TLS
 * and only after chain and leaf were verified.
 * @returns never throws for what the server does: why there is nothing stands in `problems`
 */
export async function askLive(question: LiveQuestion): Promise<LiveAnswer> {
  const { server, served, credentials, deadlineMs } = question;
  const { listen } = server;
  const { speaks, statusWithoutPassword } = served.facts;
  if (speaks !== 'tls' && speaks !== 'http') return { live: null, problems: [] };
  if (speaks === 'http' && statusWithoutPassword === 401) return warn('CHECK_LIVE_CLEAR', { listen });
  const verified = verify(question);
  if (!verified.ok) return warn('CHECK_LIVE_UNVERIFIED', { listen, reason: verified.reason });
  if (statusWithoutPassword === 401 && credentials === null) return warn('CHECK_LIVE_NO_PASSWORD', { listen });
  const late = new Promise<LiveAnswer>((resolve) => {
    setTimeout(() => resolve(warn('CHECK_LIVE_LATE', { listen, seconds: Math.round(deadlineMs / 1000) })), deadlineMs).unref();
  });
  try {
    return await Promise.race([readLive(accessOf(question, verified.trust), listen), late]);
  } catch (error) {
    return { live: null, problems: [asProblem(error, { severity: 'warning' })] };
  }
}
