/** A server that is asked all the time, over a new connection each time: what it answers, and whom it lets in. */
import { createHash } from 'node:crypto';
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { TLSSocket } from 'node:tls';

export interface Seen {
  /** Null where no answer came. */
  readonly status: number | null;
  /** SHA-256 of the served leaf, lower-case hex; null without a TLS handshake. */
  readonly leaf: string | null;
  /** Null where one came; the system's or TLS's short name of what went wrong. */
  readonly error: string | null;
}

/** Looks at whatever is served, trusted or not. Never rejects. */
export async function lookAt(port: number, tls: boolean, credentials: string | null = null): Promise<Seen> {
  let leaf: string | null = null;
  try {
    const headers = { host: `localhost:${String(port)}`, ...(credentials === null ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }) };
    const options = { host: '127.0.0.1', port, path: '/api/v1/status/runtimeinfo', agent: false, timeout: 5000, headers };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = tls ? tlsRequest({ ...options, rejectUnauthorized: false, servername: 'localhost' }, resolve) : plainRequest(options, resolve);
      request.once('socket', (socket) => socket.once('secureConnect', () => {
        leaf = createHash('sha256').update((socket as TLSSocket).getPeerCertificate().raw).digest('hex');
      }));
      request.once('timeout', () => request.destroy(Object.assign(new Error('no answer'), { code: 'TIMEOUT' })));
      request.once('error', reject).end();
    });
    response.resume();
    await new Promise((resolve) => response.once('close', resolve));
    return { status: response.statusCode ?? 0, leaf, error: null };
  } catch (error) {
    return { status: null, leaf, error: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' };
  }
}

/** What a stranger and a user get, over HTTP and over TLS, as one line: two of them that are equal are served the same. */
export async function servedAs(port: number, credentials: string): Promise<string> {
  const [plain, stranger, user] = [await lookAt(port, false), await lookAt(port, true), await lookAt(port, true, credentials)];
  const say = ({ status, leaf, error }: Seen): string => `${leaf?.slice(0, 12) ?? 'no TLS'} ${String(status ?? error)}`;
  return `HTTP ${String(plain.status ?? plain.error)}, stranger ${say(stranger)}, user ${say(user)}`;
}

export interface Watching {
  /** Every answer so far. */
  readonly seen: readonly Seen[];
  end(): Promise<void>;
}

/** Knocks without a password until it is ended, over HTTP and over TLS in turn. @param pauseMs between two knocks */
export function knockWithoutPassword(port: number, pauseMs = 10): Watching {
  const seen: Seen[] = [];
  let ended = false;
  const knocking = (async () => {
    for (let tls = true; !ended; tls = !tls) {
      seen.push(await lookAt(port, tls));
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  })();
  return {
    seen,
    end: async () => {
      ended = true;
      await knocking;
    },
  };
}
