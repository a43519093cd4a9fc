/**
 * One look at a server that was just started: is it ours, and does it take requests? Whether the child is alive is for
 * the caller to watch: a port that answers proves nothing alone, as another server may own it (F14).
 */
import { hostPort } from '../../shared/plan/address.ts';
import { knock } from './knock.ts';
import type { ApiAccess } from './prometheusApi.ts';
import { rootCertificates } from './rootCertificates.ts';

/**
 * @param access with the fingerprint of the certificate that was written where TLS is on; credentials where they are known,
 *   because without them a server that asks for a password does not say whether it has read its data
 * @returns whether it is ready; never throws for what the server does
 */
export async function looksReady(access: ApiAccess): Promise<boolean> {
  const { endpoint, caPem, expectedLeafSha256, credentials, now, deadlineMs } = access;
  const { address, port, serverName, tls, routePrefix, caFile } = endpoint;
  const trust = caPem === null ? null : rootCertificates(caPem, caFile ?? 'ca.crt');
  const request = { method: 'GET', path: `${routePrefix}/-/ready`, host: hostPort(serverName, port) } as const;
  const knocked = await knock({
    host: address,
    port,
    tls: tls ? { serverName, trust, expectedLeafSha256 } : null,
    request: credentials === null ? request : { ...request, credentials },
    now,
    deadlineMs,
  });
  switch (knocked.kind) {
    case 'answered':
      // A password that does not work is for the proof to report: the server itself is there.
      return knocked.answer.status === 200 || knocked.answer.status === 401;
    case 'refusedByClient':
      // The key is ours, so the server is; what a client holds against the certificate, the proof reports too.
      return expectedLeafSha256 !== null;
    case 'foreign':
    case 'failed':
      return false;
  }
}
