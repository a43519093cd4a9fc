/** A server that speaks HTTP and HTTPS on one port, so that it can be switched from its client's side alone. */
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer, type Socket } from 'node:net';

export interface Asked {
  readonly tls: boolean;
  readonly path: string;
  readonly authorization: string | null;
}

export interface EitherServer {
  readonly port: number;
  /** Every request so far. */
  readonly asked: readonly Asked[];
  readonly close: () => Promise<void>;
}

/** The first byte of a TLS handshake record: RFC 8446 section 5.1. */
const handshake = 0x16;

/**
 * Answers every request with one sample, 200; over TLS only to those who sign in as `credentials`, when given.
 * @param pair certificate and key, PEM
 * @param credentials `user:password`
 */
export async function startEither(pair: { cert: string; key: string }, credentials: string | null): Promise<EitherServer> {
  const asked: Asked[] = [];
  const answer = (tls: boolean) => (request: IncomingMessage, response: ServerResponse) => {
    const authorization = request.headers.authorization ?? null;
    asked.push({ tls, path: request.url ?? '', authorization });
    request.resume();
    const wanted = credentials === null ? null : `Basic ${Buffer.from(credentials).toString('base64')}`;
    response.writeHead(tls && wanted !== null && authorization !== wanted ? 401 : 200, { 'content-type': 'text/plain' });
    response.end('sample 1\n');
  };
  const plain = createHttp(answer(false));
  const secure = createHttps(pair, answer(true));
  const sockets = new Set<Socket>();
  const door = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    socket.once('readable', () => {
      const first = socket.read(1) as Buffer | null;
      if (first === null) return;
      socket.unshift(first);
      (first[0] === handshake ? secure : plain).emit('connection', socket);
    });
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const address = door.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        door.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
