/** The proof: every way somebody may knock on the door, each tried for real on a fresh connection of its own. */
import { randomBytes } from 'node:crypto';
import { checkWords } from '../../shared/doctor/checkWords.ts';
import { countSamples } from '../../shared/doctor/countSamples.ts';
import { curlCommand } from '../../shared/doctor/curlCommand.ts';
import { judgeCheck, type CheckObservation, type CheckVerdict } from '../../shared/doctor/judgeCheck.ts';
import type { Check, Endpoint } from '../../shared/model/plan.ts';
import type { CheckResult, Target } from '../../shared/model/report.ts';
import { clientProfile } from '../../shared/pki/certificateProfile.ts';
import { hostPort } from '../../shared/plan/address.ts';
import type { ClientPair } from '../host/network.ts';
import type { HttpRequest } from '../host/httpRequest.ts';
import { issueSelfSigned } from '../pki/issueCertificate.ts';
import { judgeSelfScrape } from './judgeSelfScrape.ts';
import { knock, type Knocked, type KnockTls } from './knock.ts';
import { rootCertificates } from './rootCertificates.ts';

type Credentials = NonNullable<HttpRequest['credentials']>;

export interface ProofContext {
  readonly endpoint: Endpoint;
  /** The CA that clients are told to trust; null: the system's. */
  readonly caPem: string | null;
  /** Fingerprint of the certificate that was written; null where it is not known, as with a proxy in between. */
  readonly expectedLeafSha256: string | null;
  /** What is shown to a server that asks every client for a certificate. */
  readonly clientCertificate?: ClientPair | null;
  /** Passwords that are known, by user. They go to a verified server only. */
  readonly passwords: Readonly<Record<string, string>>;
  /** Epoch milliseconds at which certificates are judged. */
  readonly now: number;
  /** Of one check. */
  readonly deadlineMs: number;
  /** The targets of the job by which Prometheus scrapes itself, once they were scraped. */
  readonly selfTargets: () => Promise<Target[]>;
}

/** RFC 6761, 6.4: no name under .invalid ever exists, so none is in a certificate. */
const nameOfNobody = 'not-in-the-certificate.invalid';
/** Nobody can knock like Prometheus itself, or with a certificate that was made for one knock. */
const withoutCurl: readonly Check['id'][] = ['selfScrape', 'otherClientCertificate'];
/** Deleting without saying what is refused with 400 even where it is let in, so that trying it can do no harm. */
const harmlessDelete = '/api/v1/admin/tsdb/delete_series';

/**
 * Tries one check.
 * @returns what was expected and what was seen; never throws for what the server does
 * @throws PROBE_CA_UNREADABLE when the context's own CA is no certificate
 */
export async function runCheck(check: Check, context: ProofContext): Promise<CheckResult> {
  const started = performance.now();
  const verdict = await judge(check, context);
  const { title, expected } = checkWords(check);
  return {
    id: check.id,
    ...(check.user === undefined ? {} : { user: check.user }),
    ok: verdict.ok,
    title,
    expected,
    observed: verdict.observed,
    message: `${title}: ${verdict.observed}.`,
    ms: Math.round(performance.now() - started),
    curl: withoutCurl.includes(check.id) ? null : checkCurl(check, context.endpoint),
    provesNothing: check.id === 'skipVerify',
    ...(verdict.ok ? {} : { fix: { kind: 'retry' as const, label: 'Try again' } }),
    ...(verdict.raw === null ? {} : { raw: verdict.raw }),
  };
}

/** A check that took longer than this met a server that hangs, and its time is not worth protecting any more. */
const slowMs = 1000;

/**
 * Tries all checks and returns them in the given order. They run one after the other, so that each shows its own time,
 * those that cost the server a bcrypt comparison last; once one was slow, the others that ask no such thing run at once.
 * @param onCheck told of each result as it comes
 */
export async function runChecks(
  checks: readonly Check[],
  context: ProofContext,
  onCheck: (result: CheckResult) => void = () => undefined,
): Promise<CheckResult[]> {
  const results = new Map<Check, CheckResult>();
  const run = async (check: Check): Promise<number> => {
    const result = await runCheck(check, context);
    results.set(check, result);
    onCheck(result);
    return result.ms;
  };
  const quick = checks.filter((check) => check.id !== 'selfScrape' && !signsIn(check));
  const knockInTurn = async (): Promise<void> => {
    for (const [index, check] of quick.entries()) {
      if ((await run(check)) <= slowMs) continue;
      await Promise.all(quick.slice(index + 1).map(run));
      break;
    }
    for (const check of checks.filter(signsIn)) await run(check);
  };
  // The self-scrape is waited for beside the others: it takes seconds and next to no work.
  await Promise.all([knockInTurn(), ...checks.filter(({ id }) => id === 'selfScrape').map(run)]);
  return checks.flatMap((check) => results.get(check) ?? []);
}

