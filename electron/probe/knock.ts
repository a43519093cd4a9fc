/** One question on a fresh connection of its own, asked the way a given client would ask it. */
import { createHash } from 'node:crypto';
import type { NetworkFailure } from '../../shared/doctor/networkFailure.ts';
import { sendRequest, type HttpAnswer, type HttpRequest } from '../host/httpRequest.ts';
import { openConnection, type ClientPair, type ServedTls } from '../host/network.ts';
import { judgeAsGo } from '../pki/judgeAsGo.ts';

export interface Knock {
  /** Address or name to connect to. */
  readonly host: string;
  readonly port: number;
  /** null: clear HTTP. */
  readonly tls: KnockTls | null;
  readonly request: HttpRequest;
  /** The user's own configuration says to verify nothing and to sign in all the same. */
  readonly credentialsToAnybody?: boolean;
  /** Epoch milliseconds at which certificates are judged. */
  readonly now: number;
  /** For everything: lookup, connection, handshake and answer. */
  readonly deadlineMs: number;
}

export interface KnockTls {
  readonly serverName: string;
  /** PEM of the certificates this client trusts; null: the system's; 'anything': it does not verify. */
  readonly trust: readonly string[] | null | 'anything';
  /** Fingerprint of the certificate that was written; another one means another server (F14). */
  readonly expectedLeafSha256: string | null;
  /** What this client shows to a server that asks for it. */
  readonly clientCertificate?: ClientPair | null;
}

export type Knocked =
  | { readonly kind: 'answered'; readonly answer: HttpAnswer }
  /** This client does not accept the certificate; nothing was asked. */
  | { readonly kind: 'refusedByClient'; readonly reason: string }
  /** Another server than ours; nothing was asked. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'failed'; readonly failure: NetworkFailure };

/**
 * Connects, verifies as a Go client would, asks, and closes. Credentials go out only after chain and name were
 * verified, unless the caller says in so many words that anybody may have them (C-20, C-21).
 * @returns never throws for what the server does
 */
export async function knock(input: Knock): Promise<Knocked> {
  const { host, port, tls, now, deadlineMs } = input;
  const signal = AbortSignal.timeout(deadlineMs);
  const opened = await openConnection({ host, port, serverName: tls?.serverName ?? null, clientCertificate: tls?.clientCertificate ?? null }, signal);
  if (!opened.ok) return { kind: 'failed', failure: opened.failure };
  const { connection } = opened;
  try {
    if (tls !== null && connection.served !== null) {
      if (!isExpected(connection.served, tls.expectedLeafSha256)) return { kind: 'foreign' };
      if (tls.trust !== 'anything') {
        const roots = tls.trust === null ? null : [...tls.trust];
        const verdict = judgeAsGo(connection.served.chain, roots, tls.serverName, now);
        if (!verdict.ok) return { kind: 'refusedByClient', reason: verdict.reason };
        connection.vouch();
      } else if (input.credentialsToAnybody === true) connection.vouch();
    }
    const answered = await sendRequest(connection, input.request, signal);
    return answered.ok ? { kind: 'answered', answer: answered.answer } : { kind: 'failed', failure: answered.failure };
  } finally {
    connection.close();
  }
}

/** Whether the served leaf is the one that was written; SHA-256 over the DER in lower-case hex. */
function isExpected(served: ServedTls, expectedLeafSha256: string | null): boolean {
  const leaf = served.chain[0];
  if (expectedLeafSha256 === null || leaf === undefined) return true;
  return createHash('sha256').update(leaf).digest('hex') === expectedLeafSha256;
}
