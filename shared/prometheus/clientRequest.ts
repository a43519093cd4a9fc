/** What the command lines of curl, wget and promtool ask of which server. Pure text; no secret is in what comes out. */
import { readOptions, type CommandWord, type GivenOption, type OptionTable, type ReadCommand } from './commandOptions.ts';
import { curlOptions, promtoolOptions, wgetOptions } from './clientOptions.ts';
import { safeUrl, urlScheme } from './safeUrl.ts';

export type HttpClient = 'curl' | 'wget' | 'promtool';

export interface ClientRequest {
  readonly client: HttpClient;
  /** With its scheme, without user, password and query. */
  readonly url: string;
  /** It sends a password, or takes one from a file that may hold one. */
  readonly signsIn: boolean;
  /** A password stands on the command line itself, where every process list shows it. */
  readonly showsPassword: boolean;
  /** It names an authority, or verifies nothing, or takes settings from a file that may say so. */
  readonly trusts: boolean;
  /** It fails when the server answers 400 or more. */
  readonly failsOnStatus: boolean;
  /** Its options about waiting, method and output, which a better command keeps. */
  readonly keeps: readonly string[];
}

/** What the account and the unit add to a command line. */
export interface ClientSurroundings {
  /** Names of variables that are set. */
  readonly environment: readonly string[];
  /** Clients with settings of their own in files. */
  readonly ownSettings: readonly HttpClient[];
}

/** Options of curl that lead to another server than the URL says, or make the rest mean something else. */
const leadsElsewhere = new Set([
  'proxy', 'preproxy', 'proxy1.0', 'socks4', 'socks4a', 'socks5', 'socks5-hostname', 'connect-to', 'resolve', 'unix-socket',
  'abstract-unix-socket', 'doh-url', 'haproxy-protocol', 'request-target', 'next', 'proto-default', 'help', 'version', 'manual',
  'input-file', 'base', 'execute', 'proxytunnel', 'background', 'https-only',
]);
const proxyVariable = /^(?:https?|all)_proxy$/i;
const trustVariable = /^(?:CURL_CA_BUNDLE|SSL_CERT_FILE|SSL_CERT_DIR)$/;

/** Options that send a password or may read one from a file. Sources: curl(1), wget(1), promtool --help. */
const signsInBy: Readonly<Record<HttpClient, readonly string[]>> = {
  curl: ['user', 'config', 'netrc', 'netrc-optional', 'netrc-file', 'oauth2-bearer', 'aws-sigv4', 'negotiate', 'ntlm'],
  wget: ['user', 'password', 'http-user', 'http-password', 'http-passwd', 'config', 'ask-password', 'use-askpass'],
  promtool: ['http.config.file'],
};
const trustsBy: Readonly<Record<HttpClient, readonly string[]>> = {
  curl: ['cacert', 'capath', 'insecure', 'config'],
  wget: ['ca-certificate', 'ca-directory', 'no-check-certificate', 'config'],
  promtool: ['http.config.file'],
};
/** Options whose value is a password, and those whose value holds one behind a colon. */
const passwords = new Set(['password', 'http-password', 'http-passwd', 'oauth2-bearer']);

/** Options that say nothing of trust and sign-in, and cannot hold a secret. */
const harmless = new Set([
  'retry', 'retry-delay', 'retry-max-time', 'retry-connrefused', 'retry-all-errors', 'max-time', 'connect-timeout', 'request', 'output',
  'tries', 'waitretry', 'timeout', 'read-timeout',
]);

function kept({ joins }: OptionTable, options: readonly GivenOption[]): string[] {
  return options.filter(({ name, value }) => harmless.has(name) && value?.open !== true).flatMap(({ name, value }) => {
    if (value === null) return [`--${name}`];
    return joins ? [`--${name}=${value.text}`] : [`--${name}`, value.text];
  });
}

const isSignInHeader = ({ name, value }: GivenOption): boolean => name === 'header' && (value?.open === true || /^(?:@|authorization\s*:)/i.test(value?.text ?? ''));

function isPassword({ name, value }: GivenOption): boolean {
  const text = value?.text ?? '';
  if (value === null || value.open || text === '') return false;
  if (passwords.has(name)) return true;
  if (name === 'header') return /^authorization\s*:\s*\S/i.test(text);
  return name === 'user' && /^[^:]*:./s.test(text);
}

/** With the scheme that the clients take where none is written; null for what is no plain URL of HTTP. */
function plainUrl({ text, open }: CommandWord): string | null {
  // The braces and brackets of curl make several URLs of one; those of an IPv6 address do not.
  if (open || /[{}\s]/.test(text) || text.replace(/\/\/(?:[^/@]*@)?\[[0-9a-f:.]+\]/i, '').includes('[')) return null;
  const scheme = urlScheme(text);
  if (scheme === null) return /^[a-z0-9.-]+(?::\d+)?(?:[/?].*)?$|^\[[0-9a-f:.]+\]/i.test(text) ? `http://${text}` : null;
  return scheme === 'http' || scheme === 'https' ? text : null;
}

const hasUser = (url: string): boolean => /^[a-z]+:\/\/[^/?#]*@/i.test(url);

function urlsOf(client: HttpClient, { options, operands }: ReadCommand): (string | null)[] {
  if (client !== 'promtool') return [...operands, ...options.filter(({ name }) => name === 'url').map(({ value }) => value)].map((word) => (word === null ? null : plainUrl(word)));
  const [group, check, ...rest] = operands;
  if (group?.text !== 'check' || !['healthy', 'ready'].includes(check?.text ?? '') || rest.length > 0) return [];
  const given = options.findLast(({ name }) => name === 'url')?.value ?? { text: 'http://localhost:9090', open: false };
  const url = plainUrl(given);
  return [url === null ? null : `${url.replace(/\/$/, '')}/-/${check?.text ?? ''}`];
}

const tables = { curl: curlOptions, wget: wgetOptions, promtool: promtoolOptions } as const;

/**
 * @param words behind the name of the program
 * @returns a request for each URL; none where the command line, or what it leads to, is not understood
 */
export function clientRequests(client: HttpClient, words: readonly CommandWord[], { environment, ownSettings }: ClientSurroundings): ClientRequest[] {
  // wget writes some short options with two letters: -nv, -nc, -nd, -nH, -np.
  const plain = client === 'wget' ? words.filter(({ text }) => !/^-n[vcdHp]$/.test(text)) : words;
  const read = readOptions(plain, tables[client]);
  if (read === null || environment.some((name) => proxyVariable.test(name))) return [];
  const names = new Set(read.options.map(({ name }) => name));
  if ([...names].some((name) => leadsElsewhere.has(name))) return [];
  // curl leaves its own file alone where the first word says so.
  const mayBeSet = ownSettings.includes(client) && !(client === 'curl' && /^(?:-q|--disable$)/.test(words[0]?.text ?? ''));
  const has = (list: readonly string[]): boolean => list.some((name) => names.has(name));
  const signsIn = mayBeSet || has(signsInBy[client]) || read.options.some(isSignInHeader);
  const common = {
    client,
    trusts: mayBeSet || has(trustsBy[client]) || environment.some((name) => trustVariable.test(name)),
    keeps: kept(tables[client], read.options),
    failsOnStatus: client !== 'curl' || names.has('fail') || names.has('fail-with-body'),
  };
  return urlsOf(client, read).filter((url) => url !== null).map((url) => ({
    ...common,
    url: safeUrl(url),
    signsIn: signsIn || hasUser(url),
    showsPassword: read.options.some(isPassword) || /^[a-z]+:\/\/[^/?#:]*:[^/?#]+@/i.test(url),
  }));
}
