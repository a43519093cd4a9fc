/** Why a connection or request gave no answer, independent of the wording of any TLS library. */
import type { StageId } from '../model/probeResult.ts';

export type NetworkFailureKind =
  | 'nameNotResolved'
  | 'refused'
  | 'unreachable'
  | 'reset'
  | 'timedOut'
  /** TLS was begun and the other side answered with something that is not TLS. */
  | 'notTls'
  /** Plain HTTP was begun and the other side answered with a TLS record. */
  | 'speaksTls'
  | 'tlsVersion'
  | 'handshakeFailed'
  /** Alert internal_error: the exporter toolkit cannot read its own files. */
  | 'serverFilesBroken'
  | 'clientCertificateRequired'
  | 'notHttp'
  /** The answer began and was cut. */
  | 'cutShort';

export interface NetworkFailure {
  readonly kind: NetworkFailureKind;
  readonly stage: StageId;
  /** Untouched words of the system or the TLS library. */
  readonly raw: string;
  /** How far the answer came, for `timedOut`. */
  readonly progress: 'nothing' | 'head' | 'body';
}
