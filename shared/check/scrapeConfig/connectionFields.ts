/**
 * The fields by which Prometheus connects to something, as data: what they take, since when, and what they are for.
 * Sources: Prometheus documentation, configuration; prometheus/common config/http_config.go; and runs of promtool.
 */

/**
 * text: a single value. secret: the same, never shown. boolean: true or false without quotation marks. texts: a list
 * of single values. duration: such as 15s. map and list: of what is below it. any: left to promtool.
 */
export type FieldKind = 'text' | 'secret' | 'boolean' | 'texts' | 'duration' | 'map' | 'list' | 'any';

export interface FieldFacts {
  readonly kind: FieldKind;
  /** Of a map with names of a person's own: what each of its values is. */
  readonly values?: 'text' | 'texts' | 'map';
  /** One sentence; absent for fields that have nothing to do with connections. */
  readonly documentation?: string;
  /** The first release that takes it; a build of a distribution may have taken it a little earlier. */
  readonly since?: string;
}

export type Fields = Readonly<Record<string, FieldFacts>>;

/** Of tls_config. */
export const tlsFields: Fields = {
  ca_file: { kind: 'text', documentation: 'File with the certificates that are trusted instead of those of the system; read again at every request.' },
  ca: { kind: 'text', since: '2.45.0', documentation: 'The trusted certificates themselves, as PEM text, instead of ca_file.' },
  ca_ref: { kind: 'text', since: '2.53.0', documentation: 'Name of a secret of a secret manager, which Prometheus itself does not have.' },
  cert_file: { kind: 'text', documentation: 'File with the certificate by which Prometheus shows who it is; needs key_file.' },
  cert: { kind: 'text', since: '2.45.0', documentation: 'The client certificate itself, as PEM text, instead of cert_file.' },
  cert_ref: { kind: 'text', since: '2.53.0', documentation: 'Name of a secret of a secret manager, which Prometheus itself does not have.' },
  key_file: { kind: 'text', documentation: 'File with the private key of the client certificate, without a passphrase.' },
  key: { kind: 'secret', since: '2.45.0', documentation: 'The private key of the client certificate itself, as PEM text, instead of key_file.' },
  key_ref: { kind: 'text', since: '2.53.0', documentation: 'Name of a secret of a secret manager, which Prometheus itself does not have.' },
  server_name: { kind: 'text', documentation: 'Name that is asked for and that the certificate must have, instead of the host of the target.' },
  insecure_skip_verify: { kind: 'boolean', documentation: 'Takes any certificate, so that anybody on the way can read and change what is sent.' },
  min_version: { kind: 'text', since: '2.35.0', documentation: 'Lowest TLS version that is used: TLS10, TLS11, TLS12 or TLS13.' },
  max_version: { kind: 'text', since: '2.41.0', documentation: 'Highest TLS version that is used: TLS10, TLS11, TLS12 or TLS13.' },
};

/** Of basic_auth. */
export const basicAuthFields: Fields = {
  username: { kind: 'text', documentation: 'User name; one with a colon can never sign in.' },
  username_file: { kind: 'text', since: '2.49.0', documentation: 'File that holds the user name.' },
  username_ref: { kind: 'text', since: '2.53.0', documentation: 'Name of a secret of a secret manager, which Prometheus itself does not have.' },
  password: { kind: 'secret', documentation: 'The password itself, not its hash.' },
  password_file: { kind: 'text', documentation: 'File that holds the password; read again at every request, blanks at both ends do not count.' },
  password_ref: { kind: 'text', since: '2.53.0', documentation: 'Name of a secret of a secret manager, which Prometheus itself does not have.' },
};

/** Of authorization. */
export const authorizationFields: Fields = {
  type: { kind: 'text', documentation: 'First word of the Authorization header, Bearer when absent; Basic is not allowed.' },
  credentials: { kind: 'secret', documentation: 'What follows the type in the Authorization header, such as a token.' },
  credentials_file: { kind: 'text', documentation: 'File that holds the credentials; read again at every request.' },
  credentials_ref: { kind: 'text', since: '2.53.0', documentation: 'Name of a secret of a secret manager, which Prometheus itself does not have.' },
};

