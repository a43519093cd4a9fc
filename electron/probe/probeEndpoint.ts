/**
 * The connection doctor: one connection in its stages, a verdict per client family, one diagnosis, and the curl
 * command that shows the same.
 */
import type { ConnectionEvidence } from '../../shared/doctor/connectionEvidence.ts';
import { countSamples } from '../../shared/doctor/countSamples.ts';
import { curlCommand } from '../../shared/doctor/curlCommand.ts';
import { diagnoseConnection } from '../../shared/doctor/diagnoseConnection.ts';
import type { NetworkFailure } from '../../shared/doctor/networkFailure.ts';
import type { CertificateSummary } from '../../shared/model/certificateSummary.ts';
import type { ClientVerdict, ProbeInput, ProbeResult, Stage, StageId } from '../../shared/model/probeResult.ts';
import { sendRequest, type HttpAnswer } from '../host/httpRequest.ts';
import { openConnection, type Connection } from '../host/network.ts';
import { readText } from '../host/readFiles.ts';
import { judgeAsGo } from '../pki/judgeAsGo.ts';
import { summarise } from '../pki/readCertificate.ts';
import { readClientPair } from './clientPair.ts';
import { answerEvidence, isPacked } from './answerEvidence.ts';
import { probeUrl, type ProbeUrl } from './probeUrl.ts';
import { rootCertificates } from './rootCertificates.ts';
import { speaksClearHttp } from './speaksClearHttp.ts';
import { verifyAsNode } from './verifyAsNode.ts';

interface Probe {
  readonly input: ProbeInput;
  readonly to: ProbeUrl;
  /** The name that is verified and sent as server name indication. */
  readonly name: string;
  readonly roots: string[] | null;
  readonly signal: AbortSignal;
  readonly now: number;
}

/** What was seen so far. Written by the stages in turn, read once at the end. */
interface Findings {
  stages: Stage[];
  failure: NetworkFailure | null;
  tls: ProbeResult['tls'];
  chain: CertificateSummary[];
  go: ClientVerdict | null;
  node: Promise<ClientVerdict> | null;
  answer: HttpAnswer | null;
  signIn: ConnectionEvidence['signIn'];
  series: number | null;
}

/**
 * Probes one address on a fresh connection.
 * @param input.deadlineMs for everything together; it is kept to within 100 ms
 * @param now epoch milliseconds at which certificates are judged
 * @returns what was seen; a server that does not answer is a result, not an error
 * @throws PROBE_URL_UNUSABLE, PROBE_CA_UNREADABLE, PROBE_CLIENT_PAIR_UNUSABLE and what reading these files can give
 */
export async function probeEndpoint(input: ProbeInput, now: number): Promise<ProbeResult> {
  const to = probeUrl(input.url);
  const roots = input.caFile === undefined ? null : rootCertificates(readText(input.caFile), input.caFile);
  const probe: Probe = { input, to, name: input.serverName ?? to.host, roots, signal: AbortSignal.timeout(input.deadlineMs), now };
  const found: Findings = { stages: [], failure: null, tls: null, chain: [], go: null, node: null, answer: null, signIn: 'notTried', series: null };
  const opened = await openConnection({ host: to.host, port: to.port, serverName: to.tls ? probe.name : null, clientCertificate: readClientPair(input) }, probe.signal);
  found.stages.push(...opened.stages.map((stage) => ({ ...stage })));
  if (opened.ok) {
    try {
      if (examineCertificate(probe, opened.connection, found)) await askForMetrics(probe, opened.connection, found);
    } finally {
      opened.connection.close();
    }
  } else {
    found.failure = opened.failure;
  }
  return await result(probe, found);
}

/** Judges the chain. @returns whether this client goes on to ask anything */
function examineCertificate({ to, name, roots, now, input, signal }: Probe, connection: Connection, found: Findings): boolean {
  if (connection.served === null) return true;
  const startMs = connection.elapsed();
  const { chain, version, cipher, alpn } = connection.served;
  found.tls = { version, cipher, alpn };
  found.chain = chain.map((der) => summarise(der));
  const verdict = judgeAsGo(chain, roots, name, now);
  found.go = verdict;
  addStage(found, 'certificate', verdict.ok, startMs, connection.elapsed(), verdict.reason);
  found.node = verifyAsNode({ host: to.host, port: to.port, serverName: name }, roots, signal);
  const goesOn = verdict.ok || input.insecure;
  if (goesOn) connection.vouch();
  return goesOn;
}

