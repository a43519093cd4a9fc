/** Whether a port speaks TLS. */
import { openConnection } from '../host/network.ts';
import type { NetworkFailureKind } from '../../shared/doctor/networkFailure.ts';
import { reachableHost } from './portAnswers.ts';

const deadlineMs = 1000;

/** What only a TLS server does. */
const isTls: ReadonlySet<NetworkFailureKind> = new Set(['tlsVersion', 'handshakeFailed', 'serverFilesBroken', 'clientCertificateRequired']);

/**
 * Shakes hands and says goodbye, so that the server has no broken handshake to write into its log. Whether the
 * certificate is to be trusted is not asked here.
 * @returns null when nothing answers, or nothing that can be told, within a second
 */
export async function servesTls(host: string, port: number): Promise<boolean | null> {
  const target = reachableHost(host);
  const opened = await openConnection({ host: target, port, serverName: target }, AbortSignal.timeout(deadlineMs));
  if (!opened.ok) return isTls.has(opened.failure.kind) ? true : opened.failure.kind === 'notTls' ? false : null;
  const { socket } = opened.connection;
  // Thrown away at once, the last message of the handshake would never leave.
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve()).once('error', () => resolve());
    setTimeout(resolve, deadlineMs).unref();
    socket.resume().end();
  });
  opened.connection.close();
  return true;
}
