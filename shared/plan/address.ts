/** Where the server listens and by which of its names it is best reached. */
import { parseName } from '../pki/subjectAltName.ts';
import { splitListen } from '../prometheus/flags.ts';

/** The port of a listen address; 0 for text that is none, which the planner reports as a problem. */
export function portOf(listen: string): number {
  return splitListen(listen)?.port ?? 0;
}

/** The address to connect to from this machine: a listener on every address is reached over loopback. */
export function connectAddress(listen: string): string {
  const host = splitListen(listen)?.host ?? '';
  if (host === '' || host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '::1';
  return host === 'localhost' ? '127.0.0.1' : host;
}

const everyAddress = ['', '0.0.0.0', '::'];

/** Whether the server takes connections on every address of the machine. An address that is none listens nowhere. */
export function listensEverywhere(listen: string): boolean {
  const host = splitListen(listen)?.host;
  return host !== undefined && everyAddress.includes(host);
}

/** Whether `localhost` leads to the server: a client may take 127.0.0.1 for it and never try ::1. */
export function answersLocalhost(listen: string): boolean {
  return listensEverywhere(listen) || connectAddress(listen) === '127.0.0.1';
}

export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** Host and port as they stand in a URL or a scrape target; IPv6 gets its brackets. */
export function hostPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** The certificate names in canonical form, without those that are no names. */
export function canonicalNames(names: readonly string[]): { kind: 'dns' | 'ip'; value: string }[] {
  return names.flatMap((name) => {
    const parsed = parseName(name);
    return parsed.ok ? [{ kind: parsed.name.kind, value: parsed.name.value }] : [];
  });
}

/**
 * A name to ask a server with this certificate for: the first DNS name that is no wildcard, else the first address,
 * else a name made from the first wildcard, under which nothing needs to be known to DNS.
 * @returns null for a certificate without names
 */
export function askableName(names: readonly string[]): string | null {
  const known = canonicalNames(names);
  const isWildcard = (value: string): boolean => value.startsWith('*.');
  const found = known.find(({ kind, value }) => kind === 'dns' && !isWildcard(value)) ?? known.find(({ kind }) => kind === 'ip');
  const wildcard = known.find(({ value }) => isWildcard(value));
  return found?.value ?? (wildcard === undefined ? null : `promseal.${wildcard.value.slice(2)}`);
}

/**
 * The name under which this machine reaches the server best: localhost or the address itself when the certificate
 * has it, else one that it can be asked for.
 */
export function preferredName(names: readonly string[], listen: string): string {
  const known = canonicalNames(names);
  const address = connectAddress(listen);
  const has = (value: string): boolean => known.some((name) => name.value === value);
  if (answersLocalhost(listen) && has('localhost')) return 'localhost';
  if (has(address)) return address;
  return askableName(names) ?? address;
}

/** Whether a certificate with these names holds for a host, by RFC 6125 6.4.3: a wildcard is one whole label. */
export function namesCover(names: readonly string[], host: string): boolean {
  const wanted = parseName(host);
  if (!wanted.ok) return false;
  return canonicalNames(names).some(({ value }) => {
    if (value === wanted.name.value) return true;
    return value.startsWith('*.') && wanted.name.value.split('.').slice(1).join('.') === value.slice(2);
  });
}
