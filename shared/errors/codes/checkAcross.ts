/** Codes of `check` about files against each other, against the machine and against what is live. */
import type { CatalogueEntry } from '../catalogueEntry.ts';
import { checkConnectionCodes } from './checkConnections.ts';
import { checkHealthCodes } from './checkHealth.ts';

const referenceCodes = {
  PROMTOOL_REJECTS: {
    message: 'promtool does not accept {file}.',
    hint: 'Its own words are in the details; a server of its version will not start with the file.',
  },
  CONFIGS_SWAPPED: {
    message: '{flag} names {file}, which is a {found}.',
    hint: 'prometheus.yml belongs to --config.file, web.yml to --web.config.file.',
  },
  REFERENCE_MISSING: {
    message: '{field} names {file}, which does not exist: {effect}.',
    hint: 'Put the file there, or write the path of the file that you mean. A relative path is taken from {base}.',
  },
  REFERENCE_ELSEWHERE: {
    message: '{field} names {file}, which does not exist, while {found} does: {effect}.',
    hint: 'A relative path is taken from {base}, wherever the server is started. Write {found} in full.',
  },
  REFERENCE_IS_FOLDER: {
    message: '{field} names {file}, which is a folder: {effect}.',
    hint: 'Name a file in it.',
  },
  REFERENCE_UNREADABLE: {
    message: '{server} runs as {account}, and that account cannot read {file} ({field}): {effect}.',
    hint: 'promtool finds nothing wrong when root runs it. Give the file to the group of {account} with mode 640, and let that group enter every folder above it.',
  },
  KEY_READABLE_BY_ALL: {
    message: 'Every user of this machine can read the private key {file} (mode {mode}).',
    hint: 'Whoever has it can pass for this server. Take the right away, and make a new pair if somebody else may have read it: chmod o-rwx {word}',
  },
  PASSWORD_FILE_READABLE_BY_ALL: {
    message: 'Every user of this machine can read the secret in {file} (mode {mode}).',
    hint: 'Take the right away, and change the password if somebody else may have read it: chmod o-rwx {word}',
  },
  CONFIG_SECRETS_READABLE_BY_ALL: {
    message: '{file} holds {what}, and every user of this machine can read it (mode {mode}).',
    hint: 'Keep the secret in a file of its own that only the server can read, or take the right away: chmod o-rwx {word}',
  },
  FILE_WRITABLE_BY_ALL: {
    message: 'Every user of this machine can change {file} (mode {mode}).',
    hint: 'Whoever changes it decides whom the server trusts or lets in. Take the right away: chmod o-w {word}',
  },
} as const satisfies Record<string, CatalogueEntry>;

