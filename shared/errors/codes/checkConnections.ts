/** Codes of `check` about a connection against the server that it leads to. Part of `checkAcross.ts`. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const checkConnectionCodes = {
  CONNECTION_OVER_HTTP: {
    message: '{who} asks {target} over plain HTTP, while {web} turns TLS on there: {effect}.',
    hint: 'Write scheme: https, and tls_config with the ca_file that signed the certificate.',
  },
  CONNECTION_OVER_TLS: {
    message: '{who} asks {target} over HTTPS, while {server} there speaks plain HTTP: {effect}.',
    hint: 'Turn TLS on in the web.yml of {server} and restart it, or write scheme: http.',
  },
  CONNECTION_WITHOUT_PASSWORD: {
    message: '{who} asks {target} without a password, while {web} has users: {effect}.',
    hint: 'Add basic_auth with username and password_file. A password protects every page, also /metrics, /-/ready and /-/healthy.',
  },
  CONNECTION_USER_UNKNOWN: {
    message: '{who} signs in at {target} as {user}, whom {web} does not have: {effect}.',
    hint: 'Its users are: {users}. Capitals and blanks count.',
  },
  CONNECTION_PASSWORD_WRONG: {
    message: '{who} signs in at {target} as {user} with a password that does not belong to the hash in {web}: {effect}.',
    hint: 'prometheus.yml needs the password itself, web.yml its bcrypt hash. Set the same password on both sides.',
  },
  CONNECTION_SIGN_IN_KIND: {
    message: '{who} signs in at {target} with {kind}, while {server} takes basic_auth only: {effect}.',
    hint: 'Write basic_auth with a user of {web} instead.',
  },
  SCRAPE_JOB_ELSEWHERE: {
    message: 'The job {job} is in {file} already, in line {line}.',
    hint: 'Prometheus takes the jobs of all its files together and refuses two of one name. Give one of them another name.',
  },
  CONNECTION_WITHOUT_CA: {
    message: '{who} asks {target} over HTTPS without ca_file, and the certificate of {server} is {issuer}: {effect}.',
    hint: 'Write tls_config with the ca_file that signed the certificate. Only where that CA was added to those of the system is it not needed.',
  },
  CONNECTION_WITHOUT_CERTIFICATE: {
    message: '{who} shows no client certificate to {target}, while {web} asks for one ({type}): {effect}.',
    hint: 'Write cert_file and key_file under tls_config, with a certificate for client authentication from the CA in client_ca_file.',
  },
  CONNECTION_VERSIONS_APART: {
    message: '{who} and {target} have no TLS version in common ({client} against {server}): {effect}.',
    hint: 'Take min_version and max_version away on one of the two sides: the defaults are TLS 1.2 and TLS 1.3.',
  },
  JOB_VANISHED: {
    message: 'Prometheus on {listen} does not have the job {job} of {file}: it is not even shown as down.',
    hint: 'A file that the job names could not be read at the last reload, or the job was added after it. Reload, then look for "error creating new scrape pool" in the log.',
  },
  TARGET_REFUSED: {
    message: 'The last scrape of {target} by the job {job} failed: {error}.',
    hint: 'Nothing in the files explains it. The check of the connection tells more: promseal probe {url}',
  },
} as const satisfies Record<string, CatalogueEntry>;
