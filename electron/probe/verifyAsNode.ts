/** What Node itself, and so every JavaScript client, says of a server's certificate: one handshake with its own rules. */
import { isIP, type Socket } from 'node:net';
import { checkServerIdentity, connect } from 'node:tls';
import type { ClientVerdict } from '../../shared/model/probeResult.ts';

/**
 * @param to address to connect to and the name to verify
 * @param rootsPem trusted certificates, null for the ones Node brings
 * @returns Node's error code and words when it refuses; nothing but the handshake is sent
 */
export async function verifyAsNode(
  to: { host: string; port: number; serverName: string },
  rootsPem: readonly string[] | null,
  signal: AbortSignal,
): Promise<ClientVerdict> {
  return await new Promise((resolve) => {
    const socket: Socket = connect({
      host: to.host,
      port: to.port,
      ...(isIP(to.serverName) === 0 ? { servername: to.serverName } : {}),
      ...(rootsPem === null ? {} : { ca: [...rootsPem] }),
      checkServerIdentity: (_host, certificate) => checkServerIdentity(to.serverName, certificate),
    });
    const settle = (verdict: ClientVerdict): void => {
      signal.removeEventListener('abort', abort);
      resolve(verdict);
      socket.destroy();
    };
    const abort = (): void => settle({ ok: false, reason: 'the deadline passed' });
    signal.addEventListener('abort', abort, { once: true });
    socket.once('secureConnect', () => settle({ ok: true, reason: 'accepted' }));
    socket.on('error', (error: NodeJS.ErrnoException) => settle({ ok: false, reason: [error.code, error.message].filter(Boolean).join(': ') }));
    socket.once('close', () => settle({ ok: false, reason: 'the connection was closed' }));
    if (signal.aborted) abort();
  });
}
