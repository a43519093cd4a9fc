/** Whether a port speaks TLS. */
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { reachableHost } from './portAnswers.ts';

const deadlineMs = 1000;
/** OpenSSL's words for an answer that is no TLS record, as Node names them. */
const notTls = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL|RECORD_LAYER|UNEXPECTED_MESSAGE/;
/** Refused, reset, timed out: the network's, not TLS's. */
const networkCode = /^E(?:CONN|TIMEDOUT|HOST|NET|PIPE|ADDR|AI_|ACCES)/;

/**
 * Whether a port speaks TLS. The handshake is finished, so the server has nothing to complain of in its log; whether
 * the certificate is to be trusted is not asked here.
 * @returns null when nothing answers, or nothing that can be told, within a second
 */
export async function servesTls(host: string, port: number): Promise<boolean | null> {
  const target = reachableHost(host);
  return await new Promise((resolve) => {
    const socket = connect({ host: target, port, ...(isIP(target) === 0 ? { servername: target } : {}) });
    const timer = setTimeout(() => settle(null), deadlineMs);
    const settle = (answer: boolean | null): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    socket.once('secureConnect', () => settle(true));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code ?? '';
      if (networkCode.test(code)) settle(null);
      // Any other error is a certificate that is not trusted or an alert, and only a TLS server sends those.
      else settle(!notTls.test(code));
    });
  });
}