const serverCodes = {
  SERVER_OPEN: {
    message: '{server} on {listen} lets in everybody who reaches this machine: it has neither TLS nor passwords.',
    hint: 'Give it a web.yml with both, or let it listen on 127.0.0.1 only.',
  },
  SERVER_PASSWORD_IN_CLEAR: {
    message: '{server} on {listen} asks for passwords without TLS, so they can be read on the way.',
    hint: 'Add tls_server_config to {web}, or let it listen on 127.0.0.1 only, behind a proxy with TLS.',
  },
  SERVER_WITHOUT_PASSWORDS: {
    message: '{server} on {listen} encrypts, but lets in everybody who reaches it.',
    hint: 'Add basic_auth_users to {web}, or ask for client certificates with client_auth_type: RequireAndVerifyClientCert.',
  },
  SERVER_REMOTE_CONTROL_OPEN: {
    message: '{server} on {listen} runs with {flags} and asks nobody for a password: whoever reaches it can {harm}.',
    hint: 'Add basic_auth_users to its web.yml, or take the flag away; a reload works by signal too: kill -HUP PID',
  },
  SERVER_STILL_PLAIN: {
    message: '{server} on {listen} still speaks plain HTTP, although {web} turns TLS on.',
    hint: 'TLS is turned on at the start only. Restart {server}; new certificates and passwords need no restart after that.',
  },
  SERVER_TLS_REMOVED: {
    message: '{server} on {listen} was started with TLS, and {web} no longer has it: every new connection fails.',
    hint: 'Put tls_server_config back, or restart {server} to serve plain HTTP.',
  },
  SERVER_HANDSHAKE_FAILS: {
    message: '{server} on {listen} refuses every new TLS connection.',
    hint: 'It reads web.yml, certificate and key at each connection, and one of them is broken for it. Its log names the cause; SIGHUP and /-/reload do not touch these files.',
  },
  SERVER_LETS_EVERYBODY_IN: {
    message: '{server} on {listen} shows its pages without a password, although {web} has users.',
    hint: 'It does not use this file: compare --web.config.file of the running process, and restart it. In a container, check that the folder is mounted and not the single file.',
  },
  SERVER_NOT_TRUSTED: {
    message: 'A client with the CA of the self-scrape refuses the certificate that {server} shows on {listen}.',
    hint: 'Its words are in the details. Compare the certificate that is served with the one that {web} names.',
  },
  SERVER_SHOWS_OTHER_CERTIFICATE: {
    message: '{server} on {listen} shows another certificate than {file}, which {web} names.',
    hint: 'It reads the file at each connection, so it does not see this one: a container with the single file mounted keeps the old one, and so does a proxy in front. What is shown will not be renewed.',
  },
  WEB_CONFIG_NOT_PASSED: {
    message: '{server} on {listen} runs without --web.config.file, so {web} beside its configuration has no effect.',
    hint: 'Start it with --web.config.file={web}',
  },
  WEB_CONFIG_FLAG_UNKNOWN: {
    message: '{server} {version} does not know --web.config.file and does not start with it.',
    hint: '{remedy}',
  },
  NEXT_START_WITHOUT_WEB_CONFIG: {
    message: 'At its next start {server} on {listen} will have no --web.config.file: TLS and passwords will be gone.',
    hint: 'Its unit or defaults file does not name what the running process has. Add it there: --web.config.file={web}',
  },
  NEXT_START_DIFFERS: {
    message: 'At its next start {server} on {listen} will have other flags than now: {flags}.',
    hint: 'Its unit or defaults file was changed since it was started. Restart it when that suits, or put the file right.',
  },
  EXTERNAL_URL_PLAIN: {
    message: 'The links in alerts of {server} will say {url}, which does not answer now that it speaks TLS.',
    hint: 'Start it with --web.external-url=https:// and the name in its certificate. Without the flag, Prometheus takes http and its host name.',
  },
  SERVER_HAS_FAULT: {
    message: '{server} {version} has {id}: a request can poison its password cache and pass with a hash alone.',
    hint: 'It is fixed in {fixed}, and in everything newer. A distribution may have fixed it in its own build: ask its security tracker.',
  },
  SERVER_UNSUPPORTED: {
    message: 'Prometheus {version} gets no fixes any more.',
    hint: 'Move to {newest}, or to the long-term line {longTerm}.',
  },
  RELOAD_FAILED: {
    message: 'Prometheus on {listen} refused {file} at its last reload: it goes on with the old configuration, and will not start with this one.',
    hint: 'Its log names the cause. Correct the file, then reload.',
  },
  RELOAD_PENDING: {
    message: '{file} was written after Prometheus on {listen} had read it: what was changed does not count yet.',
    hint: 'Reload it: send SIGHUP, or use systemctl reload.',
  },
} as const satisfies Record<string, CatalogueEntry>;

/** What happens once a configuration is loaded: at a connection, at the next start, in what is live. */
export const afterLoadingCodes = { ...serverCodes, ...checkConnectionCodes, ...checkHealthCodes } as const satisfies Record<string, CatalogueEntry>;

export const checkAcrossCodes = { ...referenceCodes, ...afterLoadingCodes } as const satisfies Record<string, CatalogueEntry>;
