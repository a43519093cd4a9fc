/** What each known defect of a server certificate means for a setup, and who refuses it for that (C-04). */
import type { ClientFamily, FindingSeverity } from '../../model/finding.ts';

export interface Verdict {
  readonly severity: FindingSeverity;
  /** Empty: all, or none. */
  readonly clients: readonly ClientFamily[];
  readonly raw?: string;
  readonly holdsFor?: string;
}

const goAndBrowsers: readonly ClientFamily[] = ['go', 'browser'];

/**
 * By the codes of `certificateProblems`. What Prometheus itself or all clients refuse is broken; what one other family
 * refuses is advice, for Prometheus works with it.
 */
export const certificateVerdicts: Readonly<Record<string, Verdict>> = {
  CERTIFICATE_EXPIRED: { severity: 'broken', clients: [], raw: 'x509: certificate has expired or is not yet valid' },
  CERTIFICATE_NOT_YET_VALID: { severity: 'broken', clients: [], raw: 'x509: certificate has expired or is not yet valid' },
  CERTIFICATE_EXPIRES_SOON: { severity: 'soon', clients: [] },
  CERTIFICATE_WITHOUT_NAMES: {
    severity: 'broken',
    clients: goAndBrowsers,
    raw: 'x509: certificate relies on legacy Common Name field, use SANs instead',
  },
  CERTIFICATE_NAME_MALFORMED: { severity: 'advice', clients: [] },
  CERTIFICATE_MAPPED_ADDRESS: {
    severity: 'soon',
    clients: [],
    raw: 'failed to load X509KeyPair: x509: SAN iPAddress contains IPv4-mapped IPv6 address',
    holdsFor: 'built with Go 1.27 or later',
  },
  CERTIFICATE_KEY_UNSUPPORTED: { severity: 'broken', clients: [], raw: 'failed to load X509KeyPair: x509: unsupported elliptic curve' },
  CERTIFICATE_KEY_REFUSED_BY_BROWSERS: { severity: 'advice', clients: ['browser'] },
  // Node from 24 on.
  CERTIFICATE_KEY_WEAK: { severity: 'unsafe', clients: ['openssl', 'node'] },
  CERTIFICATE_SIGNATURE_REFUSED: { severity: 'broken', clients: [], raw: 'x509: cannot verify signature: insecure algorithm' },
  CERTIFICATE_NOT_FOR_SERVERS: { severity: 'broken', clients: [], raw: 'x509: certificate specifies an incompatible key usage' },
  CERTIFICATE_USAGE_LACKS_SIGNATURE: { severity: 'advice', clients: ['browser'] },
  CERTIFICATE_WITHOUT_AUTHORITY_KEY_ID: { severity: 'advice', clients: [] },
  CERTIFICATE_SUBJECT_EMPTY: { severity: 'advice', clients: ['browser'] },
  CERTIFICATE_SERIAL_INVALID: { severity: 'advice', clients: [] },
  CERTIFICATE_EXTENSION_UNKNOWN: { severity: 'broken', clients: [], raw: 'x509: unhandled critical extension' },
};