/** Asks without credentials first: they go only to a server that asks for them, and what the sign-in costs shows. */
async function askForMetrics(probe: Probe, connection: Connection, found: Findings): Promise<void> {
  const { input, to, signal } = probe;
  const request = { method: 'GET', path: to.path, host: hostHeader(probe) } as const;
  const startMs = connection.elapsed();
  const open = await sendRequest(connection, request, signal);
  if (!open.ok) return fail(found, open.failure, 'http', startMs, connection.elapsed());
  found.answer = open.answer;
  const asked = open.answer.status === 401;
  addStage(found, 'http', true, startMs, asked ? open.answer.endAtMs : open.answer.headAtMs, `HTTP/${open.answer.version} ${open.answer.status}`);
  const { user, password } = input;
  if (asked && user !== undefined && password !== undefined && isBasic(open.answer)) {
    const signInMs = connection.elapsed();
    const signed = await sendRequest(connection, { ...request, credentials: { user, password } }, signal);
    if (!signed.ok) return fail(found, signed.failure, 'signIn', signInMs, connection.elapsed());
    found.answer = signed.answer;
    found.signIn = signed.answer.status === 401 ? 'refused' : 'accepted';
    addStage(found, 'signIn', found.signIn === 'accepted', signInMs, signed.answer.headAtMs, `HTTP/${signed.answer.version} ${signed.answer.status}`);
  }
  if (found.answer.status === 200) readMetrics(found, found.answer, connection);
}

function readMetrics(found: Findings, answer: HttpAnswer, connection: Connection): void {
  const text = isPacked(answer) ? null : answer.body.toString('utf8');
  found.series = text === null || endsTooEarly(answer, text) ? null : countSamples(text, answer.truncated);
  const detail = found.series === null ? 'not metrics' : `${answer.truncated ? 'more than ' : ''}${found.series} series`;
  addStage(found, 'metrics', found.series !== null, answer.headAtMs, connection.elapsed(), detail);
}

/** OpenMetrics 1.0, "EOF": an exposition must end with it, and Prometheus refuses one that does not. */
function endsTooEarly(answer: HttpAnswer, text: string): boolean {
  const isOpenMetrics = (answer.header('content-type') ?? '').startsWith('application/openmetrics-text');
  return isOpenMetrics && !answer.truncated && !/(^|\n)# EOF\n?$/.test(text);
}

function isBasic(answer: HttpAnswer): boolean {
  return /^basic\b/i.test(answer.header('www-authenticate') ?? 'Basic');
}

/** The name that was asked for, as curl and Go send it, with the port unless it is the scheme's own. */
function hostHeader({ input, to, name }: Probe): string {
  if (input.serverName === undefined || !to.tls) return to.authority;
  const host = name.includes(':') ? `[${name}]` : name;
  return to.port === 443 ? host : `${host}:${to.port}`;
}

function addStage(found: Findings, id: StageId, ok: boolean, startMs: number, endMs: number, detail: string): void {
  found.stages.push({ id, ok, startMs, ms: endMs - startMs, detail });
}

function fail(found: Findings, failure: NetworkFailure, id: StageId, startMs: number, endMs: number): void {
  found.failure = { ...failure, stage: id };
  addStage(found, id, false, startMs, endMs, failure.raw);
}

async function result(probe: Probe, found: Findings): Promise<ProbeResult> {
  const { input, to, signal } = probe;
  const answersClearHttp = found.failure?.kind === 'notTls' && (await speaksClearHttp(to, signal));
  const node = found.node === null ? null : await found.node;
  const { answer } = found;
  return {
    url: to.url,
    ...diagnoseConnection(evidence(probe, found, answersClearHttp)),
    stages: found.stages,
    clients: { ...(found.go === null ? {} : { go: found.go }), ...(node === null ? {} : { node }) },
    chain: found.chain,
    tls: found.tls,
    http: answer === null ? null : { status: answer.status, version: answer.version, contentType: answer.header('content-type') },
    series: found.series,
    curl: curlCommand({
      tls: to.tls,
      host: to.tls ? probe.name : to.host,
      port: to.port,
      path: to.path,
      address: to.host,
      insecure: input.insecure,
      ...(input.caFile === undefined ? {} : { caFile: input.caFile }),
      ...(input.certFile === undefined || input.keyFile === undefined ? {} : { clientCertificate: { certFile: input.certFile, keyFile: input.keyFile } }),
      ...(input.user === undefined ? {} : { user: input.user }),
    }),
  };
}

function evidence({ input, to, name }: Probe, found: Findings, answersClearHttp: boolean): ConnectionEvidence {
  return {
    ...to,
    name,
    insecure: input.insecure,
    deadlineMs: input.deadlineMs,
    failure: found.failure,
    answersClearHttp,
    tlsVersion: found.tls?.version ?? null,
    leaf: found.chain[0] ?? null,
    go: found.go,
    user: input.user ?? null,
    signIn: found.signIn,
    answer: found.answer === null ? null : answerEvidence(found.answer),
    series: found.series,
  };
}
