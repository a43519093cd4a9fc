/** Questions to Prometheus's own HTTP API, over a verified connection and with credentials. */
import { z } from 'zod';
import { explainConnection } from '../../shared/doctor/diagnoseConnection.ts';
import type { Endpoint } from '../../shared/model/plan.ts';
import { hostPort } from '../../shared/plan/address.ts';
import type { ClientPair } from '../host/network.ts';
import type { HttpAnswer } from '../host/httpRequest.ts';
import { WizardError } from '../wizardError.ts';
import { knock, type Knocked } from './knock.ts';
import { rootCertificates } from './rootCertificates.ts';

export interface ApiAccess {
  readonly endpoint: Endpoint;
  /** The CA to trust; null: the system's. */
  readonly caPem: string | null;
  readonly expectedLeafSha256: string | null;
  /** What is shown to a server that asks for it. */
  readonly clientCertificate?: ClientPair | null;
  /** null: nobody signs in. */
  readonly credentials: { readonly user: string; readonly password: string } | null;
  /** Epoch milliseconds at which certificates are judged. */
  readonly now: number;
  /** Of one question. */
  readonly deadlineMs: number;
}

/**
 * Asks and hands back the answer whatever its status.
 * @param path below the route prefix, such as /api/v1/targets
 * @throws SERVER_IS_FOREIGN, and the code of the diagnosis where nothing could be asked
 */
export async function askPrometheus(access: ApiAccess, method: 'GET' | 'POST', path: string): Promise<HttpAnswer> {
  const { endpoint, caPem, expectedLeafSha256, credentials, now, deadlineMs } = access;
  const { address, port, serverName, routePrefix, caFile } = endpoint;
  const trust = caPem === null ? null : rootCertificates(caPem, caFile ?? 'ca.crt');
  const request = { method, path: `${routePrefix}${path}`, host: hostPort(serverName, port), ...(credentials === null ? {} : { credentials }) };
  const tls = endpoint.tls ? { serverName, trust, expectedLeafSha256, clientCertificate: access.clientCertificate ?? null } : null;
  const knocked = await knock({ host: address, port, tls, request, now, deadlineMs });
  if (knocked.kind === 'answered') return knocked.answer;
  if (knocked.kind === 'foreign') throw new WizardError('SERVER_IS_FOREIGN', { host: address, port });
  throw notAsked(access, knocked);
}

/**
 * Asks for JSON and reads its `data`.
 * @throws PROMETHEUS_ANSWER_ODD, SIGN_IN_REQUIRED, SIGN_IN_REFUSED, NOT_READY and what askPrometheus throws
 */
export async function readApi<T>(access: ApiAccess, path: string, data: z.ZodType<T>): Promise<T> {
  return readAnswer(access, path, await askPrometheus(access, 'GET', path), data);
}

/** The same for an answer that is already there. */
export function readAnswer<T>(access: ApiAccess, path: string, answer: HttpAnswer, data: z.ZodType<T>): T {
  if (answer.status !== 200) throw unexpected(access, path, answer);
  const parsed = z.object({ status: z.literal('success'), data }).safeParse(jsonOf(answer));
  if (!parsed.success) throw odd(access, path, answer);
  return parsed.data.data;
}

/** Text that is no JSON is undefined, which no shape accepts. */
function jsonOf(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The error for an answer with another status than the wanted one. */
export function unexpected(access: ApiAccess, path: string, answer: HttpAnswer): WizardError {
  const host = access.endpoint.serverName;
  if (answer.status === 401) {
    const user = access.credentials?.user ?? '';
    return new WizardError(access.credentials === null ? 'SIGN_IN_REQUIRED' : 'SIGN_IN_REFUSED', { host, user });
  }
  if (answer.status === 503) return new WizardError('NOT_READY', { host });
  return odd(access, path, answer);
}

function odd(access: ApiAccess, path: string, answer: HttpAnswer): WizardError {
  const raw = `${answer.status} ${answer.body.subarray(0, 300).toString('utf8').trim()}`;
  return new WizardError('PROMETHEUS_ANSWER_ODD', { host: access.endpoint.serverName, path }, { raw });
}

/** The same diagnosis that a probe would give. */
function notAsked(access: ApiAccess, knocked: Exclude<Knocked, { kind: 'answered' | 'foreign' }>): WizardError {
  const { url, address, port, serverName, tls, metricsPath } = access.endpoint;
  const { code, details, extra } = explainConnection({
    ...{ url, port, tls, host: address, path: metricsPath, name: serverName, deadlineMs: access.deadlineMs },
    insecure: false,
    failure: knocked.kind === 'failed' ? knocked.failure : null,
    answersClearHttp: false,
    tlsVersion: null,
    leaf: null,
    go: knocked.kind === 'refusedByClient' ? { ok: false, reason: knocked.reason } : null,
    user: access.credentials?.user ?? null,
    signIn: 'notTried',
    answer: null,
    series: null,
  });
  return new WizardError(code, details, extra);
}
