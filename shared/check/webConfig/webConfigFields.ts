/** Every field of a web.yml, as data. Source: exporter-toolkit web/tls_config.go, web/handler.go and its web-configuration.md. */
import type { Feature } from '../../prometheus/versions.ts';
import { cipherSuites, clientAuthTypes, curves, tlsVersions, type FieldValue } from './webConfigValues.ts';

/** `users` and `headers` are maps with keys of their own; `pem` is text in the file itself; `duration` is Go's. */
export type WebFieldType = 'map' | 'users' | 'headers' | 'text' | 'path' | 'pem' | 'word' | 'boolean' | 'integer' | 'duration' | 'words' | 'texts';

export interface WebField {
  /** Dotted, from the root. */
  readonly path: string;
  readonly type: WebFieldType;
  /** What it takes; null: anything of its type. */
  readonly values: readonly FieldValue[] | null;
  /** What holds where the field is absent. */
  readonly fallback: string;
  /** First releases that know it. */
  readonly since: { readonly toolkit: string; readonly prometheus: string };
  /** Name of that release in `featureFloors`; null: as old as web.yml itself. */
  readonly feature: Feature | null;
  /** Set together with this one, the other wins and nothing is said. */
  readonly hiddenBy: string | null;
  /** Read at start only; every other field is read again for each connection or request. */
  readonly fixedAtStart: boolean;
  /** Relative paths begin at the folder of web.yml (exporter-toolkit 0.4.0), whatever the working directory is. */
  readonly relativeTo: 'webConfig' | null;
  /** Name of its type in Go, which error messages give. */
  readonly goType: string;
  readonly documentation: string;
}

type Given = Pick<WebField, 'path' | 'type' | 'documentation'> & Partial<WebField>;

const goTypes: Readonly<Record<WebFieldType, string>> = {
  map: 'web.Config',
  users: 'map[string]config.Secret',
  headers: 'map[string]string',
  text: 'string',
  path: 'string',
  pem: 'string',
  word: 'string',
  boolean: 'bool',
  integer: 'int',
  duration: 'time.Duration',
  words: '[]string',
  texts: '[]string',
};

function field(given: Given): WebField {
  return {
    values: null,
    fallback: 'none',
    since: { toolkit: '0.1.0', prometheus: '2.24.0' },
    feature: null,
    hiddenBy: null,
    fixedAtStart: false,
    relativeTo: given.type === 'path' ? 'webConfig' : null,
    goType: goTypes[given.type],
    ...given,
  };
}

const inline = { since: { toolkit: '0.11.0', prometheus: '2.50.0' }, feature: 'inlineCertificates' } as const;
const headers = { since: { toolkit: '0.7.0', prometheus: '2.31.0' }, feature: 'responseHeaders' } as const;
const limit = { since: { toolkit: '0.15.0', prometheus: '3.8.0' }, feature: 'rateLimit', fixedAtStart: true } as const;

/** Words of a header that the toolkit compares, letter by letter. */
const headerWords = (...words: string[]): FieldValue[] => words.map((value) => ({ value, since: '2.31.0', goneFrom: null }));

