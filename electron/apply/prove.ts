/** The proof after a change: every check tried for real, one connection in full, the targets as Prometheus has them. */
import type { Proof } from '../../shared/contract/contract.ts';
import type { Plan } from '../../shared/model/plan.ts';
import type { ProbeResult } from '../../shared/model/probeResult.ts';
import type { ApplyEvent, Target } from '../../shared/model/report.ts';
import { editedJobs } from '../../shared/plan/editedJobs.ts';
import { probeEndpoint } from '../probe/probeEndpoint.ts';
import { waitForTargets } from '../probe/probeTargets.ts';
import { runChecks } from '../probe/proofGrid.ts';
import { WizardError } from '../wizardError.ts';
import { judgeKeptTargets, lostTargets, type KeptTarget } from './keptTargets.ts';
import { apiAccess, firstKnown, type ServerAccess } from './serverAccess.ts';

export interface ProofOrder {
  readonly plan: Plan;
  readonly access: ServerAccess;
  /** Epoch milliseconds; scrapes before `since` used the old files. */
  readonly now: number;
  readonly since: number;
  readonly scrapeIntervalMs: number;
  /** Targets that were up before the change; none when it is only proven again. */
  readonly before: readonly KeptTarget[];
  /** Scheme that the change gives to a job, by its name. */
  readonly schemes: ReadonlyMap<string, string>;
  readonly tell: (event: ApplyEvent) => void;
  /** Ends the wait for the targets. */
  readonly signal?: AbortSignal;
}

const checkDeadlineMs = 10_000;
/** New targets appear up to 5 s after a start or reload; then comes one interval, and the scrape itself. */
const discoveryMs = 7000;
const longestWaitMs = 90_000;

/** One connection as the first known user, for the timeline and the chain. */
async function connection({ plan, access, now }: ProofOrder): Promise<ProbeResult> {
  const { endpoint } = plan;
  const host = endpoint.address.includes(':') ? `[${endpoint.address}]` : endpoint.address;
  const scheme = endpoint.tls ? 'https' : 'http';
  return await probeEndpoint(
    {
      url: `${scheme}://${host}:${String(endpoint.port)}${endpoint.metricsPath}`,
      serverName: endpoint.serverName,
      insecure: false,
      deadlineMs: checkDeadlineMs,
      ...(endpoint.caFile === null ? {} : { caFile: endpoint.caFile }),
      ...(endpoint.clientCertificate === null ? {} : endpoint.clientCertificate),
      ...firstKnown(endpoint.users, access),
    },
    now,
  );
}

/** The targets, waited for until those of the self-scrape are up; none when Prometheus cannot be asked. */
async function watchTargets({ plan, access, now, since, before, schemes, scrapeIntervalMs, signal }: ProofOrder): Promise<Target[]> {
  const deadlineMs = Math.min(discoveryMs + 2 * scrapeIntervalMs, longestWaitMs);
  try {
    // Until discovery has run, a job is scraped as it was before.
    const isNew = ({ job, url }: Target): boolean => url.startsWith(schemes.has(job) ? `${schemes.get(job) ?? ''}://` : '');
    const scraped = (target: Target): boolean => target.health !== 'unknown' && (target.lastScrape ?? 0) >= since && isNew(target);
    const awaited = new Set([...plan.selfJobs, ...editedJobs(plan)]);
    const until = (targets: readonly Target[]): boolean =>
      lostTargets(before, targets, since).length === 0 && targets.filter(({ job }) => awaited.has(job)).every(scraped);
    const wait = { job: plan.selfJob, expectedJobs: plan.expectedJobs, since, until, deadlineMs, ...(signal === undefined ? {} : { signal }) };
    return await waitForTargets(apiAccess(plan, access, now), wait);
  } catch (error) {
    if (error instanceof WizardError) return [];
    throw error;
  }
}

/** Runs the proof. What a server does wrong is a result, not an exception. */
export async function prove(order: ProofOrder): Promise<Proof> {
  const { plan, access, now, since, before, tell } = order;
  // Where only files are written there is no server to ask.
  if (plan.checks.length === 0) return { checks: [], targets: [], connection: null, caPem: access.caPem };
  const started = performance.now();
  const targets = watchTargets(order);
  const context = {
    endpoint: plan.endpoint,
    caPem: access.caPem,
    expectedLeafSha256: access.expectedLeafSha256,
    passwords: access.passwords,
    clientCertificate: access.clientCertificate,
    now,
    deadlineMs: checkDeadlineMs,
    // A scrape of before the change says nothing about it.
    selfTargets: async () =>
      (await targets)
        .filter((target) => plan.selfJobs.includes(target.job))
        .map((target) => (target.health === 'up' && (target.lastScrape ?? 0) < since ? { ...target, health: 'unknown' as const } : target)),
  };
  const checks = await runChecks(plan.checks, context, (check) => tell({ type: 'check', check }));
  const kept = judgeKeptTargets(before, await targets, since, Math.round(performance.now() - started));
  if (kept !== null) {
    checks.push(kept);
    tell({ type: 'check', check: kept });
  }
  return { checks, targets: await targets, connection: await connection(order), caPem: access.caPem };
}
