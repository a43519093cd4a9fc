/** Codes about live checks. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const probeCodes = {
  PROBE_OK: { message: '{url} answers as it should: {summary}.' },
  PROBE_OK_WITHOUT_PASSWORD: {
    message: '{url} answers everybody without a password: {summary}.',
    hint: 'Nobody was asked to sign in. Add users if not everybody who reaches this port may read it.',
  },
  PROBE_URL_UNUSABLE: {
    message: '{url} is not an address that can be probed.',
    hint: 'Type it as http://host:port/metrics or https://host:port/metrics, without a user name in it.',
  },
  PROBE_CA_UNREADABLE: {
    message: 'The CA file {path} holds no certificate that can be read.',
    hint: 'It must be a PEM file with at least one CERTIFICATE block.',
  },
  PROBE_CLIENT_PAIR_UNUSABLE: {
    message: '{certificate} and {key} cannot be shown as a client certificate.',
    hint: 'Both must be PEM, the key without a passphrase, and the key must be that of the certificate.',
  },
  NAME_NOT_RESOLVED: {
    message: 'The name {host} has no address here.',
    hint: 'Check the spelling, the DNS search domain and /etc/hosts of the machine that asks.',
  },
  CONNECTION_REFUSED: {
    message: 'Nothing listens on {host}, port {port}.',
    hint: 'The server is not running, or listens on another address or port: compare its --web.listen-address. localhost can mean ::1 while the server listens on 127.0.0.1.',
  },
  CONNECTION_TIMED_OUT: {
    message: 'No connection to {host}, port {port}, within {seconds} seconds.',
    hint: 'Usually a firewall that drops packets, a wrong address, or a machine that is off.',
  },
  CONNECTION_RESET: {
    message: '{host} closed the connection without an answer.',
    hint: 'A proxy, a firewall or the server itself cut it. The log of the server may say why.',
  },
  HOST_UNREACHABLE: {
    message: 'There is no route to {host}.',
    hint: 'Check the address, the network interface and the VPN.',
  },
  HANDSHAKE_TIMED_OUT: {
    message: '{host} took the connection but did not finish the TLS handshake within {seconds} seconds.',
    hint: 'Something that does not speak TLS may listen there, or the server is overloaded.',
  },
  SERVER_SILENT: {
    message: '{host} took the connection and then said nothing for {seconds} seconds.',
    hint: 'Something that does not speak HTTP may listen there, it may expect TLS, or the server hangs.',
  },
  ANSWER_TOO_SLOW: {
    message: '{host} began to answer but had not finished the head of its answer after {seconds} seconds.',
    hint: 'The server or a proxy before it is overloaded, or is made to be slow on purpose.',
  },
  ANSWER_NEVER_ENDS: {
    message: '{host} was still sending its answer after {seconds} seconds.',
    hint: 'A stream is not metrics. Check the path, and raise the deadline if the server is only slow.',
  },
  ANSWER_TOO_LONG: {
    message: '{host} sent more than 1 MiB that are not metrics.',
    hint: 'This is some other page or download. Check the path; metrics usually stand at /metrics.',
  },
  ANSWER_CUT_SHORT: {
    message: '{host} cut the connection in the middle of its answer.',
    hint: 'The server ended or was restarted, or a proxy gave up.',
  },
  ANSWER_COMPRESSED: {
    message: '{host} sent a compressed answer ({encoding}) though none was asked for; it was not unpacked.',
    hint: 'No Prometheus or exporter does that. Check what stands between, and the path.',
  },
  PORT_STILL_CLEAR: {
    message: 'Port {port} of {host} answers in clear HTTP, not TLS.',
    hint: 'TLS is not on: the server was not restarted, runs without --web.config.file, or web.yml has no certificate. TLS cannot be turned on without a restart.',
  },
  PORT_SPEAKS_TLS: {
    message: 'Port {port} of {host} speaks TLS and refuses plain HTTP.',
    hint: 'Use https:// here, and scheme: https in the scrape job.',
  },
  PORT_SPEAKS_NEITHER: {
    message: 'What listens on port {port} of {host} speaks neither TLS nor HTTP.',
    hint: 'Another service has this port. Check the number.',
  },
  NOT_HTTP: {
    message: 'The answer of {host} is not HTTP.',
    hint: 'Another service has this port, or a proxy before it is broken.',
  },
  TLS_VERSION_NOT_SHARED: {
    message: '{host} and this client have no TLS version in common.',
    hint: 'The server only knows TLS 1.1 or older, or web.yml has min_version above max_version.',
  },
  TLS_HANDSHAKE_FAILED: {
    message: 'The TLS handshake with {host} failed.',
    hint: 'There may be no common cipher, curve or kind of key, or the server does not serve this name. Its log says more.',
  },
  SERVER_FILES_BROKEN: {
    message: '{host} cannot read its own web.yml, certificate or key at this moment.',
    hint: 'The server reads them at every connection. Look for "TLS handshake error" in its log, and restore or mend the files.',
  },
  CLIENT_CERTIFICATE_REQUIRED: {
    message: '{host} wants a client certificate and was given none.',
    hint: 'web.yml has client_auth_type that requires one. Use a certificate of its client CA with the use clientAuth.',
  },
  ISSUER_UNKNOWN: {
    message: 'The certificate of {host} was issued by somebody this client does not know.',
    hint: 'Name the CA file (--cacert on the command line, ca_file in a scrape job). If one is given, it is not (or no longer) the one that issued this certificate, or the server leaves out an intermediate.',
  },
  NAME_NOT_IN_CERTIFICATE: {
    message: 'The certificate of {host} is not made out to the name {name}.',
    hint: 'It holds {names}. Connect by one of these, set server_name in the scrape job, or make a certificate that has the name.',
  },
  NAME_ONLY_IN_COMMON_NAME: {
    message: 'The certificate of {host} has its name only in the Common Name, where Prometheus does not look.',
    hint: 'curl may accept it; Prometheus, Grafana and browsers do not. Make a certificate with subject alternative names.',
  },
  CERTIFICATE_WRONG_USE: {
    message: 'The certificate of {host} is not made for servers.',
    hint: 'Its extended key usage lacks serverAuth. It may be a client certificate.',
  },
  CERTIFICATE_REFUSED: {
    message: 'Prometheus would refuse the certificate of {host}.',
    hint: 'The exact words of its verifier are in the details.',
  },
  SIGN_IN_REQUIRED: {
    message: '{host} asks for a user name and a password.',
    hint: 'Give a user name and its password (--user on the command line).',
  },
  SIGN_IN_REFUSED: {
    message: '{host} does not let {user} in with this password.',
    hint: 'The name or the password is wrong, the password is the hash instead of what was hashed, or web.yml holds something that is no bcrypt hash.',
  },
  SIGN_IN_KIND_UNKNOWN: {
    message: '{host} asks for a sign-in that is not basic auth ({kind}).',
    hint: 'Something other than Prometheus asks, such as a proxy with a login page or tokens.',
  },
  ACCESS_FORBIDDEN: {
    message: '{host} forbids this: status {status}.',
    hint: 'A proxy before the server, or a switched-off interface such as the lifecycle API.',
  },
  PAGE_NOT_FOUND: {
    message: '{host} has no page {path}.',
    hint: 'Check the path: --web.route-prefix or the path of --web.external-url comes before /metrics.',
  },
  SERVER_REDIRECTS: {
    message: '{host} sends on to {location}.',
    hint: 'Redirects are not followed here, so that no password goes to another address. Probe that address itself.',
  },
  TOO_MANY_REQUESTS: {
    message: '{host} limits how often it may be asked, and the limit is reached.',
    hint: 'web.yml has a rate_limit that all clients share, scrapes included.',
  },
  NOT_READY: {
    message: '{host} is starting or stopping: status 503.',
    hint: 'Wait a moment. Prometheus reads its data first, which can take minutes after a crash.',
  },
  SERVER_ERROR: {
    message: '{host} answers with an error of its own: status {status}.',
    hint: 'Its log says why. With basic auth, 500 often means that web.yml became unreadable.',
  },
  NOT_METRICS: {
    message: '{host} answers, but what stands at {path} is not metrics.',
    hint: 'It may be a login or start page. Metrics usually stand at /metrics.',
  },
  STATUS_UNEXPECTED: {
    message: '{host} answers with status {status}, which says nothing about metrics.',
    hint: 'Check the address and what stands before the server.',
  },
  SERVER_IS_FOREIGN: {
    message: 'Another server than ours answers on {host}, port {port}.',
    hint: 'It shows another certificate than the one that was just written. No password was sent to it. Find out which program holds the port.',
  },
  PROMETHEUS_ANSWER_ODD: {
    message: 'The answer of {host} to {path} is not one of Prometheus.',
    hint: 'A proxy may stand before it, or it is another server.',
  },
  RELOAD_REFUSED: {
    message: 'Prometheus did not take the new configuration and goes on with the old one.',
    hint: 'Its own words are in the details; its log may name the job.',
  },
  RELOAD_SWITCHED_OFF: {
    message: 'Prometheus does not take reloads over HTTP.',
    hint: 'It runs without --web.enable-lifecycle. Send it SIGHUP instead.',
  },
} as const satisfies Record<string, CatalogueEntry>;
