/** One HTTP/1.1 request over an open connection, with a cap on what is read. Redirects are never followed. */
import type { IncomingMessage, ClientRequest } from 'node:http';
import type { Duplex } from 'node:stream';
import type { NetworkFailure } from '../../shared/doctor/networkFailure.ts';
import { networkFailure, type Connection } from './network.ts';

// An import would load all that the module offers, its WebSocket too: a fifth of the time in which a command starts.
// eslint-disable-next-line no-restricted-syntax -- the boundary check sees it by the import of its types
const { Agent, request: httpRequest } = process.getBuiltinModule('node:http');

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query, beginning with a slash. */
  readonly path: string;
  /** Value of the Host header. */
  readonly host: string;
  readonly credentials?: { readonly user: string; readonly password: string };
}

export interface HttpAnswer {
  readonly status: number;
  /** The words after the status, such as Not Found. */
  readonly reason: string;
  readonly version: string;
  readonly header: (name: string) => string | null;
  readonly body: Buffer;
  /** The body was longer than the cap and reading stopped there. */
  readonly truncated: boolean;
  /** On the clock of the connection: when the head was complete, and when the body was. */
  readonly headAtMs: number;
  readonly endAtMs: number;
}

export type Answered = { readonly ok: true; readonly answer: HttpAnswer } | { readonly ok: false; readonly failure: NetworkFailure };

export const bodyCapBytes = 1024 * 1024;
/** RFC 9110, 15.2 allows any number of interim answers; a server that sends this many sends nothing else. */
const mostInterimAnswers = 10;

/**
 * Sends the request and reads the answer. The connection can be asked again when the answer was read to its end.
 * @returns never throws for what the server does; a failure says how far the answer came
 */
export async function sendRequest(connection: Connection, request: HttpRequest, signal: AbortSignal): Promise<Answered> {
  if (request.credentials !== undefined && !connection.mayCarryCredentials()) {
    throw new Error('credentials must not be sent to a server nobody vouched for');
  }
  const before = connection.socket.bytesRead;
  let head: IncomingMessage | null = null;
  const abort = (): void => void connection.socket.destroy(new Error('aborted'));
  signal.addEventListener('abort', abort, { once: true });
  try {
    if (signal.aborted) abort();
    const outgoing = write(connection, request);
    head = await readHead(outgoing);
    const headAtMs = connection.elapsed();
    const { body, truncated } = await readBody(head);
    // A body without a length ends with the connection, also when it was the deadline that ended it.
    signal.throwIfAborted();
    const { statusCode: status = 0, statusMessage: reason = '', httpVersion: version, headers } = head;
    const header = (name: string): string | null => {
      const value = headers[name.toLowerCase()];
      return value === undefined ? null : String(value);
    };
    const endAtMs = connection.elapsed();
    return { ok: true, answer: { status, reason, version, header, body, truncated, headAtMs, endAtMs } };
  } catch (error) {
    const began = connection.socket.bytesRead > before ? 'head' : 'nothing';
    const progress = head === null ? began : 'body';
    connection.close();
    return { ok: false, failure: networkFailure(connection.error() ?? error, 'http', signal, progress) };
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Hands the one open connection to Node's HTTP client, which keeps it for the next request. */
class OneConnectionAgent extends Agent {
  readonly socket: Duplex;

  constructor(socket: Duplex) {
    super({ keepAlive: true, maxSockets: 1 });
    this.socket = socket;
  }

  override createConnection(): Duplex {
    return this.socket;
  }
}

const agents = new WeakMap<Duplex, OneConnectionAgent>();

function write(connection: Connection, request: HttpRequest): ClientRequest {
  const agent = agents.get(connection.socket) ?? new OneConnectionAgent(connection.socket);
  agents.set(connection.socket, agent);
  const { credentials } = request;
  const outgoing = httpRequest({
    agent,
    method: request.method,
    path: request.path,
    headers: {
      Host: request.host,
      Accept: 'text/plain;version=0.0.4, application/json;q=0.9, */*;q=0.1',
      // Nothing is unpacked here, so nothing packed is asked for.
      'Accept-Encoding': 'identity',
      ...(request.method === 'POST' ? { 'Content-Length': '0' } : {}),
      ...(credentials === undefined ? {} : { Authorization: basic(credentials) }),
    },
  });
  outgoing.end();
  return outgoing;
}

/** RFC 7617, with the user name and password in UTF-8. */
function basic({ user, password }: { user: string; password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}

async function readHead(outgoing: ClientRequest): Promise<IncomingMessage> {
  return await new Promise((resolve, reject) => {
    let interim = 0;
    outgoing.on('information', () => {
      interim += 1;
      if (interim > mostInterimAnswers) {
        outgoing.destroy(Object.assign(new Error('only interim answers, and no end of them'), { code: 'HPE_INTERIM' }));
      }
    });
    outgoing.once('response', resolve);
    // Stays for the life of the request: a body that is cut short reports here as well.
    outgoing.on('error', reject);
    outgoing.once('close', () => reject(Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' })));
  });
}

async function readBody(head: IncomingMessage): Promise<{ body: Buffer; truncated: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of head as AsyncIterable<Buffer>) {
    const room = bodyCapBytes - length;
    chunks.push(chunk.subarray(0, room));
    length += chunk.length;
    // Leaving the loop destroys the stream and with it the connection.
    if (length > bodyCapBytes) return { body: Buffer.concat(chunks), truncated: true };
  }
  return { body: Buffer.concat(chunks), truncated: false };
}
