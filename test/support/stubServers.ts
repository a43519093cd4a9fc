/** Servers that behave badly in one way each, and servers that write down what they were told. */
import { createServer as createHttpServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Stub {
  readonly port: number;
  /** Bytes it has handed to its clients so far. */
  readonly sent: () => number;
  readonly close: () => Promise<void>;
}

/** A TCP server that does this to each connection. */
export async function stubServer(behave: (socket: Socket) => void, host = '127.0.0.1'): Promise<Stub> {
  const server = createServer(behave);
  return await listening(server, host);
}

/** An HTTP server, or an HTTPS server where a pair is given, that records every request it gets. */
export async function recordingServer(
  handle: RequestListener,
  pair: { certPem: string; keyPem: string } | null = null,
): Promise<Stub & { readonly requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const listener: RequestListener = (request, response) => {
    requests.push(request);
    handle(request, response);
  };
  const server = pair === null ? createHttpServer(listener) : createHttpsServer({ cert: pair.certPem, key: pair.keyPem }, listener);
  return { ...(await listening(server, '127.0.0.1')), requests };
}

async function listening(server: Server, host: string): Promise<Stub> {
  const sockets = new Set<Socket>();
  let gone = 0;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      gone += socket.bytesWritten;
      sockets.delete(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    sent: () => [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, gone),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Writes one piece after the other, with a pause, until the client is gone. */
export function drip(socket: Socket, pieces: Iterable<string | Uint8Array>, everyMs: number): void {
  const iterator = pieces[Symbol.iterator]();
  const timer = setInterval(() => {
    const next = iterator.next();
    if (next.done === true || socket.destroyed) clearInterval(timer);
    else socket.write(next.value);
  }, everyMs);
  socket.once('close', () => clearInterval(timer));
}
