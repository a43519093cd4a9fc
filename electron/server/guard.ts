/** Decides from the head of a request whether it may come in at all. No body is read before it has. */
import type { IncomingMessage } from 'node:http';

export interface Refusal {
  readonly status: number;
  /** Fixed text: nothing of the request comes back (L-15). */
  readonly text: string;
}

/** An SSH tunnel may bring any port, but the name must be this machine's: that is what stops DNS rebinding. */
const loopbackHost = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/;
const nonceForm = /^[A-Za-z0-9_-]{22,64}$/;

/** All values of a header as they were sent; Node's `headers` hides duplicates. */
function rawValues(request: IncomingMessage, name: string): string[] {
  const raw = request.rawHeaders;
  return raw.filter((_, index) => index % 2 === 1 && raw[index - 1]?.toLowerCase() === name);
}

/** L-01, for every request and before routing: one `Host`, a loopback name, and a path as the target. */
export function addressProblem(request: IncomingMessage): Refusal | null {
  const hosts = rawValues(request, 'host');
  const [host] = hosts;
  const fits = hosts.length === 1 && host !== undefined && loopbackHost.test(host) && request.url?.startsWith('/') === true;
  return fits ? null : { status: 421, text: 'PromSeal answers only to the address in its link.' };
}

/** L-02: a request that another site's page made shows it here. A `GET` of our own page carries no `Origin`. */
function originProblem(request: IncomingMessage): Refusal | null {
  const origins = rawValues(request, 'origin');
  const own = `http://${rawValues(request, 'host')[0] ?? ''}`;
  const present = origins.length === 1 && origins[0] === own;
  const mayBeAbsent = request.method === 'GET' && origins.length === 0;
  const site = rawValues(request, 'sec-fetch-site');
  const sameSite = site.every((value) => value === 'same-origin');
  return (present || mayBeAbsent) && sameSite ? null : { status: 403, text: 'Only PromSeal\'s own page may ask this.' };
}

/**
 * L-02, L-03: what every call has to look like, apart from its token.
 * @param methods the HTTP methods this address takes
 */
export function callProblem(request: IncomingMessage, methods: readonly string[]): Refusal | null {
  if (!methods.includes(request.method ?? '')) return { status: 405, text: 'This address does not take that method.' };
  if (request.method === 'POST') {
    const types = rawValues(request, 'content-type');
    const isJson = types.length === 1 && types[0] === 'application/json';
    if (!isJson) return { status: 415, text: 'Calls are JSON.' };
  }
  return originProblem(request);
}

/** The bearer token of a call; null when there is none. */
export function bearerToken(request: IncomingMessage): string | null {
  const values = rawValues(request, 'authorization');
  return values.length === 1 ? (/^Bearer ([A-Za-z0-9_-]{1,128})$/.exec(values[0] ?? '')?.[1] ?? null) : null;
}

/** The page's challenge, at least 128 bits in base64url; null when it is missing or odd. */
export function callNonce(request: IncomingMessage): string | null {
  const values = rawValues(request, 'x-promseal-nonce');
  const [nonce] = values;
  return values.length === 1 && nonce !== undefined && nonceForm.test(nonce) ? nonce : null;
}
