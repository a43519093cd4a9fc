/** Whether a knock on the door ended as it should, and the words for it. Refusals count as much as answers. */
import type { Check } from '../model/plan.ts';
import { refusesPlainHttp } from './connectionEvidence.ts';
import { explainRefusal, type RefusalCode } from './explainRefusal.ts';
import type { NetworkFailure } from './networkFailure.ts';

/** What a knock came to. `series` is null when the answer holds no metrics. */
export type CheckObservation =
  | { readonly kind: 'answered'; readonly status: number; readonly beginning: string; readonly series: number | null }
  | { readonly kind: 'refusedByClient'; readonly reason: string }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'failed'; readonly failure: NetworkFailure };

export interface CheckVerdict {
  readonly ok: boolean;
  readonly observed: string;
  /** Untouched words, where there are any. */
  readonly raw: string | null;
}

type Answer = Extract<CheckObservation, { kind: 'answered' }>;

const inOneWord: Readonly<Record<RefusalCode, string>> = {
  ISSUER_UNKNOWN: 'unknown issuer',
  NAME_NOT_IN_CERTIFICATE: 'name not in certificate',
  NAME_ONLY_IN_COMMON_NAME: 'name only in the Common Name',
  CERTIFICATE_EXPIRED: 'certificate expired',
  CERTIFICATE_NOT_YET_VALID: 'certificate not yet valid',
  CERTIFICATE_WRONG_USE: 'certificate not for servers',
  CERTIFICATE_REFUSED: 'certificate refused',
};

const failureWords: Readonly<Record<NetworkFailure['kind'], string>> = {
  nameNotResolved: 'the name has no address',
  refused: 'nothing listens there',
  unreachable: 'no route',
  reset: 'connection closed without an answer',
  timedOut: 'no answer in time',
  notTls: 'the port does not speak TLS',
  speaksTls: 'not HTTP but TLS',
  tlsVersion: 'no common TLS version',
  handshakeFailed: 'the TLS handshake failed',
  serverFilesBroken: 'the server cannot read its own files',
  clientCertificateRequired: 'a client certificate is required',
  notHttp: 'the answer is not HTTP',
  cutShort: 'the answer was cut short',
};

const good = (observed: string, raw: string | null = null): CheckVerdict => ({ ok: true, observed, raw });
const bad = (observed: string, raw: string | null = null): CheckVerdict => ({ ok: false, observed, raw });
const refused = (why: string, raw: string | null = null): CheckVerdict => good(`refused, as it should be: ${why}`, raw);

/** @returns the verdict for every check but selfScrape, which is judged by its targets */
export function judgeCheck(id: Exclude<Check['id'], 'selfScrape'>, seen: CheckObservation): CheckVerdict {
  if (seen.kind === 'foreign') return bad('another server answers: its certificate is not ours');
  switch (id) {
    case 'plainHttp':
      return judgePlainHttp(seen);
    case 'unknownIssuer':
      return judgeRefusal(seen, 'ISSUER_UNKNOWN');
    case 'wrongName':
      return judgeRefusal(seen, 'NAME_NOT_IN_CERTIFICATE');
    case 'trusted':
      return judgeAnswer(seen, ({ status }) =>
        status === 200 || status === 401 ? good(`certificate accepted: ${status}`) : null,
      );
    case 'skipVerify':
      return judgeAnswer(seen, ({ status }) =>
        status === 200 || status === 401 ? good(`${status}: it would accept any server`) : null,
      );
    case 'noClientCertificate':
      return judgeClientCertificate(seen, 'a client certificate is required');
    case 'otherClientCertificate':
      return judgeClientCertificate(seen, 'client certificate not accepted');
    case 'noPassword':
    case 'wrongPassword':
    case 'lifecycleNeedsPassword':
    case 'adminNeedsPassword':
      return judgeAnswer(seen, ({ status }) => (status === 401 ? refused('401') : null));
    case 'rightPassword':
      return judgeAnswer(seen, judgeLetIn);
    case 'ready':
      return judgeAnswer(seen, ({ status }) => (status === 200 ? good('ready: 200') : null));
  }
}

/** A TLS server refuses plain HTTP with 400 (Go, nginx), with an alert or by hanging up; that nothing listens is no refusal. */
function judgePlainHttp(seen: Exclude<CheckObservation, { kind: 'foreign' }>): CheckVerdict {
  if (seen.kind === 'answered') {
    return refusesPlainHttp(seen) ? refused('400', seen.beginning.trim()) : bad(`answered in clear: ${seen.status}`);
  }
  if (seen.kind === 'failed' && (seen.failure.kind === 'speaksTls' || seen.failure.kind === 'reset')) {
    return refused(failureWords[seen.failure.kind], seen.failure.raw);
  }
  return judgeAnswer(seen, () => null);
}

function judgeRefusal(seen: Exclude<CheckObservation, { kind: 'foreign' }>, wanted: RefusalCode): CheckVerdict {
  if (seen.kind === 'answered') return bad(`let in: ${seen.status}`);
  if (seen.kind === 'failed') return bad(failureWords[seen.failure.kind], seen.failure.raw);
  const code = explainRefusal(seen.reason);
  return code === wanted
    ? refused(inOneWord[code], seen.reason)
    : bad(`refused, but for another reason: ${inOneWord[code]}`, seen.reason);
}

/** In TLS 1.3 the server judges after its handshake is over, so the refusal may come as a mere end of the connection. */
function judgeClientCertificate(seen: Exclude<CheckObservation, { kind: 'foreign' }>, why: string): CheckVerdict {
  const refusal: readonly string[] = ['clientCertificateRequired', 'handshakeFailed', 'reset'];
  if (seen.kind === 'failed' && refusal.includes(seen.failure.kind)) return refused(why, seen.failure.raw);
  return judgeAnswer(seen, () => null);
}

function judgeLetIn({ status, series }: Answer): CheckVerdict | null {
  if (status !== 200) return null;
  return series === null ? bad('200, but what came is not metrics') : good(`let in: 200, ${series} series`);
}

/** @param judge null when the answer is not the wanted one */
function judgeAnswer(
  seen: Exclude<CheckObservation, { kind: 'foreign' }>,
  judge: (answer: Answer) => CheckVerdict | null,
): CheckVerdict {
  if (seen.kind === 'failed') return bad(failureWords[seen.failure.kind], seen.failure.raw);
  if (seen.kind === 'refusedByClient') return bad(`refused by the client: ${inOneWord[explainRefusal(seen.reason)]}`, seen.reason);
  const words = seen.beginning.trim();
  return judge(seen) ?? bad(`${statusWords(seen.status)}: ${seen.status}`, words === '' ? null : words);
}

function statusWords(status: number): string {
  if (status < 300) return 'let in';
  return status === 401 ? 'refused' : 'another answer';
}
