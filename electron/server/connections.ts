/**
 * Keeps the number of connections small without letting slow ones shut everybody else out: when there are too many,
 * the oldest one that is not being answered has to go (L-10).
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export const maxConnections = 32;

export interface Connections {
  /** Marks a connection as being answered until the returned function is called; it is not closed meanwhile. */
  protect(socket: Socket): () => void;
}

export function limitConnections(server: Server, limit: number = maxConnections): Connections {
  // A Set keeps the order of arrival.
  const open = new Set<Socket>();
  const answering = new Map<Socket, number>();

  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    if (open.size <= limit) return;
    const oldest = [...open].find((each) => !answering.has(each)) ?? socket;
    oldest.destroy();
    open.delete(oldest);
  });

  return {
    protect(socket) {
      answering.set(socket, (answering.get(socket) ?? 0) + 1);
      return () => {
        const left = (answering.get(socket) ?? 1) - 1;
        if (left === 0) answering.delete(socket);
        else answering.set(socket, left);
      };
    },
  };
}