function signsIn({ id }: Check): boolean {
  return id === 'wrongPassword' || id === 'rightPassword';
}

async function judge(check: Check, context: ProofContext): Promise<CheckVerdict> {
  if (check.id === 'selfScrape') return await judgeSelfScrape(context.selfTargets);
  const credentials = credentialsFor(check, context);
  if (check.id === 'rightPassword' && credentials === null) {
    return { ok: false, observed: 'not tried: the password is not known here', raw: null };
  }
  return judgeCheck(check.id, await observe(check, context, credentials));
}

async function observe(check: Check, context: ProofContext, credentials: Credentials | null): Promise<CheckObservation> {
  const { endpoint, now, deadlineMs } = context;
  const request = { method: methodOf(check), path: pathOf(check, endpoint), host: hostPort(nameFor(check, endpoint), endpoint.port) };
  const knocked = await knock({
    host: endpoint.address,
    port: endpoint.port,
    tls: tlsFor(check, context, await clientPairFor(check, context)),
    request: { ...request, ...(credentials === null ? {} : { credentials }) },
    now,
    deadlineMs,
  });
  return observation(knocked);
}

function observation(knocked: Knocked): CheckObservation {
  if (knocked.kind !== 'answered') return knocked;
  const { status, body, truncated } = knocked.answer;
  const text = body.toString('utf8');
  return { kind: 'answered', status, beginning: text.slice(0, 200), series: countSamples(text, truncated) };
}

/** A stranger makes a certificate of the same form as the right one: only who is trusted differs. */
async function clientPairFor({ id }: Check, { clientCertificate, now }: ProofContext): Promise<ClientPair | null> {
  if (id === 'noClientCertificate') return null;
  return id === 'otherClientCertificate' ? await issueSelfSigned(clientProfile(), now) : (clientCertificate ?? null);
}

function tlsFor(check: Check, { endpoint, caPem, expectedLeafSha256 }: ProofContext, clientCertificate: ClientPair | null): KnockTls | null {
  if (!endpoint.tls || check.id === 'plainHttp') return null;
  const serverName = nameFor(check, endpoint);
  const own = caPem === null ? null : rootCertificates(caPem, endpoint.caFile ?? 'ca.crt');
  const trust = check.id === 'skipVerify' ? 'anything' : check.id === 'unknownIssuer' ? null : own;
  return { serverName, trust, expectedLeafSha256, clientCertificate };
}

function credentialsFor({ id, user }: Check, { passwords }: ProofContext): Credentials | null {
  if (user === undefined) return null;
  const right = Object.hasOwn(passwords, user) ? passwords[user] : undefined;
  if (id === 'wrongPassword') return { user, password: wrongPassword(right) };
  return id === 'rightPassword' && right !== undefined ? { user, password: right } : null;
}

/** Differs from the right one within its first byte's reach: bcrypt looks at 72 bytes only. */
function wrongPassword(right: string | undefined): string {
  const wrong = `wrong-${randomBytes(12).toString('hex')}`;
  return right?.startsWith('wrong-') === true ? `not-${wrong}` : wrong;
}

function nameFor({ id }: Check, endpoint: Endpoint): string {
  return id === 'wrongName' ? nameOfNobody : endpoint.serverName;
}

function methodOf({ id }: Check): 'GET' | 'POST' {
  return id === 'lifecycleNeedsPassword' || id === 'adminNeedsPassword' ? 'POST' : 'GET';
}

function pathOf({ id }: Check, { metricsPath, routePrefix }: Endpoint): string {
  if (id === 'ready') return `${routePrefix}/-/ready`;
  if (id === 'lifecycleNeedsPassword') return `${routePrefix}/-/reload`;
  return id === 'adminNeedsPassword' ? `${routePrefix}${harmlessDelete}` : metricsPath;
}

/** The command that shows the same; where a password is needed, curl asks for it. */
function checkCurl(check: Check, endpoint: Endpoint): string {
  const { id, user } = check;
  const caFile = id === 'unknownIssuer' || id === 'plainHttp' ? null : endpoint.caFile;
  return curlCommand({
    tls: endpoint.tls && id !== 'plainHttp',
    host: nameFor(check, endpoint),
    port: endpoint.port,
    path: pathOf(check, endpoint),
    method: methodOf(check),
    address: endpoint.address,
    insecure: id === 'skipVerify',
    ...(endpoint.clientCertificate === null || id === 'noClientCertificate' ? {} : { clientCertificate: endpoint.clientCertificate }),
    ...(caFile === null ? {} : { caFile }),
    ...(user !== undefined && signsIn(check) ? { user } : {}),
  });
}
