/** One scrape, as Prometheus does it, with its errors in Go's words. */
import { countSamples } from '../../shared/doctor/countSamples.ts';
import type { NetworkFailure } from '../../shared/doctor/networkFailure.ts';
import { hostPort } from '../../shared/plan/address.ts';
import type { HttpRequest } from '../host/httpRequest.ts';
import { knock, type Knocked } from '../probe/knock.ts';
import type { ScrapeJob } from './readScrapeJobs.ts';
import { readAsGo } from './readAsGo.ts';

/**
 * @param url full address, such as https://localhost:9090/metrics
 * @returns lastError of the target, empty when the scrape went well
 */
export async function scrapeTarget(job: ScrapeJob, url: string): Promise<string> {
  const parsed = URL.parse(url);
  if (parsed === null) return `"${url}" is not a valid hostname`;
  const credentials = readCredentials(job);
  if (typeof credentials === 'string') return getError(url, credentials);
  const ca = job.caFile === null ? null : readAsGo(job.caFile);
  if (ca !== null && !ca.ok) return getError(url, `unable to read CA cert: unable to read file ${job.caFile ?? ''}: ${ca.error}`);
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  const tls = parsed.protocol === 'https:';
  const port = parsed.port === '' ? (tls ? 443 : 80) : Number(parsed.port);
  const knocked = await knock({
    host,
    port,
    tls: tls
      ? { serverName: job.serverName ?? host, trust: job.insecureSkipVerify ? 'anything' : ca === null ? null : [ca.text], expectedLeafSha256: null }
      : null,
    credentialsToAnybody: job.insecureSkipVerify,
    request: { method: 'GET', path: `${parsed.pathname}${parsed.search}`, host: hostPort(host, port), ...(credentials === null ? {} : { credentials }) },
    now: Date.now(),
    deadlineMs: job.timeoutMs,
  });
  return scrapeError(url, `${host}:${port}`, knocked);
}

/** @returns the words of what could not be read instead of the credentials */
function readCredentials({ user, password }: ScrapeJob): NonNullable<HttpRequest['credentials']> | null | string {
  if (user === null) return null;
  if (password === null) return { user, password: '' };
  if ('text' in password) return { user, password: password.text };
  const file = readAsGo(password.file);
  return file.ok
    ? { user, password: file.text.trim() }
    : `unable to read basic auth password: unable to read file ${password.file}: ${file.error}`;
}

function getError(url: string, words: string): string {
  return `Get "${url}": ${words}`;
}

/** The words of Go's net/http, crypto/tls and Prometheus's scrape loop. */
function scrapeError(url: string, address: string, knocked: Knocked): string {
  switch (knocked.kind) {
    case 'foreign':
      return getError(url, 'another server answers');
    case 'refusedByClient':
      return getError(url, knocked.reason);
    case 'failed':
      return getError(url, failureWords(knocked.failure, address));
    case 'answered': {
      const { status, reason, body, truncated } = knocked.answer;
      if (status !== 200) return `server returned HTTP status ${status} ${reason}`;
      return countSamples(body.toString('utf8'), truncated) === null ? 'expected a valid start token' : '';
    }
  }
}

function failureWords({ kind, raw }: NetworkFailure, address: string): string {
  switch (kind) {
    case 'refused':
      return `dial tcp ${address}: connect: connection refused`;
    case 'nameNotResolved':
      return `dial tcp: lookup ${address.replace(/:\d+$/, '')}: no such host`;
    case 'unreachable':
      return `dial tcp ${address}: connect: no route to host`;
    case 'timedOut':
      return 'context deadline exceeded';
    case 'notTls':
      return 'http: server gave HTTP response to HTTPS client';
    case 'tlsVersion':
      return 'remote error: tls: protocol version not supported';
    case 'handshakeFailed':
      return 'remote error: tls: handshake failure';
    case 'serverFilesBroken':
      return 'remote error: tls: internal error';
    case 'clientCertificateRequired':
      return 'remote error: tls: certificate required';
    case 'reset':
    case 'cutShort':
    case 'speaksTls':
      return 'EOF';
    case 'notHttp':
      return `net/http: HTTP/1.x transport connection broken: ${raw}`;
  }
}
