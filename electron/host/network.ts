/**
 * One fresh connection: resolve, connect, TLS handshake, each stage timed, all under the caller's one signal (F13).
 * The chain is read, not trusted: verdicts are made by the caller, and until it vouches for the server no
 * credentials can be sent over the connection (C-20, C-21). The only file that switches Node's verification off.
 */
import { isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { classifyNetworkError } from '../../shared/doctor/classifyNetworkError.ts';
import type { NetworkFailure } from '../../shared/doctor/networkFailure.ts';
import type { Stage, StageId } from '../../shared/model/probeResult.ts';
import { dial, resolve } from './dial.ts';

export interface Destination {
  /** Name or address to connect to. */
  readonly host: string;
  readonly port: number;
  /** Name to ask for and to be verified; null for clear HTTP. */
  readonly serverName: string | null;
  /** What is shown to a server that asks for it. */
  readonly clientCertificate?: ClientPair | null;
}

/** A client certificate with its key, PEM. */
export interface ClientPair {
  readonly certificatePem: string;
  readonly keyPem: string;
}

/** What a TLS server showed. The chain is DER as sent, leaf first. */
export interface ServedTls {
  readonly version: string;
  readonly cipher: string;
  readonly alpn: string | null;
  readonly chain: Buffer[];
}

export interface Connection {
  readonly socket: Socket;
  readonly served: ServedTls | null;
  /** Milliseconds since the connection was asked for. */
  readonly elapsed: () => number;
  /** The caller has verified the server, or was told to do without: from now on credentials may be sent. */
  readonly vouch: () => void;
  readonly mayCarryCredentials: () => boolean;
  /** What broke the connection, null while it holds. */
  readonly error: () => unknown;
  readonly close: () => void;
}

export type Opened =
  | { readonly ok: true; readonly connection: Connection; readonly stages: readonly Stage[] }
  | { readonly ok: false; readonly failure: NetworkFailure; readonly stages: readonly Stage[] };

/**
 * Opens a connection and finishes the TLS handshake where one is wanted, without verifying anything.
 * @param signal ends every stage; give it the overall deadline of everything that follows as well
 * @returns never throws; what went wrong is a failure with its stage
 */
export async function openConnection(to: Destination, signal: AbortSignal): Promise<Opened> {
  const started = performance.now();
  const elapsed = (): number => performance.now() - started;
  const stages: Stage[] = [];
  let stage: StageId = 'resolve';
  let stageStarted = 0;
  const passed = (detail: string, next: StageId): void => {
    stages.push({ id: stage, ok: true, startMs: stageStarted, ms: elapsed() - stageStarted, detail });
    [stage, stageStarted] = [next, elapsed()];
  };
  let socket: Socket | null = null;
  try {
    const addresses = await resolve(to.host, signal);
    passed(addresses.map(({ address }) => address).join(', '), 'tcp');
    socket = dial(to, addresses);
    await settled(socket, 'connect', signal);
    passed(`${socket.remoteAddress ?? to.host}, port ${to.port}`, 'tls');
    if (to.serverName === null) return { ok: true, connection: connection(socket, null, elapsed), stages };
    const secure = startTls(socket, to.serverName, to.clientCertificate ?? null);
    socket = secure;
    await settled(secure, 'secureConnect', signal);
    const served = readServed(secure);
    passed([served.version, served.cipher].join(', '), 'certificate');
    return { ok: true, connection: connection(secure, served, elapsed), stages };
  } catch (error) {
    socket?.destroy();
    const failure = networkFailure(error, stage, signal, 'nothing');
    stages.push({ id: stage, ok: false, startMs: stageStarted, ms: elapsed() - stageStarted, detail: failure.raw });
    return { ok: false, failure, stages };
  }
}

/**
 * Puts an error of a socket, of the TLS library or of the HTTP reader into a failure.
 * @param progress how far an answer had come
 */
export function networkFailure(
  error: unknown,
  stage: StageId,
  signal: AbortSignal,
  progress: NetworkFailure['progress'],
): NetworkFailure {
  const { code = '', message = String(error), rawPacket } = Object(error) as {
    code?: string;
    message?: string;
    rawPacket?: Uint8Array;
  };
  if (signal.aborted) return { kind: 'timedOut', stage, raw: 'the deadline passed', progress };
  const kind = classifyNetworkError(code, message, rawPacket?.[0] ?? null);
  const raw = message === '' ? code : message.trim();
  return { kind: kind === 'reset' && progress !== 'nothing' ? 'cutShort' : kind, stage, raw, progress };
}

function startTls(socket: Socket, serverName: string, pair: ClientPair | null): TLSSocket {
  const isAddress = isIP(serverName) !== 0;
  return connectTls({
    socket,
    host: serverName,
    // Addresses are not sent as server name indication (RFC 6066, 3).
    ...(isAddress ? {} : { servername: serverName }),
    ...(pair === null ? {} : { cert: pair.certificatePem, key: pair.keyPem }),
    // An empty store, so that Node adds no certificate of its own to the chain that is shown.
    ca: [],
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
  });
}

function readServed(socket: TLSSocket): ServedTls {
  const chain: Buffer[] = [];
  let next = socket.getPeerX509Certificate();
  while (next !== undefined) {
    const { raw, issuerCertificate } = next;
    chain.push(raw);
    // A self-signed certificate is its own issuer.
    next = issuerCertificate !== undefined && chain.some((der) => der.equals(issuerCertificate.raw)) ? undefined : issuerCertificate;
  }
  const { name, standardName } = socket.getCipher();
  return {
    version: (socket.getProtocol() ?? 'unknown').replace('TLSv', 'TLS '),
    cipher: standardName ?? name,
    alpn: typeof socket.alpnProtocol === 'string' ? socket.alpnProtocol : null,
    chain,
  };
}

function connection(socket: Socket, served: ServedTls | null, elapsed: () => number): Connection {
  let vouched = served === null;
  let broken: unknown = null;
  // A TLS 1.3 server may refuse after the handshake (RFC 8446, 4.4.2.4), when nobody else is listening.
  socket.on('error', (error) => {
    broken ??= error;
  });
  return {
    socket,
    served,
    elapsed,
    vouch: () => {
      vouched = true;
    },
    mayCarryCredentials: () => vouched,
    error: () => broken,
    close: () => socket.destroy(),
  };
}

/** Waits for the event; an error, the end of the socket or the signal reject. */
async function settled(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<void> {
  const watch = new AbortController();
  const abort = (): void => void socket.destroy(new Error('aborted'));
  signal.addEventListener('abort', abort, { once: true, signal: watch.signal });
  try {
    await new Promise<void>((done, fail) => {
      const closed = (): void => fail(Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' }));
      socket.once(event, done).once('error', fail).once('close', closed);
      watch.signal.addEventListener('abort', () => socket.off(event, done).off('error', fail).off('close', closed), {
        once: true,
      });
      if (signal.aborted) abort();
    });
  } finally {
    watch.abort();
  }
}
