/** From evidence to the one sentence that matters: the first thing that went wrong, its likely cause, the next step. */
import type { ErrorCode } from '../errors/catalogue.ts';
import { failure, type Details, type Fix } from '../errors/failure.ts';
import type { ProbeResult } from '../model/probeResult.ts';
import { formatDay } from '../pki/calendar.ts';
import { refusesPlainHttp, type AnswerEvidence, type ConnectionEvidence } from './connectionEvidence.ts';
import { explainRefusal } from './explainRefusal.ts';
import type { NetworkFailure } from './networkFailure.ts';
import { shellQuote } from './shellQuote.ts';

const goodCodes: readonly ErrorCode[] = ['PROBE_OK', 'PROBE_OK_WITHOUT_PASSWORD'];

export interface Explanation {
  readonly code: ErrorCode;
  /** Values for the places of the code's sentence. */
  readonly details: Details;
  /** The one next thing, and the untouched words of the system or the verifier. */
  readonly extra: { readonly fix?: Fix; readonly raw?: string };
}

/** Finds the first thing that went wrong in what was seen. */
export function explainConnection(evidence: ConnectionEvidence): Explanation {
  const code = codeOf(evidence);
  const details = detailsOf(evidence);
  if (goodCodes.includes(code)) return { code, details, extra: {} };
  const fix = fixFor(code, evidence);
  const raw = rawWords(evidence);
  return { code, details, extra: { ...(fix === undefined ? {} : { fix }), ...(raw === null ? {} : { raw }) } };
}

/** @returns whether all is well, and the diagnosis in words */
export function diagnoseConnection(evidence: ConnectionEvidence): Pick<ProbeResult, 'ok' | 'diagnosis'> {
  const { code, details, extra } = explainConnection(evidence);
  return { ok: goodCodes.includes(code), diagnosis: failure(code, details, extra) };
}

function codeOf(evidence: ConnectionEvidence): ErrorCode {
  const { failure: broken, go, insecure, answer } = evidence;
  if (broken !== null) return codeOfFailure(broken, evidence);
  if (go !== null && !go.ok && !insecure) return explainRefusal(go.reason);
  return answer === null ? 'CONNECTION_RESET' : codeOfAnswer(answer, evidence);
}

function codeOfFailure(broken: NetworkFailure, evidence: ConnectionEvidence): ErrorCode {
  switch (broken.kind) {
    case 'nameNotResolved':
      return 'NAME_NOT_RESOLVED';
    case 'refused':
      return 'CONNECTION_REFUSED';
    case 'unreachable':
      return 'HOST_UNREACHABLE';
    case 'reset':
      return 'CONNECTION_RESET';
    case 'timedOut':
      return codeOfTimeout(broken);
    case 'notTls':
      return evidence.answersClearHttp ? 'PORT_STILL_CLEAR' : 'PORT_SPEAKS_NEITHER';
    case 'speaksTls':
      return 'PORT_SPEAKS_TLS';
    case 'tlsVersion':
      return 'TLS_VERSION_NOT_SHARED';
    case 'handshakeFailed':
      return 'TLS_HANDSHAKE_FAILED';
    case 'serverFilesBroken':
      return 'SERVER_FILES_BROKEN';
    case 'clientCertificateRequired':
      return 'CLIENT_CERTIFICATE_REQUIRED';
    case 'notHttp':
      return 'NOT_HTTP';
    case 'cutShort':
      return 'ANSWER_CUT_SHORT';
  }
}

function codeOfTimeout({ stage, progress }: NetworkFailure): ErrorCode {
  if (stage === 'resolve') return 'NAME_NOT_RESOLVED';
  if (stage === 'tcp') return 'CONNECTION_TIMED_OUT';
  if (stage === 'tls') return 'HANDSHAKE_TIMED_OUT';
  if (progress === 'nothing') return 'SERVER_SILENT';
  return progress === 'head' ? 'ANSWER_TOO_SLOW' : 'ANSWER_NEVER_ENDS';
}