const proxyFields: Fields = {
  proxy_url: { kind: 'text', documentation: 'URL of the proxy through which it connects.' },
  no_proxy: { kind: 'text', since: '2.43.0', documentation: 'Hosts that are reached without the proxy of proxy_url, separated by commas.' },
  proxy_from_environment: { kind: 'boolean', since: '2.43.0', documentation: 'Takes the proxy from HTTP_PROXY, HTTPS_PROXY and NO_PROXY.' },
  proxy_connect_header: { kind: 'map', values: 'texts', since: '2.41.0', documentation: 'Headers that the proxy gets when it is asked to connect, each with a list of values.' },
};

const sinceGrantTypes = '3.5.0';
/** Of oauth2. */
export const oauth2Fields: Fields = {
  client_id: { kind: 'text', documentation: 'Name by which the token service knows this Prometheus.' },
  client_secret: { kind: 'secret', documentation: 'Secret that belongs to client_id.' },
  client_secret_file: { kind: 'text', documentation: 'File that holds the client secret.' },
  client_secret_ref: { kind: 'text', since: '2.53.0', documentation: 'Name of a secret of a secret manager, which Prometheus itself does not have.' },
  scopes: { kind: 'texts', documentation: 'Scopes that the token is asked for.' },
  token_url: { kind: 'text', documentation: 'URL that gives the token.' },
  endpoint_params: { kind: 'map', values: 'text', documentation: 'More parameters for the token URL.' },
  tls_config: { kind: 'map', documentation: 'TLS for the connection to the token URL.' },
  grant_type: { kind: 'text', since: sinceGrantTypes },
  client_certificate_key: { kind: 'secret', since: sinceGrantTypes },
  client_certificate_key_file: { kind: 'text', since: sinceGrantTypes },
  client_certificate_key_ref: { kind: 'text', since: sinceGrantTypes },
  client_certificate_key_id: { kind: 'text', since: sinceGrantTypes },
  signature_algorithm: { kind: 'text', since: sinceGrantTypes },
  iss: { kind: 'text', since: sinceGrantTypes },
  audience: { kind: 'text', since: sinceGrantTypes },
  claims: { kind: 'map', since: sinceGrantTypes },
  ...proxyFields,
};

/** Of one header of http_headers. */
export const headerFields: Fields = {
  values: { kind: 'texts', documentation: 'Values of the header that may be shown.' },
  secrets: { kind: 'texts', documentation: 'Values of the header that are hidden where the configuration is shown.' },
  files: { kind: 'texts', documentation: 'Files that hold one value of the header each.' },
};

/** Of every connection: jobs, Alertmanagers, remote storages and discoveries over HTTP. */
export const httpClientFields: Fields = {
  basic_auth: { kind: 'map', documentation: 'User name and password that are sent with every request.' },
  authorization: { kind: 'map', since: '2.26.0', documentation: 'Authorization header that is sent with every request.' },
  oauth2: { kind: 'map', since: '2.27.0', documentation: 'Where to get the token that is sent with every request.' },
  bearer_token: { kind: 'secret', documentation: 'Token that is sent with every request; authorization has taken its place.' },
  bearer_token_file: { kind: 'text', documentation: 'File that holds the token; authorization.credentials_file has taken its place.' },
  tls_config: { kind: 'map', documentation: 'Which certificates are trusted and shown on connections over TLS.' },
  follow_redirects: { kind: 'boolean', since: '2.26.0', documentation: 'Whether it goes where a redirect of the server leads; true when absent.' },
  enable_http2: { kind: 'boolean', since: '2.35.0', documentation: 'Whether HTTP/2 is offered on connections over TLS.' },
  http_headers: { kind: 'map', values: 'map', since: '2.53.0', documentation: 'Headers that are sent with every request.' },
  ...proxyFields,
};

/** Of an item of static_configs. */
export const staticFields: Fields = {
  targets: { kind: 'texts', documentation: 'Hosts with their ports, without scheme, path and user.' },
  labels: { kind: 'map', values: 'text', documentation: 'Labels for all targets of this item.' },
};
