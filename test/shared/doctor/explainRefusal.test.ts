import { describe, expect, it } from 'vitest';
import { explainRefusal } from '../../../shared/doctor/explainRefusal.ts';

describe('explainRefusal', () => {
  it.each([
    ['x509: certificate signed by unknown authority', 'ISSUER_UNKNOWN'],
    ['tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of "x509: invalid signature")', 'ISSUER_UNKNOWN'],
    ['x509: certificate is valid for a, b, not localhost', 'NAME_NOT_IN_CERTIFICATE'],
    ['x509: certificate is not valid for any names, but wanted to match localhost', 'NAME_NOT_IN_CERTIFICATE'],
    ["x509: cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs", 'NAME_NOT_IN_CERTIFICATE'],
    ['x509: certificate relies on legacy Common Name field, use SANs instead', 'NAME_ONLY_IN_COMMON_NAME'],
    ['x509: certificate has expired or is not yet valid: current time 2026-11-23T03:00:00Z is after 2026-01-01T00:00:00Z', 'CERTIFICATE_EXPIRED'],
    ['x509: certificate has expired or is not yet valid: current time 2026-11-23T03:00:00Z is before 2027-01-01T00:00:00Z', 'CERTIFICATE_NOT_YET_VALID'],
    ['x509: certificate specifies an incompatible key usage', 'CERTIFICATE_WRONG_USE'],
    ['x509: too many intermediates for path length constraint', 'CERTIFICATE_REFUSED'],
  ])('reads %s', (reason, code) => {
    expect(explainRefusal(reason)).toBe(code);
  });
});