function codeOfAnswer(answer: AnswerEvidence, evidence: ConnectionEvidence): ErrorCode {
  const { status, encoding, authenticate, truncated } = answer;
  if (!evidence.tls && refusesPlainHttp(answer)) return 'PORT_SPEAKS_TLS';
  if (status === 401) {
    if (authenticate !== null && !/^basic\b/i.test(authenticate)) return 'SIGN_IN_KIND_UNKNOWN';
    return evidence.signIn === 'refused' ? 'SIGN_IN_REFUSED' : 'SIGN_IN_REQUIRED';
  }
  if (status >= 200 && status < 300) {
    if (encoding !== null && encoding !== 'identity') return 'ANSWER_COMPRESSED';
    if (evidence.series === null) return truncated ? 'ANSWER_TOO_LONG' : 'NOT_METRICS';
    return evidence.signIn === 'accepted' ? 'PROBE_OK' : 'PROBE_OK_WITHOUT_PASSWORD';
  }
  return codeOfStatus(status);
}

function codeOfStatus(status: number): ErrorCode {
  if (status >= 300 && status < 400) return 'SERVER_REDIRECTS';
  if (status === 403) return 'ACCESS_FORBIDDEN';
  if (status === 404) return 'PAGE_NOT_FOUND';
  if (status === 429) return 'TOO_MANY_REQUESTS';
  if (status === 503) return 'NOT_READY';
  return status >= 500 ? 'SERVER_ERROR' : 'STATUS_UNEXPECTED';
}

function rawWords({ failure: broken, go, answer }: ConnectionEvidence): string | null {
  if (broken !== null) return broken.raw;
  if (go !== null && !go.ok) return go.reason;
  const words = answer?.beginning.trim() ?? '';
  return words === '' ? null : words;
}

function detailsOf(evidence: ConnectionEvidence): Details {
  const { url, host, port, path, name, leaf, answer, user, deadlineMs, go } = evidence;
  const isEarly = go?.ok === false && explainRefusal(go.reason) === 'CERTIFICATE_NOT_YET_VALID';
  return {
    ...{ url, host, port, path, name },
    user: user ?? 'the user',
    seconds: deadlineMs / 1000,
    summary: summaryOf(evidence),
    names: namesOf([...(leaf?.dnsNames ?? []), ...(leaf?.ipAddresses ?? [])]),
    date: leaf === null ? '' : formatDay(isEarly ? leaf.notBefore : leaf.notAfter),
    status: answer?.status ?? 0,
    location: answer?.location ?? 'an address it does not name',
    encoding: answer?.encoding ?? '',
    kind: answer?.authenticate ?? '',
  };
}

function summaryOf({ tls, tlsVersion, go, insecure, signIn, user, series, answer }: ConnectionEvidence): string {
  const parts = [tls ? (tlsVersion ?? 'TLS') : 'clear HTTP'];
  if (tls) parts.push(go?.ok === true ? 'certificate verified' : insecure ? 'certificate not verified' : 'certificate refused');
  if (signIn === 'accepted' && user !== null) parts.push(`${user} is let in`);
  if (series !== null) parts.push(`${answer?.truncated === true ? 'more than ' : ''}${series} series`);
  return parts.join(', ');
}

const mostNames = 8;

function namesOf(names: readonly string[]): string {
  if (names.length === 0) return 'no names';
  const shown = names.slice(0, mostNames).join(', ');
  return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
}

/** The one next thing: look at the chain, ask in the other way, sign in, or try again. */
function fixFor(code: ErrorCode, evidence: ConnectionEvidence): Fix | undefined {
  const { url, host, port, name, leaf } = evidence;
  const probe = (...words: string[]): string => ['promseal', 'probe', ...words].join(' ');
  switch (code) {
    case 'PORT_SPEAKS_TLS':
      return { kind: 'copyCommand', label: 'Probe it over HTTPS', command: probe(shellQuote(url.replace(/^http:/, 'https:'))) };
    case 'SIGN_IN_REQUIRED':
      return { kind: 'copyCommand', label: 'Probe it as a user', command: probe('--user', 'NAME', shellQuote(url)) };
    case 'NAME_NOT_IN_CERTIFICATE': {
      const other = leaf?.dnsNames[0] ?? leaf?.ipAddresses[0];
      if (other === undefined) return undefined;
      return { kind: 'copyCommand', label: `Probe it as ${other}`, command: probe('--server-name', shellQuote(other), shellQuote(url)) };
    }
    case 'ISSUER_UNKNOWN':
    case 'CERTIFICATE_REFUSED': {
      const target = shellQuote(`${host.includes(':') ? `[${host}]` : host}:${port}`);
      const command = `openssl s_client -connect ${target} -servername ${shellQuote(name)} -showcerts </dev/null`;
      return { kind: 'copyCommand', label: 'Show the chain it sends', command };
    }
    default:
      return { kind: 'retry', label: 'Try again' };
  }
}
