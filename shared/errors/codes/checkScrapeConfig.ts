/** Codes about a prometheus.yml that exists, found in its text alone. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

const refused = 'Prometheus refuses the whole file for it.';
const passes = 'promtool lets it pass.';

export const checkScrapeConfigCodes = {
  CONNECTION_FIELD_UNKNOWN: {
    message: '{field} is no field of {section}.',
    hint: `${refused} {advice}`,
  },
  CONNECTION_FIELD_MISPLACED: {
    message: '{field} stands in {section}, and Prometheus takes it below {home} only.',
    hint: `${refused} Move it there.`,
  },
  CONNECTION_FIELD_NEWER: {
    message: '{field} needs Prometheus {since} or newer, and this one is older.',
    hint: `${refused} Delete the field, or install a newer Prometheus.`,
  },
  CONNECTION_ITEM_EMPTY: {
    message: 'An item of {list} is empty.',
    hint: `${refused} Delete its dash, or write below it what belongs there.`,
  },
  CONNECTION_FIELDS_EXCLUSIVE: {
    message: '{place} has {first} and {second}, and only one of them is allowed.',
    hint: `${refused} Delete the one that is not meant.`,
  },
  CONNECTION_FIELD_MISSING: {
    message: '{field} needs {missing}, and {place} has none.',
    hint: `${refused} Add the missing field.`,
  },
  AUTHORIZATION_TYPE_BASIC: {
    message: 'authorization has the type Basic, which Prometheus does not take.',
    hint: `${refused} Write user name and password below basic_auth instead.`,
  },
  ALERTMANAGER_API_VERSION: {
    message: 'api_version is {found}, and from Prometheus 3.0 on it must be v2.',
    hint: 'Write v2 or delete the line. Every Alertmanager since 0.16 has that interface.',
  },
  CONNECTION_NAME_TWICE: {
    message: 'Two remote storages are called {name}; the first one is in line {first}.',
    hint: `${refused} Give one of them another name.`,
  },
  SCRAPE_TIMEOUT_TOO_LONG: {
    message: 'scrape_timeout is {timeout}, longer than scrape_interval with {interval}.',
    hint: `${refused} A scrape must end before the next one begins.`,
  },
  CONNECTION_HEADER_RESERVED: {
    message: 'The header {header} cannot be set; Prometheus sets it itself.',
    hint: `${refused} {advice}`,
  },
  CONNECTION_TLS_VERSION_UNKNOWN: {
    message: '{field} is {value}, which is no TLS version that Prometheus knows.',
    hint: `${refused} The versions are TLS10, TLS11, TLS12 and TLS13, in capitals and without a dot.`,
  },
  CONNECTION_TLS_VERSIONS_CROSSED: {
    message: 'min_version {min} is above max_version {max}, so no connection is possible.',
    hint: `${passes} Prometheus then leaves the job out; with other connections it does not start. Delete one of them, or exchange them.`,
  },
  CONNECTION_SERVER_NAME_INVALID: {
    message: 'server_name is {name}, and no certificate can have that name.',
    hint: 'Write the host name alone, without scheme, port and path.',
  },
  CONNECTION_SERVER_NAME_ADDRESS: {
    message: 'server_name is the address {name}, so no name is asked for in the handshake.',
    hint: 'It works when the certificate holds this address. Where several servers share the address, write a DNS name of the certificate.',
  },
  CONNECTION_VERIFY_OFF: {
    message: 'insecure_skip_verify takes any certificate, so anybody between here and the target can read and change everything.',
    hint: 'Name the CA of the target in ca_file instead, and in server_name a name of its certificate when the target is addressed by another one.',
  },
  CONNECTION_VERIFY_OFF_WITH_CA: {
    message: 'A trusted CA is named, and insecure_skip_verify takes any certificate all the same.',
    hint: 'Delete insecure_skip_verify. When the target is then refused, its certificate does not fit the CA or the name.',
  },
  CONNECTION_TLS_UNUSED: {
    message: 'tls_config has no effect here, for the connection uses http.',
    hint: 'Write {where} when the other side speaks TLS, else delete tls_config.',
  },
  CONNECTION_SIGN_IN_CLEAR: {
    message: 'The password or token for {host} is sent over http, where everybody on the way can read it.',
    hint: 'Let the other side speak TLS and connect by https.',
  },
  CONNECTION_CLIENT_CERTIFICATE_ALONE: {
    message: 'A client certificate is shown to {host}, and no ca_file says which certificate that host must have.',
    hint: 'No public authority gives a certificate for such a host. Name its own CA in ca_file, unless it is among those of the system.',
  },
  CONNECTION_PATH_HOLDS_PEM: {
    message: '{field} holds PEM text where the path of a file belongs.',
    hint: `${passes} Put the text{inline} into a file, and name that here.`,
  },
  CONNECTION_SECRET_REF: {
    message: '{field} names a secret of a secret manager, and Prometheus has none.',
    hint: `${passes} Put the secret into a file and name that in {instead}.`,
  },
  CONNECTION_SECRET_UNQUOTED: {
    message: 'YAML takes what stands in {field} for {made}, so it is not what is sent.',
    hint: 'Put it in single quotation marks, and double a single quotation mark inside it; or put it into a file.',
  },
  CONNECTION_SECRET_COMMENT: {
    message: 'What stands behind the # in {field} is a comment and is not sent.',
    hint: 'When it belongs to the secret, put the whole of it in single quotation marks.',
  },
  CONNECTION_SECRET_BLANKS: {
    message: '{field} begins or ends with {what}, which is sent with it.',
    hint: 'Prometheus before 2.49 cut it off. Delete it, or end a block with |- instead of |.',
  },
  CONNECTION_SECRET_PLACEHOLDER: {
    message: '{field} holds {what} instead of a secret.',
    hint: '{reason} Write the secret into a file and name that file.',
  },
  CONNECTION_PASSWORD_IS_HASH: {
    message: 'basic_auth.password holds a hash, and the server wants the password itself.',
    hint: 'The hash belongs into the web.yml of the server. Write the password that it was made of, best into a file that password_file names.',
  },
  CONNECTION_SECRETS_INLINE: {
    message: 'Passwords, tokens or keys stand in this file itself: {count}.',
    hint: 'Everybody who may read the file has them. Put each into a file of its own with mode 0600 or 0640 and name that: password_file, credentials_file, client_secret_file or key_file.',
  },
  CONNECTION_SCHEME_UNKNOWN: {
    message: 'scheme is {scheme}, and Prometheus connects by http or https only.',
    hint: `${passes} {advice}`,
  },
  CONNECTION_TARGET_IS_URL: {
    message: 'The target {target} is more than host and port.',
    hint: 'Write {host}{advice}. A path goes into metrics_path.',
  },
  CONNECTION_TARGET_PASSWORD: {
    message: 'The target {target} has a user or password before it, so it cannot be reached.',
    hint: `${passes} Write host and port alone, and the user below basic_auth.`,
  },
  CONNECTION_TARGET_INVALID: {
    message: 'The target {target} cannot be reached: {reason}.',
    hint: 'A target is host and port alone, such as localhost:9090 or [::1]:9090.',
  },
  CONNECTION_METRICS_PATH_QUERY: {
    message: 'metrics_path has parameters, and Prometheus escapes the question mark.',
    hint: `${passes} Write metrics_path: {path} and the parameters below params, each with a list of values.`,
  },
  CONNECTION_URL_INVALID: {
    message: '{field} is {url}, which leads nowhere: {reason}.',
    hint: 'Write a whole URL such as https://example.org/path.',
  },
} as const satisfies Record<string, CatalogueEntry>;
