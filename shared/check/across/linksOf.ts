/** Which connections lead to which servers of this setup. */
import { isLoopbackHost, listensEverywhere, portOf } from '../../plan/address.ts';
import { targetHost } from '../../plan/selfTarget.ts';
import { flagValue, listenAddressesOf, splitListen } from '../../prometheus/flags.ts';
import type { Connection } from '../../model/connection.ts';
import type { Link, ScrapeView, ServerView } from './setupView.ts';

const defaultPorts: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** Host and port of a target or URL; the scheme gives the port that is not written. */
export function hostAndPort(scheme: string, target: string): { host: string; port: number } {
  const bare = target.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/[/?#].*$/s, '').replace(/^.*@/, '');
  const { host, port } = targetHost(bare);
  return { host, port: port ?? defaultPorts[scheme] ?? 80 };
}

/** All addresses a server listens on; only the flags of a Prometheus may name several. */
export function listensOf({ server }: ServerView): string[] {
  const isNamed = server.kind === 'prometheus' && flagValue(server.args, 'web.listen-address') !== null;
  const named = isNamed ? listenAddressesOf(server.args) : [];
  return [...new Set([server.listen, ...named])];
}

function byPort(servers: readonly ServerView[]): Map<number, ServerView[]> {
  const ports = new Map<number, ServerView[]>();
  for (const server of servers) {
    for (const port of new Set(listensOf(server).map(portOf))) ports.set(port, [...(ports.get(port) ?? []), server]);
  }
  return ports;
}

/** How surely a host leads to a listen address of this machine: 0 not, 1 by listening everywhere, 2 by the address itself. */
function reach(listen: string, host: string, own: ReadonlySet<string>): 0 | 1 | 2 {
  const listener = splitListen(listen)?.host;
  if (listener === undefined) return 0;
  const isOwn = isLoopbackHost(host) || own.has(host);
  if (listensEverywhere(listen)) return isOwn ? 1 : 0;
  if (host === listener.toLowerCase()) return 2;
  const bothLoopback = isLoopbackHost(host) && isLoopbackHost(listener);
  if (bothLoopback) return host === 'localhost' || listener === 'localhost' ? 2 : 0;
  // A name of this machine may well stand for the one address that it listens on.
  return !isLoopbackHost(host) && !isLoopbackHost(listener) && own.has(host) ? 1 : 0;
}

/** Finds the server that answers on a host and port. */
export type ServerFinder = (host: string, port: number) => ServerView | null;

/** @param ownNames of this machine */
export function serverFinder(servers: readonly ServerView[], ownNames: readonly string[]): ServerFinder {
  const ports = byPort(servers);
  const own = new Set(ownNames.map((name) => name.toLowerCase()));
  return (host, port) => {
    const name = host.toLowerCase().replace(/\.$/, '');
    const ranked = (ports.get(port) ?? []).map((server) => {
      const listens = listensOf(server).filter((listen) => portOf(listen) === port);
      return { server, rank: Math.max(...listens.map((listen) => reach(listen, name, own))) };
    });
    const best = ranked.find(({ rank }) => rank === 2) ?? ranked.find(({ rank }) => rank === 1);
    return best?.server ?? null;
  };
}

/**
 * Joins connections with servers by what they connect to. Nothing is said of targets that relabelling decides about,
 * and of those behind a proxy, which may mean another machine by the same name.
 */
export function linksOf(scrapes: readonly ScrapeView[], serverAt: ServerFinder): Link[] {
  const direct = (connection: Connection): boolean => !connection.relabels && connection.proxyUrl === null;
  return scrapes.flatMap((scrape) =>
    scrape.facts.connections.filter(direct).flatMap((connection) =>
      connection.targets.flatMap((target) => {
        const { host, port } = hostAndPort(connection.scheme, target);
        const to = serverAt(host, port);
        return to === null ? [] : [{ scrape, connection, target, host, to }];
      }),
    ),
  );
}
