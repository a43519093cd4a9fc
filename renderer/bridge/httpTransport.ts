/**
 * The browser face's way to the privileged side. Before anything is sent, and again with every reply, the server has
 * to prove that it knows the token; another program on the same port gets neither answers nor passwords (L-08).
 */
import type { Transport } from '../../shared/contract/client.ts';
import { maxInputBytes } from '../../shared/contract/limits.ts';
import { failure, type Failure } from '../../shared/errors/failure.ts';
import { readReply } from './readReply.ts';
import { expectedProof, newNonce } from './serverProof.ts';

export interface HttpTransportOptions {
  readonly token: string;
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  /** The server turned out to be another one, or has forgotten the token, which is to be wiped. */
  readonly onEnded: () => void;
  /** Hears with every proof when the link was opened a second time (epoch milliseconds), null if it was not. */
  readonly onSession: (linkReusedAt: number | null) => void;
}

export interface HttpTransport extends Transport {
  /** Asks the server for a proof and for how the session stands; null when all is well. */
  readonly checkSession: () => Promise<Failure | null>;
}

const failed = (why: Failure): { ok: false; failure: Failure } => ({ ok: false, failure: why });

export function createHttpTransport({ token, fetch, onEnded, onSession }: HttpTransportOptions): HttpTransport {
  let ended: Failure | null = null;

  const end = (why: Failure): Failure => {
    ended = why;
    onEnded();
    return why;
  };

  /** Sends a request and checks who answers. */
  async function ask(path: string, init: RequestInit): Promise<Response | Failure> {
    const nonce = newNonce();
    const headers = { ...init.headers, Authorization: `Bearer ${token}`, 'X-PromSeal-Nonce': nonce };
    const response = await fetch(path, { ...init, headers });
    if (response.status === 413) return failure('REQUEST_TOO_LARGE');
    if (response.headers.get('X-PromSeal-Session') === (await expectedProof(token, nonce))) return response;
    await response.body?.cancel();
    // A PromSeal that was started again on the same port refuses the old token; it cannot prove anything.
    return end(failure(response.status === 401 ? 'SESSION_CLOSED' : 'SERVER_CHANGED'));
  }

  async function checkSession(): Promise<Failure | null> {
    if (ended !== null) return ended;
    const response = await ask('/session', { method: 'GET' });
    if (!(response instanceof Response)) return response;
    onSession(((await response.json()) as { linkReusedAt: number | null }).linkReusedAt);
    return null;
  }

  return {
    checkSession,
    async call(method, input, onEvent) {
      const body = JSON.stringify(input);
      if (new TextEncoder().encode(body).length > maxInputBytes) return failed(failure('REQUEST_TOO_LARGE'));
      const problem = await checkSession();
      if (problem !== null) return failed(problem);
      const headers = { 'Content-Type': 'application/json' };
      const response = await ask(`/rpc/${encodeURIComponent(method)}`, { method: 'POST', headers, body });
      if (!(response instanceof Response)) return failed(response);
      if (response.body === null) throw new Error('The reply is empty.');
      return readReply(response.body, onEvent);
    },
  };
}
