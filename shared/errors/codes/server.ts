/** Codes about the Prometheus process and its service. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const serverCodes = {
  PROGRAM_NOT_FOUND: {
    message: 'The program {program} could not be started in {folder}: one of the two does not exist.',
    hint: 'Check the path for a typing error, or choose another program.',
  },
  PROGRAM_NOT_EXECUTABLE: {
    message: 'The program {program} exists but the system refuses to run it ({reason}).',
    hint: 'EACCES: it lacks the execute permission, or its disk is mounted noexec. Anything else: it was probably built for another kind of machine.',
  },
  BINARY_NOT_PROMETHEUS: {
    message: '{path} runs, but it does not say that it is Prometheus.',
    hint: 'Choose the file called prometheus. promtool, Alertmanager and the exporters are other programs.',
  },
  BINARY_UNREADABLE_VERSION: {
    message: 'Prometheus could not be asked for its version: {path} may not be run by this user.',
    hint: 'PromSeal goes on; whether this version knows web.yml shows when promtool reads it.',
  },
  PROMTOOL_OTHER_VERSION: {
    message: 'promtool is version {promtool} but Prometheus is version {prometheus}.',
    hint: 'They may not agree on what a file may hold. Put the promtool of the same release beside prometheus.',
  },
  PROMTOOL_TOO_SLOW: {
    message: 'promtool did not finish reading {path} within {seconds} seconds.',
    hint: 'Run {promtool} on the file in a terminal to see where it stops.',
  },
  PROMTOOL_ODD: {
    message: 'promtool ended ({ending}) without a verdict. Nothing was changed.',
    hint: 'Check that {promtool} is the promtool of Prometheus 2.24 or later.',
  },
  SERVER_ALREADY_RUNNING: {
    message: 'The Prometheus of {folder} already runs, as process {pid}.',
    hint: 'Stop it first; two would fight over the same data.',
  },
  SERVER_NOT_RUNNING: {
    message: 'Nothing listens on {listen}.',
    hint: 'Start your Prometheus, or correct the address.',
  },
  SERVER_NOT_PROMETHEUS: {
    message: 'What listens on {listen} is {program}, not a Prometheus that PromSeal can recognise.',
    hint: 'Choose the address that your Prometheus has in --web.listen-address. Processes of other users show themselves only to root.',
  },
  SERVER_NOT_READY: {
    message: 'Prometheus (process {pid}) runs, but it did not answer as expected within {seconds} seconds.',
    hint: 'Its last lines are below. A large database can take minutes to open.',
  },
  SERVER_NOT_OURS_TO_SIGNAL: {
    message: 'The system does not let this user signal process {pid}.',
    hint: 'It runs under another account. Run PromSeal as that account or as root.',
  },
  SERVER_DOES_NOT_END: {
    message: 'Process {pid} did not end, not even when it was made to.',
    hint: 'It probably waits for a disk that does not answer.',
  },
  SERVER_CANNOT_READ: {
    message: 'Prometheus runs as {name} (uid {uid}), and that account cannot read {path}.',
    hint: 'Give the file to its group: chgrp {gid} FILE && chmod 640 FILE, and let the group enter every folder above it.',
  },
  SERVER_CANNOT_ENTER: {
    message: 'Prometheus runs as {name} (uid {uid}), and that account cannot enter {folder}.',
    hint: 'Choose a folder that it can reach, such as /etc/prometheus, or let its group enter this one and those above it.',
  },
  ACCOUNT_UNKNOWN: {
    message: 'The unit {unit} runs as {user}, which is no account of this machine that PromSeal can look up.',
    hint: 'Make sure that this account can read the certificate and the key.',
  },
  SERVER_PORT_IN_USE: {
    message: 'Prometheus ended: another program already listens on {listen}.',
    hint: 'Stop that program, or choose another port.',
  },
  SERVER_PORT_FORBIDDEN: {
    message: 'Prometheus ended: its account may not listen on {listen}.',
    hint: 'Ports below 1024 are for root. Take 9090, and put a proxy in front of it where another port is needed.',
  },
  SERVER_ADDRESS_NOT_HERE: {
    message: 'Prometheus ended: this machine does not have the address of {listen}.',
    hint: 'Listen on 127.0.0.1, on an address that this machine has, or on all of them with :PORT.',
  },
  SERVER_LISTEN_INVALID: {
    message: 'Prometheus ended: it cannot listen on {listen}.',
    hint: 'The form is HOST:PORT, without a scheme; an IPv6 address stands in square brackets.',
  },
  SERVER_EXTERNAL_URL_INVALID: {
    message: 'Prometheus ended: it refuses the external URL {url}: {reason}.',
    hint: 'Write it as https://name:port/ without quotes.',
  },
  SERVER_FLAG_UNKNOWN: {
    message: 'Prometheus ended: it does not know the flag {flag}.',
    hint: '--web.config.file needs Prometheus 2.24 or later. Otherwise it is a typing error.',
  },
  SERVER_FLAGS_INVALID: {
    message: 'Prometheus ended: it refuses its command line: {reason}.',
    hint: 'The whole command line is shown above the log.',
  },
  SERVER_CONFIGS_SWAPPED: {
    message: 'Prometheus ended: it met {field} in the wrong file.',
    hint: 'prometheus.yml belongs to --config.file, web.yml to --web.config.file.',
  },
  SERVER_PASSWORD_NOT_HASHED: {
    message: 'Prometheus ended: a password in web.yml is no bcrypt hash ({reason}).',
    hint: 'web.yml holds hashes, never the passwords themselves. Set the password again here.',
  },
  SERVER_PAIR_MISMATCHED: {
    message: 'Prometheus ended: the key does not belong to the certificate.',
    hint: 'Each certificate works with the one key it was made with. Name the pair that was made together.',
  },
  SERVER_KEY_FILE_MISSING: {
    message: 'Prometheus ended: the key file {file} does not exist.',
    hint: 'Relative paths in web.yml start at the folder of web.yml.',
  },
  SERVER_KEY_FILE_DENIED: {
    message: 'Prometheus ended: its account may not read the key file {file}.',
    hint: 'Give the file to the group of that account with mode 0640, and let it enter every folder above.',
  },
  SERVER_PAIR_FILE_MISSING: {
    message: 'Prometheus ended: the certificate or key file {file} does not exist.',
    hint: 'Relative paths in web.yml start at the folder of web.yml.',
  },
  SERVER_PAIR_FILE_DENIED: {
    message: 'Prometheus ended: its account may not read the certificate or key file {file}.',
    hint: 'Give the file to the group of that account with mode 0640, and let it enter every folder above.',
  },
  SERVER_PAIR_UNREADABLE: {
    message: 'Prometheus ended: it cannot use the certificate or the key: {reason}.',
    hint: 'Both must be PEM, and the key must not be encrypted.',
  },
  SERVER_CIPHER_MISSING: {
    message: 'Prometheus ended: the cipher_suites in web.yml leave out one that HTTP/2 needs.',
    hint: 'Add TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 or its RSA twin, or set http2: false under http_server_config.',
  },
  SERVER_WEB_CONFIG_MISSING: {
    message: 'Prometheus ended: web.yml is not at {file}.',
    hint: '--web.config.file is taken from the folder that Prometheus is started in, not from that of prometheus.yml.',
  },
  SERVER_WEB_CONFIG_DENIED: {
    message: 'Prometheus ended: its account may not read web.yml at {file}.',
    hint: 'Give the file to the group of that account with mode 0640, and let it enter every folder above.',
  },
  SERVER_WEB_CONFIG_INVALID: {
    message: 'Prometheus ended: it refuses web.yml: {reason}.',
    hint: 'The message names the line. An unknown field may belong to a newer Prometheus.',
  },
  SERVER_CONFIG_MISSING: {
    message: 'Prometheus ended: prometheus.yml is not at {file}.',
    hint: 'Check --config.file and the folder that Prometheus is started in.',
  },
  SERVER_CONFIG_DENIED: {
    message: 'Prometheus ended: its account may not read prometheus.yml at {file}.',
    hint: 'Give the file to the group of that account with mode 0640, and let it enter every folder above.',
  },
  SERVER_CONFIG_INVALID: {
    message: 'Prometheus ended: it refuses prometheus.yml: {reason}.',
    hint: 'The message names the line.',
  },
  SERVER_DATA_LOCKED: {
    message: 'Prometheus ended: another Prometheus already uses the same data folder.',
    hint: 'Stop the other one, or give this one a folder of its own with --storage.tsdb.path.',
  },
  SERVER_DATA_NOT_WRITABLE: {
    message: 'Prometheus ended: its account may not write {folder}.',
    hint: 'Give the data folder to the account that runs Prometheus, or name another with --storage.tsdb.path.',
  },
  SERVER_DATA_UNREADABLE: {
    message: 'Prometheus ended: it cannot open its data: {reason}.',
    hint: 'PromSeal changes nothing in the data folder. The message above says which part is damaged.',
  },
  SERVER_DISK_FULL: {
    message: 'Prometheus ended: the disk is full.',
    hint: 'Make room, then start it again.',
  },
  SERVER_KILLED: {
    message: 'Prometheus was ended by the signal {signal}.',
    hint: 'SIGKILL without anybody asking for it is usually the system running out of memory.',
  },
  SERVER_ENDED: {
    message: 'Prometheus ended (exit code {exitCode}). The last it said: {last}',
    hint: 'Its last lines are below.',
  },
  UNIT_NOT_FOUND: {
    message: 'There is no unit {unit} on this machine.',
    hint: 'systemctl list-units lists the units there are.',
  },
  UNIT_NOT_RESTARTED: {
    message: 'systemd did not restart {unit}.',
    hint: 'journalctl -u {unit} has the reason; the answer of systemctl is below.',
  },
  UNIT_TOO_SLOW: {
    message: 'systemd did not finish with {unit} within {seconds} seconds.',
    hint: 'journalctl -u {unit} shows what it waits for.',
  },
} as const satisfies Record<string, CatalogueEntry>;
