/** Reads the code and words of a failed connection into a kind. OpenSSL (Node) and BoringSSL (Electron) word alerts differently. */
import type { NetworkFailureKind } from './networkFailure.ts';

/** System codes of sockets and name lookups (POSIX errno, getaddrinfo). */
const bySystemCode: Readonly<Record<string, NetworkFailureKind>> = {
  ENOTFOUND: 'nameNotResolved',
  EAI_AGAIN: 'nameNotResolved',
  EAI_NODATA: 'nameNotResolved',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EINVAL: 'unreachable',
  ETIMEDOUT: 'timedOut',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
};

/** In this order: an alert is named before the general words that its sentence also holds (RFC 8446, 6.2). */
const byTlsWords: readonly (readonly [RegExp, NetworkFailureKind])[] = [
  [/alert[ _]protocol[ _]version|unsupported[ _]protocol/i, 'tlsVersion'],
  [/alert[ _]internal[ _]error/i, 'serverFilesBroken'],
  [/certificate[ _]required|alert[ _]bad[ _]certificate|alert[ _]unknown[ _]ca|alert[ _]no[ _]certificate/i, 'clientCertificateRequired'],
  [/alert|unrecognized[ _]name/i, 'handshakeFailed'],
  [/wrong[ _]version[ _]number|packet[ _]length[ _]too[ _]long|http[ _]request|unknown[ _]protocol/i, 'notTls'],
];

/**
 * @param code the error's code, such as ECONNREFUSED or ERR_SSL_WRONG_VERSION_NUMBER
 * @param message its words
 * @param firstByte first byte of an answer the HTTP reader could not read, null when there is none
 */
export function classifyNetworkError(code: string, message: string, firstByte: number | null): NetworkFailureKind {
  const known = bySystemCode[code];
  if (known !== undefined) return known;
  if (code.startsWith('HPE_')) return isTlsRecord(firstByte) ? 'speaksTls' : 'notHttp';
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') {
    const words = `${code} ${message}`;
    return byTlsWords.find(([pattern]) => pattern.test(words))?.[1] ?? 'handshakeFailed';
  }
  return 'reset';
}

/** Content types alert (21) and handshake (22) of the TLS record layer (RFC 8446, 5.1). */
function isTlsRecord(firstByte: number | null): boolean {
  return firstByte === 21 || firstByte === 22;
}
