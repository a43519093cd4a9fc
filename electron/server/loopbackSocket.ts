/** The listening end: 127.0.0.1 and nowhere else (L-07), small limits (L-10), a quick end (L-13). */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { SECURITY_HEADERS } from '../security.ts';
import { WizardError } from '../wizardError.ts';

/** Times in milliseconds, sizes in bytes. `requestTimeout` is for receiving a request; answering may take longer. */
const limits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 5000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1000,
  keepAliveTimeout: 30_000,
  // A missing Host is answered with 421 by the guard.
  requireHostHeader: false,
} as const;

const parserStatuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What the parser refuses never becomes a request; it is answered in the same plain way (L-15). */
function answerParserError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const headers = Object.entries(SECURITY_HEADERS).map(([name, value]) => `${name}: ${value}\r\n`);
  const status = parserStatuses[error.code ?? ''] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\n${headers.join('')}Content-Length: 0\r\nConnection: close\r\n\r\n`);
}

/** Builds the server; it does not listen yet. */
export function createLoopbackServer(receive: (request: IncomingMessage, response: ServerResponse) => Promise<void>): Server {
  const server = createServer(limits, (request, response) => void receive(request, response));
  server.on('clientError', answerParserError);
  return server;
}

const listenReasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there',
  EACCES: 'this user may not use that port',
};

/**
 * Listens on 127.0.0.1; there is no option for another address.
 * @param port 0 for a free one
 * @returns the port
 * @throws LOOPBACK_PORT_UNUSABLE
 */
export function listenOnLoopback(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = listenReasons[cause.code ?? ''] ?? `the system answered ${cause.code ?? 'nothing'}`;
      reject(new WizardError('LOOPBACK_PORT_UNUSABLE', { port, reason }, { cause }));
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Ends idle connections at once and those under way after `graceMs`. */
export function closeServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
