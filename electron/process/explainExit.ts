/**
 * Why a Prometheus ended, from what it wrote: the texts of main.go of Prometheus, of the exporter toolkit, of Go's
 * net, os and tls packages and of kingpin, as 2.24, 2.42, 2.53 and 3.5 print them.
 */
import type { ErrorCode } from '../../shared/errors/catalogue.ts';
import type { Details } from '../../shared/errors/failure.ts';
import { readLogLine } from '../../shared/prometheus/logLine.ts';
import { WizardError } from '../wizardError.ts';
import type { ProcessExit } from './managedProcess.ts';

export interface ExitExplanation {
  readonly code: ErrorCode;
  readonly details: Details;
  /** The lines it rests on, untouched. */
  readonly raw: string;
}

/** A code and the text that means it; the named groups of the pattern are the details of its sentence. */
type Rule = readonly [ErrorCode, RegExp];

/** In order: the first that fits any line wins, so the particular stands before the general. */
const rules: readonly Rule[] = [
  ['SERVER_PORT_IN_USE', /listen tcp\d? (?<listen>\S+): bind: address already in use/],
  ['SERVER_PORT_FORBIDDEN', /listen tcp\d? (?<listen>\S+): bind: permission denied/],
  ['SERVER_ADDRESS_NOT_HERE', /listen tcp\d? (?<listen>\S+): bind: cannot assign requested address/],
  ['SERVER_LISTEN_INVALID', /address (?<listen>\S+): (?:too many colons in address|missing port in address|invalid port)/],
  ['SERVER_LISTEN_INVALID', /listen tcp\d?: (?:address|lookup) (?<listen>\S+?):? /],
  ['SERVER_EXTERNAL_URL_INVALID', /parse external URL (?<url>"(?:[^"\\]|\\.)*"): (?<reason>.+)/],
  ['SERVER_FLAG_UNKNOWN', /unknown (?:long|short) flag '(?<flag>[^']+)'/],
  ['SERVER_FLAGS_INVALID', /Error parsing command ?line arguments: (?<reason>.+)/],
  ['SERVER_CONFIGS_SWAPPED', /field (?<field>tls_server_config|basic_auth_users|http_server_config|rate_limit) not found in type config\.plain/],
  ['SERVER_CONFIGS_SWAPPED', /field (?<field>global|scrape_configs|rule_files|alerting|remote_write) not found in type web\.Config/],
  ['SERVER_PASSWORD_NOT_HASHED', /crypto\/bcrypt: (?<reason>.+)/],
  ['SERVER_PAIR_MISMATCHED', /private key does not match public key/],
  ['SERVER_KEY_FILE_MISSING', /failed to read key_file \((?<file>[^)]+)\): .*no such file/],
  ['SERVER_KEY_FILE_DENIED', /failed to read key_file \((?<file>[^)]+)\): .*permission denied/],
  ['SERVER_PAIR_FILE_MISSING', /(?:X509KeyPair|cert_file \([^)]*\)): open (?<file>.+): no such file/],
  ['SERVER_PAIR_FILE_DENIED', /(?:X509KeyPair|cert_file \([^)]*\)): open (?<file>.+): permission denied/],
  ['SERVER_PAIR_UNREADABLE', /failed to load X509KeyPair: (?<reason>.+)/],
  ['SERVER_CIPHER_MISSING', /http2: TLSConfig\.CipherSuites is missing/],
  ['SERVER_WEB_CONFIG_MISSING', /validate web configuration file: open (?<file>.+): no such file/],
  ['SERVER_WEB_CONFIG_DENIED', /validate web configuration file: open (?<file>.+): permission denied/],
  ['SERVER_WEB_CONFIG_INVALID', /validate web configuration file: (?<reason>.+)/s],
  ['SERVER_CONFIG_MISSING', /Error loading config.*: open (?<file>.+): no such file/],
  ['SERVER_CONFIG_DENIED', /Error loading config.*: open (?<file>.+): permission denied/],
  ['SERVER_CONFIG_INVALID', /(?:Error loading config|error loading config from).*?: (?<reason>(?:parsing YAML file|.*couldn't load).+)/s],
  ['SERVER_DATA_LOCKED', /lock DB directory/],
  ['SERVER_DISK_FULL', /no space left on device/],
  ['SERVER_DATA_NOT_WRITABLE', /(?:query log file|opening storage failed|Failed to create directory).*?: (?:open|mkdir|create) (?<folder>.+?): (?:permission denied|read-only file system)/s],
  ['SERVER_DATA_UNREADABLE', /opening storage failed: (?<reason>.+)/s],
  ['SERVER_CONFIG_INVALID', /Error loading config[^:]*: (?<reason>.+)/s],
];

/** A log line as one text: what it says, then why. */
function textOf(line: string): string {
  const { message, error } = readLogLine(line);
  return error === null ? message : `${message}: ${error}`;
}

/**
 * @param lines what this run wrote, oldest first
 * @param exit how it ended
 * @returns always a code of the catalogue; SERVER_ENDED or SERVER_KILLED when no rule fits
 */
export function explainExit(lines: readonly string[], exit: ProcessExit): ExitExplanation {
  const texts = lines.map(textOf);
  for (const [code, pattern] of rules) {
    const at = texts.findLastIndex((text) => pattern.test(text));
    const found = pattern.exec(texts[at] ?? '');
    if (found !== null) return { code, details: { ...found.groups }, raw: lines[at] ?? '' };
  }
  const raw = lines.slice(-20).join('\n');
  if (exit.signal !== null) return { code: 'SERVER_KILLED', details: { signal: exit.signal }, raw };
  const last = texts.findLast((text) => text.trim() !== '') ?? 'nothing';
  return { code: 'SERVER_ENDED', details: { exitCode: exit.code ?? 'unknown', last }, raw };
}

/** The explanation as an error to throw. */
export function exitError(lines: readonly string[], exit: ProcessExit): WizardError {
  const { code, details, raw } = explainExit(lines, exit);
  return new WizardError(code, details, { raw });
}
