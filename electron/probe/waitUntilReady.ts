/**
 * Ready means: our child is alive, and what answers is ours (F14). A port that answers proves neither: another
 * server may own it, and a Prometheus whose port is taken exits only after a moment.
 */
import type { Endpoint } from '../../shared/model/plan.ts';
import { hostPort } from '../../shared/plan/address.ts';
import type { HttpRequest } from '../host/httpRequest.ts';
import { knock } from './knock.ts';
import { rootCertificates } from './rootCertificates.ts';

export interface ReadyWait {
  readonly endpoint: Endpoint;
  readonly caPem: string | null;
  /** Fingerprint of the certificate that was written; needed to tell servers apart when TLS is on. */
  readonly expectedLeafSha256: string | null;
  readonly credentials: HttpRequest['credentials'] | null;
  /** Whether the process that was started still runs. */
  readonly isAlive: () => boolean | Promise<boolean>;
  readonly now: number;
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

export type Readiness =
  | { readonly kind: 'ready'; readonly ms: number }
  /** The process ended; its log says why. */
  | { readonly kind: 'exited'; readonly ms: number }
  /** Alive, but somebody else answers on the port. */
  | { readonly kind: 'foreign'; readonly ms: number }
  | { readonly kind: 'timedOut'; readonly ms: number; readonly lastSeen: string };

const pollMs = 100;
const knockMs = 2000;
/** A Prometheus whose port is taken lives for about 40 ms; one that lives this much longer has its port. */
const settleMs = 300;

/**
 * Waits until the server is ready.
 * @param wait.deadlineMs 30 s unless said
 * @returns as soon as it is ready or has exited; never throws for what the server does
 */
export async function waitUntilReady(wait: ReadyWait): Promise<Readiness> {
  const started = performance.now();
  const elapsed = (): number => Math.round(performance.now() - started);
  const deadlineMs = wait.deadlineMs ?? 30_000;
  let seen: Seen = { kind: 'waiting', words: 'nothing listened yet' };
  for (;;) {
    if (!(await wait.isAlive())) return { kind: 'exited', ms: elapsed() };
    seen = await look(wait, Math.max(1, Math.min(knockMs, deadlineMs - elapsed())));
    if (seen.kind === 'ready') {
      await pause(settleMs);
      return { kind: (await wait.isAlive()) ? 'ready' : 'exited', ms: elapsed() };
    }
    if (elapsed() + pollMs > deadlineMs || wait.signal?.aborted === true) break;
    await pause(pollMs);
  }
  return seen.kind === 'foreign' ? { kind: 'foreign', ms: elapsed() } : { kind: 'timedOut', ms: elapsed(), lastSeen: seen.words };
}

interface Seen {
  readonly kind: 'ready' | 'foreign' | 'waiting';
  readonly words: string;
}

async function look({ endpoint, caPem, expectedLeafSha256, credentials, now }: ReadyWait, deadlineMs: number): Promise<Seen> {
  const { address, port, serverName, tls, routePrefix, caFile } = endpoint;
  const trust = caPem === null ? null : rootCertificates(caPem, caFile ?? 'ca.crt');
  const request = { method: 'GET', path: `${routePrefix}/-/ready`, host: hostPort(serverName, port) } as const;
  const knocked = await knock({
    host: address,
    port,
    tls: tls ? { serverName, trust, expectedLeafSha256 } : null,
    request: credentials == null ? request : { ...request, credentials },
    now,
    deadlineMs,
  });
  switch (knocked.kind) {
    case 'foreign':
      return { kind: 'foreign', words: 'another certificate is served' };
    case 'refusedByClient':
      // The key is ours, so the server is; what a client holds against the certificate, the proof will say.
      return { kind: expectedLeafSha256 === null ? 'waiting' : 'ready', words: knocked.reason };
    case 'failed':
      return { kind: 'waiting', words: knocked.failure.raw };
    case 'answered': {
      const { status } = knocked.answer;
      // 401 comes from the web layer, which does not say whether Prometheus behind it has read its data.
      const ready = status === 200 || (status === 401 && credentials == null);
      return { kind: ready ? 'ready' : 'waiting', words: `status ${status}` };
    }
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
