/** What a server shows to whoever connects: one fresh connection, no credentials, nothing believed. */
import { createHash } from 'node:crypto';
import type { ServedFacts, ServerKind } from '../../shared/model/setupFacts.ts';
import { connectAddress, hostPort, portOf } from '../../shared/plan/address.ts';
import { flagValue } from '../../shared/prometheus/flags.ts';
import { routePrefixOf } from '../../shared/prometheus/routePrefix.ts';
import type { NetworkFailureKind } from '../../shared/doctor/networkFailure.ts';
import { sendRequest } from '../host/httpRequest.ts';
import { openConnection } from '../host/network.ts';
import { judgeAsGo, type GoWording } from '../pki/judgeAsGo.ts';
import type { SeenServer } from './seenServer.ts';
import type { ServerTrust } from './serverTrust.ts';

export interface Served {
  readonly facts: ServedFacts;
  /** DER, leaf first. */
  readonly chain: readonly Buffer[];
}

/** Handshakes that only a TLS server breaks off, and what a Go client says of them (crypto/tls, alert.go). */
const brokenHandshakes: Partial<Record<NetworkFailureKind, string | null>> = {
  tlsVersion: 'remote error: tls: protocol version not supported',
  handshakeFailed: 'remote error: tls: handshake failure',
  serverFilesBroken: 'remote error: tls: internal error',
  // The jobs of this server may well show one, so this says nothing about them.
  clientCertificateRequired: null,
};

/** The metrics of the node exporter and the Pushgateway stand where --web.telemetry-path says. */
function metricsPathOf(kind: ServerKind, args: readonly string[]): string {
  const own = kind === 'node_exporter' || kind === 'pushgateway' ? flagValue(args, 'web.telemetry-path') : null;
  return `${kind === 'node_exporter' ? '' : routePrefixOf(args)}${own ?? '/metrics'}`;
}

const sha256 = (der: Buffer): string => createHash('sha256').update(der).digest('hex');

interface Question {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

async function askStatus({ host, port, path }: Question, serverName: string | null, signal: AbortSignal) {
  const opened = await openConnection({ host, port, serverName }, signal);
  if (!opened.ok) return { failure: opened.failure, chain: [], status: null };
  const { connection } = opened;
  const answered = await sendRequest(connection, { method: 'GET', path, host: hostPort(serverName ?? host, port) }, signal);
  connection.close();
  const chain = connection.served?.chain ?? [];
  return { failure: answered.ok ? null : answered.failure, chain, status: answered.ok ? answered.answer.status : null };
}

/**
 * Looks at a server that runs. A port that is silent is `nothing` once the signal ends it.
 * @param now epoch milliseconds at which certificates are judged
 * @returns never throws for what the server does
 */
export async function askServed(server: SeenServer, trust: ServerTrust, now: number, wording: GoWording, signal: AbortSignal): Promise<Served> {
  const question = { host: connectAddress(server.listen), port: portOf(server.listen), path: metricsPathOf(server.kind, server.args) };
  const address = hostPort(question.host, question.port);
  const facts = { address, speaks: 'nothing', chainSha256: [], handshakeError: null, statusWithoutPassword: null } as const;
  const secure = await askStatus(question, trust.serverName, signal);
  if (secure.chain.length > 0) {
    const verdict = trust.job === null ? null : judgeAsGo(secure.chain, trust.job.roots, trust.job.serverName, now, wording);
    const handshakeError = verdict === null || verdict.ok ? null : verdict.reason;
    return { facts: { ...facts, speaks: 'tls', chainSha256: secure.chain.map(sha256), handshakeError, statusWithoutPassword: secure.status }, chain: secure.chain };
  }
  const kind = secure.failure?.kind ?? 'reset';
  if (kind in brokenHandshakes) return { facts: { ...facts, speaks: 'tls', handshakeError: brokenHandshakes[kind] ?? null }, chain: [] };
  if (kind === 'refused' || kind === 'unreachable' || kind === 'nameNotResolved') return { facts, chain: [] };
  const clear = await askStatus(question, null, signal);
  if (clear.status !== null) return { facts: { ...facts, speaks: 'http', statusWithoutPassword: clear.status }, chain: [] };
  return { facts: { ...facts, speaks: signal.aborted ? 'nothing' : 'other' }, chain: [] };
}