export const webConfigFields: readonly WebField[] = [
  field({ path: 'tls_server_config', type: 'map', goType: 'web.TLSConfig', fallback: 'plain HTTP', fixedAtStart: true,
    documentation: 'Turns TLS on, as soon as it names a certificate, a key, a CA for clients or a client_auth_type; whether it is on is decided at start.' }),
  field({ path: 'tls_server_config.cert_file', type: 'path',
    documentation: 'PEM file with the certificate of the server, followed by the intermediate certificates.' }),
  field({ path: 'tls_server_config.key_file', type: 'path',
    documentation: 'PEM file with the private key of that certificate, without a password.' }),
  field({ path: 'tls_server_config.cert', type: 'pem', ...inline, hiddenBy: 'tls_server_config.cert_file',
    documentation: 'The certificates of the server as PEM text, in place of cert_file.' }),
  field({ path: 'tls_server_config.key', type: 'pem', ...inline, hiddenBy: 'tls_server_config.key_file', goType: 'config.plain',
    documentation: 'The private key as PEM text, in place of key_file.' }),
  field({ path: 'tls_server_config.client_ca', type: 'pem', ...inline, hiddenBy: 'tls_server_config.client_ca_file',
    documentation: 'The authorities for client certificates as PEM text, in place of client_ca_file.' }),
  field({ path: 'tls_server_config.client_ca_file', type: 'path', fallback: 'the authorities that the system trusts',
    documentation: 'PEM file with the authorities whose client certificates are taken; it needs a client_auth_type that verifies.' }),
  field({ path: 'tls_server_config.client_auth_type', type: 'word', values: clientAuthTypes, fallback: 'NoClientCert',
    documentation: 'Whether clients must show a certificate; only RequireAndVerifyClientCert keeps anybody out.' }),
  field({ path: 'tls_server_config.client_allowed_sans', type: 'texts', since: { toolkit: '0.10.0', prometheus: '2.45.0' }, feature: 'clientAllowedSans',
    documentation: 'Names, addresses or URIs, one of which a client certificate must have; for RequireAndVerifyClientCert.' }),
  field({ path: 'tls_server_config.min_version', type: 'word', values: tlsVersions, fallback: 'TLS12',
    documentation: 'The oldest version of TLS that is taken.' }),
  field({ path: 'tls_server_config.max_version', type: 'word', values: tlsVersions, fallback: 'TLS13',
    documentation: 'The newest version of TLS that is offered.' }),
  field({ path: 'tls_server_config.cipher_suites', type: 'words', values: cipherSuites, goType: '[]web.Cipher', fallback: 'those of Go',
    documentation: 'Cipher suites for TLS up to 1.2, by their names in Go; TLS 1.3 has its own.' }),
  field({ path: 'tls_server_config.prefer_server_cipher_suites', type: 'boolean', fallback: 'true',
    documentation: 'Whether the order of the server counts; Go 1.18 and newer ignore it.' }),
  field({ path: 'tls_server_config.curve_preferences', type: 'words', values: curves, goType: '[]web.Curve', fallback: 'those of Go',
    documentation: 'Curves for the key exchange, the preferred one first.' }),
  field({ path: 'http_server_config', type: 'map', goType: 'web.HTTPConfig',
    documentation: 'HTTP/2 and headers of the answers.' }),
  field({ path: 'http_server_config.http2', type: 'boolean', fallback: 'true', fixedAtStart: true,
    documentation: 'Whether HTTP/2 is offered beside HTTP/1.1; only with TLS.' }),
  field({ path: 'http_server_config.headers', type: 'headers', ...headers,
    documentation: 'Headers that every answer gets; five names are allowed, in exactly this spelling.' }),
  field({ path: 'http_server_config.headers.Strict-Transport-Security', type: 'text', ...headers,
    documentation: 'Tells browsers to use https for this host name from now on, on every port.' }),
  field({ path: 'http_server_config.headers.X-Content-Type-Options', type: 'word', values: headerWords('nosniff'), ...headers,
    documentation: 'Keeps browsers from guessing types.' }),
  field({ path: 'http_server_config.headers.X-Frame-Options', type: 'word', values: headerWords('deny', 'sameorigin'), ...headers,
    documentation: 'Whether other pages may show this one inside a frame.' }),
  field({ path: 'http_server_config.headers.X-XSS-Protection', type: 'text', ...headers,
    documentation: 'A filter of browsers long gone.' }),
  field({ path: 'http_server_config.headers.Content-Security-Policy', type: 'text', ...headers,
    documentation: 'From where the page may load scripts, styles and pictures.' }),
  field({ path: 'basic_auth_users', type: 'users', fallback: 'everybody is let in',
    documentation: 'Who may sign in: user names with the bcrypt hashes of their passwords. An empty map lets everybody in.' }),
  field({ path: 'rate_limit', type: 'map', goType: 'web.RateLimiterConfig', ...limit,
    documentation: 'One limit for the requests of all clients together, counted before they sign in.' }),
  field({ path: 'rate_limit.interval', type: 'duration', fallback: '0, which is no limit', ...limit,
    documentation: 'Time in which one request is allowed, as a duration of Go such as 100ms or 1s; a bare number is nanoseconds.' }),
  field({ path: 'rate_limit.burst', type: 'integer', fallback: '0', ...limit,
    documentation: 'How many requests may come at once; with 0 and an interval none is let through.' }),
];

const byPath = new Map(webConfigFields.map((each) => [each.path, each]));

/** A field by its path, null for one that there is not. */
export function webField(path: string): WebField | null {
  return byPath.get(path) ?? null;
}

/** The fields right below a section; `''` is the root. */
export function fieldsBelow(section: string): WebField[] {
  const start = section === '' ? '' : `${section}.`;
  return webConfigFields.filter(({ path }) => path.startsWith(start) && !path.slice(start.length).includes('.') && path !== section);
}

/** The last part of a path: the key as it stands in the file. */
export function keyOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
