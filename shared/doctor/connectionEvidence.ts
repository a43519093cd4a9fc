/** Everything a probe of one address saw, from which the diagnosis is drawn. It never holds a password. */
import type { CertificateSummary } from '../model/certificateSummary.ts';
import type { ClientVerdict } from '../model/probeResult.ts';
import type { NetworkFailure } from './networkFailure.ts';

export interface ConnectionEvidence {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** The name that was verified. */
  readonly name: string;
  readonly tls: boolean;
  readonly insecure: boolean;
  readonly deadlineMs: number;
  readonly failure: NetworkFailure | null;
  /** The port was asked for TLS, and answered clear HTTP when it was asked for that. */
  readonly answersClearHttp: boolean;
  readonly tlsVersion: string | null;
  readonly leaf: CertificateSummary | null;
  readonly go: ClientVerdict | null;
  readonly user: string | null;
  readonly signIn: 'notTried' | 'accepted' | 'refused';
  /** The last answer. */
  readonly answer: AnswerEvidence | null;
  /** Samples counted; null when it is not metrics or was not read. */
  readonly series: number | null;
}

export interface AnswerEvidence {
  readonly status: number;
  readonly location: string | null;
  readonly authenticate: string | null;
  readonly encoding: string | null;
  readonly truncated: boolean;
  /** First bytes of the body, for the answers that TLS servers give to plain HTTP. */
  readonly beginning: string;
}

/** What TLS servers say to plain HTTP: Go's net/http, nginx, Apache. */
export function refusesPlainHttp(answer: Pick<AnswerEvidence, 'status' | 'beginning'>): boolean {
  return (
    answer.status === 400 &&
    /HTTP request to an HTTPS server|plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL/i.test(answer.beginning)
  );
}
