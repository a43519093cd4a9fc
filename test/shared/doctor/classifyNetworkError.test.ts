import { describe, expect, it } from 'vitest';
import { classifyNetworkError } from '../../../shared/doctor/classifyNetworkError.ts';

describe('classifyNetworkError', () => {
  it.each([
    ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1', 'refused'],
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND nowhere.invalid', 'nameNotResolved'],
    ['EAI_AGAIN', 'getaddrinfo EAI_AGAIN nowhere', 'nameNotResolved'],
    ['EHOSTUNREACH', 'connect EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'connect ENETUNREACH', 'unreachable'],
    ['ECONNRESET', 'read ECONNRESET', 'reset'],
    ['ETIMEDOUT', 'connect ETIMEDOUT', 'timedOut'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'error:0A00010B:SSL routines::wrong version number', 'notTls'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tlsv1 alert protocol version', 'tlsVersion'],
    ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'unsupported protocol', 'tlsVersion'],
    ['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'tlsv1 alert internal error', 'serverFilesBroken'],
    ['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', 'ssl/tls alert handshake failure', 'handshakeFailed'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'tlsv13 alert certificate required', 'clientCertificateRequired'],
    ['ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE', 'ssl/tls alert bad certificate', 'clientCertificateRequired'],
    ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 'tlsv1 unrecognized name', 'handshakeFailed'],
    ['EPROTO', 'SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER', 'notTls'],
    ['EPROTO', 'SSL routines:OPENSSL_internal:SOMETHING_NEW', 'handshakeFailed'],
  ])('%s is %s', (code, message, kind) => {
    expect(classifyNetworkError(code, message, null)).toBe(kind);
  });

  it('tells a TLS record from other bytes that are not HTTP', () => {
    expect(classifyNetworkError('HPE_INVALID_CONSTANT', 'Expected HTTP/', 21)).toBe('speaksTls');
    expect(classifyNetworkError('HPE_INVALID_CONSTANT', 'Expected HTTP/', 0x53)).toBe('notHttp');
  });

  it('takes what it does not know for a broken connection', () => {
    expect(classifyNetworkError('', 'socket hang up', null)).toBe('reset');
  });
});
