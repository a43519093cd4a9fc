/** The curl command that shows what a check saw. It never holds a password: curl asks for it (K-27). */
import { shellQuote } from './shellQuote.ts';

export interface CurlRequest {
  readonly tls: boolean;
  /** Name or address that stands in the URL; curl verifies the certificate for it. */
  readonly host: string;
  readonly port: number;
  /** Path and query, beginning with a slash. */
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  /** Address to connect to where the host does not resolve to it. */
  readonly address?: string;
  readonly caFile?: string;
  /** Accept any certificate. */
  readonly insecure?: boolean;
  /** Shown to a server that asks for it. */
  readonly clientCertificate?: { readonly certFile: string; readonly keyFile: string };
  readonly user?: string;
  /** Base64 of the SHA-256 of the public key that has to be served: https://curl.se/docs/manpage.html#--pinnedpubkey */
  readonly pinnedKey?: string;
  /** Print the page that is answered instead of the status code. */
  readonly page?: boolean;
}

/**
 * Builds a command for a POSIX shell that prints the status code of the answer, or curl's own error.
 * @returns one line; curl's exit codes: 0 any answer, 7 refused, 35 handshake, 60 certificate refused, 90 another key
 */
export function curlCommand(request: CurlRequest): string {
  const words = ['curl', '-sS', ...(request.page === true ? [] : ['-o', '/dev/null', '-w', shellQuote('%{http_code}\\n')])];
  if (request.method === 'POST') words.push('-X', 'POST');
  words.push(...detour(request));
  if (request.tls && request.insecure === true) words.push('-k');
  else if (request.tls && request.caFile !== undefined) words.push('--cacert', shellQuote(request.caFile));
  if (request.tls && request.pinnedKey !== undefined) words.push('--pinnedpubkey', shellQuote(`sha256//${request.pinnedKey}`));
  const shown = request.tls ? request.clientCertificate : undefined;
  if (shown !== undefined) words.push('--cert', shellQuote(shown.certFile), '--key', shellQuote(shown.keyFile));
  if (request.user !== undefined) words.push('-u', quoteAlways(request.user));
  const scheme = request.tls ? 'https' : 'http';
  words.push(shellQuote(`${scheme}://${bracketed(request.host)}:${request.port}${request.path}`));
  return words.join(' ');
}

/** Leads curl elsewhere than the URL says: --resolve gives a name an address, --connect-to serves the other cases. */
function detour({ host, port, address }: CurlRequest): string[] {
  if (address === undefined || address === host || (host === 'localhost' && isLoopback(address))) return [];
  if (isAddress(host) || !isAddress(address)) return ['--connect-to', shellQuote(`::${bracketed(address)}:${port}`)];
  return ['--resolve', shellQuote(`${host}:${port}:${bracketed(address)}`)];
}

/** User names are always quoted, so that people see where to put their own. */
function quoteAlways(word: string): string {
  const quoted = shellQuote(word);
  return quoted === word ? `'${word}'` : quoted;
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function isAddress(host: string): boolean {
  return host.includes(':') || /^\d{1,3}(\.\d{1,3}){3}$/.test(host);
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}
