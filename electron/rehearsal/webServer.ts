/**
 * The web side of the stand-in: TLS and sign-in as the exporter toolkit does them. web.yml is read at every
 * connection and every request, so certificates and users change live; TLS itself is settled when it starts.
 */
import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { createServer, type Socket } from 'node:net';
import { passwordCheck } from './passwordCheck.ts';
import { readWebConfig, type WebConfig, type WebTls } from './readWebConfig.ts';
import type { RehearsalLog } from './rehearsalLog.ts';

export interface WebServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

export interface WebServerOptions {
  readonly host: string;
  readonly port: number;
  /** null: no web.yml, plain HTTP without sign-in. */
  readonly webConfigPath: string | null;
  readonly startsWithTls: boolean;
  readonly log: RehearsalLog;
  readonly handle: RequestListener;
}

/** The words of Go's net/http, which answers before it knows what was asked: HTTP/1.0 and no headers. */
const plainHttpAnswer = 'HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n';
/** A fatal alert 80, internal_error, as a record (RFC 8446, 5.1 and 6). */
const internalErrorAlert = Buffer.from([21, 3, 1, 0, 2, 2, 80]);
const tlsHandshakeRecord = 22;

/**
 * Listens on one loopback address.
 * @throws the system's error when the port cannot be had
 */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { host, port, log, startsWithTls } = options;
  const sockets = new Set<Socket>();
  const guarded = guard(options);
  const plain = createHttpServer(guarded);
  const secure = secureServers(guarded, log);
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // Clients hang up in the middle of handshakes as a matter of course.
    socket.on('error', () => undefined);
    if (startsWithTls) socket.once('readable', () => acceptTls(socket, options, secure));
    else plain.emit('connection', socket);
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen({ host, port }, resolve);
  });
  const address = listener.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : port,
    close: async () => {
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Looks at the first byte: a TLS handshake goes on, anything else is told that this port speaks HTTPS. */
function acceptTls(socket: Socket, { webConfigPath, log }: WebServerOptions, secure: SecureServers): void {
  const first = socket.read() as Buffer | null;
  if (first === null) return;
  const from = `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}`;
  if (first[0] !== tlsHandshakeRecord) {
    log.error(`http: TLS handshake error from ${from}: client sent an HTTP request to an HTTPS server`);
    socket.end(plainHttpAnswer);
    return;
  }
  const read = webConfigPath === null ? null : readWebConfig(webConfigPath);
  const error = read === null || !read.ok ? (read?.error ?? '') : 'TLS config is not present';
  if (read === null || !read.ok || read.config.tls === null) {
    log.error(`http: TLS handshake error from ${from}: ${error}`);
    socket.end(internalErrorAlert);
    return;
  }
  socket.unshift(first);
  secure(read.config.tls).emit('connection', socket);
}

type SecureServers = (tls: WebTls) => HttpsServer;

/** One HTTPS server per state of the certificate files; an old one goes on with the connections it has. */
function secureServers(guarded: RequestListener, log: RehearsalLog): SecureServers {
  let current: { readonly key: string; readonly server: HttpsServer } | null = null;
  return (tls) => {
    const key = JSON.stringify(tls);
    if (current?.key === key) return current.server;
    const asks = tls.clientAuth !== '' && tls.clientAuth !== 'NoClientCert';
    const server = createHttpsServer(
      {
        cert: tls.certPem,
        key: tls.keyPem,
        ...(tls.clientCaPem === null ? {} : { ca: tls.clientCaPem }),
        minVersion: tls.minVersion,
        maxVersion: tls.maxVersion,
        requestCert: asks,
        rejectUnauthorized: tls.clientAuth === 'RequireAndVerifyClientCert',
        ALPNProtocols: ['http/1.1'],
      },
      guarded,
    );
    server.on('tlsClientError', (error, socket) => {
      log.error(`http: TLS handshake error from ${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}: ${error.message}`);
    });
    current = { key, server };
    return server;
  };
}

/** Reads web.yml for each request: 500 when it is broken, 401 without a right password, else on to the handler. */
function guard({ webConfigPath, log, handle }: WebServerOptions): RequestListener {
  const check = passwordCheck();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const read = webConfigPath === null ? { ok: true as const, config: open } : readWebConfig(webConfigPath);
    if (!read.ok) {
      log.error('Unable to parse configuration', { err: read.error });
      return refuse(response, 500, 'Internal Server Error');
    }
    const { users } = read.config;
    if (users.size > 0 && !(await check(users, request.headers.authorization))) {
      response.setHeader('Www-Authenticate', 'Basic');
      return refuse(response, 401, 'Unauthorized');
    }
    handle(request, response);
  };
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.error('request failed', { err: String(error) });
      response.destroy();
    });
  };
}

const open: WebConfig = { tls: null, users: new Map() };

/** Go's http.Error. */
function refuse(response: ServerResponse, status: number, words: string): void {
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.writeHead(status);
  response.end(`${words}\n`);
}
