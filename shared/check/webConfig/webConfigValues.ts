/** The words that fields of a web.yml take. Source: exporter-toolkit web/tls_config.go and web/handler.go, Go crypto/tls. */

export interface FieldValue {
  readonly value: string;
  /** First release of Prometheus that takes it. */
  readonly since: string;
  /** First release that no longer takes it, built with the Go that dropped it; null: all do. */
  readonly goneFrom: string | null;
}

const always = (value: string): FieldValue => ({ value, since: '2.24.0', goneFrom: null });

export const tlsVersions: readonly FieldValue[] = ['TLS10', 'TLS11', 'TLS12', 'TLS13'].map(always);

export const clientAuthTypes: readonly FieldValue[] = [
  always('NoClientCert'),
  always('RequestClientCert'),
  // exporter-toolkit 0.6.1; RequireClientCert is its older name.
  { value: 'RequireAnyClientCert', since: '2.29.0', goneFrom: null },
  always('RequireClientCert'),
  always('VerifyClientCertIfGiven'),
  always('RequireAndVerifyClientCert'),
];

export const curves: readonly FieldValue[] = ['CurveP256', 'CurveP384', 'CurveP521', 'X25519'].map(always);

/** The suites with which HTTP/2 starts: RFC 9113 section 9.2.2, in both kinds of certificates. */
export const http2Suites: readonly string[] = [
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
];

const modernSuites = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  ...http2Suites,
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA',
  'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
  'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
];
/** Go 1.22 dropped the suites without forward secrecy, Go 1.17 those with 3DES; upstream builds used them from then on. */
const withoutForwardSecrecy = ['AES_128_CBC_SHA', 'AES_256_CBC_SHA', 'AES_128_GCM_SHA256', 'AES_256_GCM_SHA384'];
const withTripleDes = ['TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA'];

export const cipherSuites: readonly FieldValue[] = [
  ...modernSuites.map(always),
  ...withoutForwardSecrecy.map((rest) => ({ value: `TLS_RSA_WITH_${rest}`, since: '2.24.0', goneFrom: '2.51.0' })),
  ...withTripleDes.map((value) => ({ value, since: '2.24.0', goneFrom: '2.30.0' })),
];
