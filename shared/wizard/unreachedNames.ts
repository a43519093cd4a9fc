/** Names that a certificate may well have, but by which nobody gets to a server that listens where this one does. */
import type { Answers } from '../model/answers.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import { parseName } from '../pki/subjectAltName.ts';
import { answersLocalhost, connectAddress, isLoopbackHost, listensEverywhere } from '../plan/address.ts';
import { splitListen } from '../prometheus/flags.ts';

/** Where the server listens, by the answers where they say so, else as it was found; null before it was looked at. */
export function listenOf({ server }: Answers, facts: HostFacts | null): string | null {
  return 'listen' in server ? server.listen : (facts?.server.listen ?? null);
}

/**
 * Whether a name leads past the server. An address does when it is not the one that is listened on. Of a host name only
 * what RFC 6761 6.3 settles is known, so `localhost` counts as loopback and any other name as not loopback: whoever has
 * given it to 127.0.0.1 knows that.
 * @returns false for what is no name or no listen address: that is said elsewhere
 */
export function isUnreached(name: string, listen: string): boolean {
  const parsed = parseName(name);
  const place = splitListen(listen);
  if (!parsed.ok || place === null || listensEverywhere(listen)) return false;
  const { kind, value } = parsed.name;
  const only = connectAddress(listen);
  if (kind === 'ip') return value !== only;
  if (value === 'localhost' || value.endsWith('.localhost')) return !answersLocalhost(listen) && only !== '::1';
  return isLoopbackHost(only);
}

/**
 * The names among these by which nobody reaches the server directly, as they were given.
 * @returns none where a proxy stands in front: then the names are the proxy's
 */
export function unreachedNames(answers: Answers, facts: HostFacts | null): string[] {
  const listen = listenOf(answers, facts);
  if (listen === null || answers.options.proxy !== 'none') return [];
  return answers.names.filter((name) => isUnreached(name, listen));
}
