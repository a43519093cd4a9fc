/** Codes about the text of a web.yml that somebody wrote. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

const refuses = 'Prometheus does not start with this file, and one that runs stops answering.';
const makeHash = 'Make one with htpasswd -nBC 10 NAME, and put the part behind the colon here.';

const shapeCodes = {
  WEB_FIELD_UNKNOWN: { message: '{section} has no field {key}.', hint: `${refuses} {proposal}` },
  WEB_FIELD_MISPLACED: {
    message: '{key} stands in {section}, and belongs to {home}.',
    hint: `${refuses} Write it as {path}.`,
  },
  WEB_FIELD_TOO_NEW: {
    message: '{what} came with Prometheus {since}, and this is {version}.',
    hint: `${refuses} Take it out, or use a newer release.`,
  },
  WEB_NEEDS_VERSION: {
    message: 'The file needs Prometheus {since} or newer, because of {what}.',
    hint: 'An older one does not start with it. Name the version to have the file checked for that one alone.',
  },
  WEB_VALUE_UNKNOWN: { message: '{field} has the value {value}, which Prometheus does not know.', hint: `${refuses} {proposal}` },
  WEB_CIPHER_GONE: {
    message: 'Builds of Prometheus from {since} on no longer know the cipher suite {cipher}.',
    hint: `${refuses} Take it out of the list; without a list Go chooses well.`,
  },
  WEB_PLACEHOLDER: {
    message: '{field} holds a placeholder, and Prometheus fills in none.',
    hint: 'It reads web.yml as it stands. Fill it in with the program that makes the file, or write the value itself.',
  },
  WEB_BACKSLASH: {
    message: 'In double quotes a backslash begins an escape, and {escape} is none that YAML knows.',
    hint: `${refuses} Write a path of Windows in single quotes, or with forward slashes.`,
  },
  WEB_REST_IGNORED: {
    message: 'Prometheus reads the file up to here only: this line is indented less than the first one.',
    hint: 'promtool calls the file good, and what follows, users as well, has no effect. Begin the first line and all sections at the left edge.',
  },
  WEB_CONFIG_EMPTY: {
    message: 'The file sets nothing: Prometheus serves plain HTTP to everybody, without a password.',
    hint: 'A file that was cut short looks the same. If it should protect something, put it back.',
  },
} as const satisfies Record<string, CatalogueEntry>;

const tlsCodes = {
  WEB_TLS_WITHOUT_CERTIFICATE: {
    message: 'tls_server_config names no certificate, so Prometheus serves plain HTTP.',
    hint: 'promtool calls the file good. Name cert_file and key_file, or take the section out.',
  },
  WEB_CERTIFICATE_MISSING: { message: 'tls_server_config has {missing}.', hint: `${refuses} Set {key}.` },
  WEB_FILE_WINS: {
    message: '{field} is not used, because {file} is set too.',
    hint: 'Prometheus takes the file and says nothing. Keep one of the two.',
  },
  WEB_PATH_HOLDS_PEM: {
    message: '{field} holds PEM text where the path of a file belongs.',
    hint: `${refuses} Put the text into a file, or under {inline}, which takes PEM text from 2.50 on.`,
  },
  WEB_PATH_ESCAPED: {
    message: 'The path in {field} holds a line break, a tab or another control character.',
    hint: 'In double quotes \\n, \\t and their like stand for one character. Write the path in single quotes, or with forward slashes.',
  },
  WEB_INLINE_NOT_PEM: {
    message: '{field} does not hold a {what} in PEM form: {reason}.',
    hint: 'Put it below the field as an indented block that begins with a vertical bar, with its BEGIN and END lines.',
  },
  WEB_TLS_VERSIONS_CROSSED: {
    message: 'min_version is {min} and max_version is {max}: no version is left, and every client is refused.',
    hint: 'promtool calls the file good. Leave max_version out, or raise it.',
  },
  WEB_TLS_ONLY_OLD: {
    message: 'Nothing newer than {version} is offered, and clients of today refuse that.',
    hint: 'Leave max_version out, or set it to TLS13.',
  },
  WEB_TLS_OLD: {
    message: '{field} is set to {version}, which lets clients use versions of TLS that are broken (RFC 8996).',
    hint: 'Set it to TLS12, or leave it out. Every client since 2014 speaks TLS 1.2.',
  },
  WEB_HTTP2_CIPHER_MISSING: {
    message: 'cipher_suites leaves out the suites that HTTP/2 needs, so Prometheus ends at start.',
    hint: 'promtool calls the file good. Add TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 and its ECDSA twin, or set http2: false under http_server_config.',
  },
  WEB_CIPHER_ORDER: {
    message: 'cipher_suites has {late} behind {early}, so this Prometheus ends at start.',
    hint: 'Until 2.30 HTTP/2 wants the suites with GCM and CHACHA20 before all others.',
  },
} as const satisfies Record<string, CatalogueEntry>;

const clientCodes = {
  WEB_CLIENT_AUTH_OPEN: {
    message: 'client_auth_type {type} is no lock: it {effect}.',
    hint: 'Only RequireAndVerifyClientCert, with client_ca_file, lets nobody in without a certificate of yours.',
  },
  WEB_CLIENT_CA_MISSING: {
    message: 'client_auth_type is {type}, and no authority for client certificates is named.',
    hint: 'Certificates are then compared with the public authorities, so none that you issue will pass. Set client_ca_file.',
  },
  WEB_CLIENT_CA_UNUSED: {
    message: '{field} names authorities for client certificates, and client_auth_type asks for none.',
    hint: `${refuses} Set client_auth_type to RequireAndVerifyClientCert, or take {field} out.`,
  },
  WEB_ALLOWED_SANS_IGNORED: {
    message: 'client_allowed_sans has no effect: without client_auth_type no client is asked for a certificate.',
    hint: 'Everybody is let in, whatever the list says. Set client_auth_type to RequireAndVerifyClientCert.',
  },
  WEB_ALLOWED_SANS_PANIC: {
    message: 'client_allowed_sans with {type} cuts off every client that shows no certificate.',
    hint: 'The log says panic, the client sees an empty answer. Set client_auth_type to RequireAndVerifyClientCert.',
  },
  WEB_ALLOWED_SANS_UNPROVEN: {
    message: 'client_allowed_sans with {type} compares names that nobody has verified.',
    hint: 'Anybody can make a certificate with such a name. Set client_auth_type to RequireAndVerifyClientCert, with client_ca_file.',
  },
  WEB_ALLOWED_SANS_EMPTY: {
    message: 'client_allowed_sans is an empty list, so no client certificate is let in.',
    hint: 'Name who may come in, or take the field out to let in every certificate of client_ca_file.',
  },
} as const satisfies Record<string, CatalogueEntry>;

const userCodes = {
  WEB_USERS_EMPTY: {
    message: 'basic_auth_users has no user, so everybody is let in without a password.',
    hint: 'Add a user, or take the section out if that is what you want.',
  },
  WEB_USER_NAMELESS: {
    message: 'One user has no name: its password alone opens the door.',
    hint: 'YAML reads an unquoted null or ~ as nothing. Give the user a name, and put a name like null in quotation marks.',
  },
  WEB_PASSWORD_NOT_HASHED: {
    message: 'What stands in {field} is no hash. If it is the password itself, everybody who reads the file has it.',
    hint: `Prometheus takes bcrypt hashes only. ${makeHash} Choose another password: this one stood in a file.`,
  },
  WEB_HASH_ALGORITHM: {
    message: 'The hash of {user} is made by {algorithm}, and Prometheus takes bcrypt only.',
    hint: makeHash,
  },
  WEB_HASH_PREFIX: {
    message: 'The hash of {user} begins with {prefix}, a form of bcrypt that Prometheus takes and other programs do not.',
    hint: 'Make the hash again when you next change the password; today it begins with $2b$ or $2y$.',
  },
  WEB_HASH_TAIL: {
    message: 'Behind the hash of {user} stand {surplus} more characters, which Prometheus passes over.',
    hint: 'They are usually a copied blank or line break. Take them away: other programs refuse the hash with them.',
  },
  WEB_HASH_WEAK: {
    message: 'The hash of {user} has cost {cost}: passwords can be tried {times} times as fast as with cost 10.',
    hint: 'htpasswd -B without -C makes cost 5. Make the hash again with htpasswd -nBC 10 NAME.',
  },
  WEB_HASH_SLOW: {
    message: 'The hash of {user} has cost {cost}: the first sign-in takes {times} times as long as with cost 10, and all others wait.',
    hint: 'Scrapes and logins that wait for it can time out. Make the hash again with htpasswd -nBC 10 NAME.',
  },
} as const satisfies Record<string, CatalogueEntry>;

const httpCodes = {
  WEB_HEADER_UNKNOWN: { message: 'The header {header} cannot be set in web.yml.', hint: `${refuses} {proposal}` },
  WEB_HSTS_INVALID: {
    message: 'Strict-Transport-Security names no max-age in seconds, so browsers ignore it.',
    hint: 'Write it as max-age=31536000 (RFC 6797 section 6.1.1).',
  },
  WEB_HSTS_LOCALHOST: {
    message: 'Strict-Transport-Security is sent for {name}, and browsers keep it for every server under that name.',
    hint: 'Other servers on this machine that speak plain HTTP can then not be opened in the same browser. Leave it out here.',
  },
  WEB_RATE_LIMIT_BLOCKS: {
    message: 'rate_limit has an interval and burst {burst}: every request is refused with status 429.',
    hint: 'burst is how many requests may come at once. Set it to 10 or more; scrapes and people share it.',
  },
  WEB_RATE_LIMIT_NANOSECONDS: {
    message: 'rate_limit.interval is a bare number: {number} nanoseconds, which limits nothing.',
    hint: 'Write the unit, such as {number}s or {number}ms.',
  },
  WEB_RATE_LIMIT_OFF: {
    message: 'rate_limit limits nothing, because its interval is not above 0.',
    hint: 'Set interval to the time in which one request is allowed, such as 100ms, or take the section out.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export const checkWebConfigCodes = { ...shapeCodes, ...tlsCodes, ...clientCodes, ...userCodes, ...httpCodes };
