/** The URLs under which a sealed server can be opened: names of its certificate that lead to where it listens. */
import type { Answers } from '../../shared/model/answers.ts';
import type { Endpoint } from '../../shared/model/plan.ts';
import { answersLocalhost, connectAddress, hostPort, isLoopbackHost, listensEverywhere } from '../../shared/plan/address.ts';
import { parseName } from '../../shared/pki/subjectAltName.ts';

/** An address leads only to itself; whether a name other than localhost leads there is for DNS to say. */
function leadsTo(name: string, listen: string): boolean {
  if (name === 'localhost') return answersLocalhost(listen);
  const address = connectAddress(listen);
  if (name === address) return true;
  const everywhere = listensEverywhere(listen);
  const parsed = parseName(name);
  if (parsed.ok && parsed.name.kind === 'ip') return everywhere && !(name.includes(':') && listen.startsWith('0.0.0.0'));
  return everywhere || !isLoopbackHost(address);
}

/** A wildcard stands for one label, which the person chooses. */
const shown = (name: string): string => name.replace(/^\*\./, 'NAME.');

/**
 * @param names of the certificate; without TLS there are none, and any name will do
 * @param listen where the server listens, such as :9090
 * @returns the URL for people behind a proxy first, where there is one; at least one
 */
export function openUrls({ url, port, tls, routePrefix }: Endpoint, names: readonly string[], listen: string, options: Answers['options']): string[] {
  const usable = tls ? names.filter((name) => leadsTo(name, listen)).map((name) => `https://${hostPort(shown(name), port)}${routePrefix}/`) : [];
  const known = usable.includes(url) ? [url, ...usable] : usable.length === 0 ? [url] : usable;
  return [...new Set([...(options.external_url === undefined ? [] : [options.external_url]), ...known])];
}

/** Whether a URL works only where DNS, or a hosts file, leads its name to the machine. */
export function needsDns(url: string): boolean {
  const parsed = parseName(new URL(url).hostname.replace(/^\[|\]$/g, ''));
  return parsed.ok && parsed.name.kind === 'dns' && parsed.name.value !== 'localhost';
}
