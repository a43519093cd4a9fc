/** Which scrape targets are the server itself. */
import { splitListen } from '../prometheus/flags.ts';
import { isLoopbackHost, namesCover, portOf } from './address.ts';

/** Splits a target into host and port; without a port Prometheus takes the scheme's own. */
export function targetHost(target: string): { host: string; port: number | null } {
  const match = /^(?:\[([^\]]+)\]|([^:/]+))(?::(\d+))?$/.exec(target);
  if (match === null) return { host: target, port: null };
  return { host: match[1] ?? match[2] ?? '', port: match[3] === undefined ? null : Number(match[3]) };
}

/** Whether a target is the server itself: its port, on loopback, on its own address or by one of its names. */
export function isSelf(target: string, listen: string, names: readonly string[]): boolean {
  const { host, port } = targetHost(target);
  if (port !== portOf(listen)) return false;
  return isLoopbackHost(host) || host === splitListen(listen)?.host || namesCover(names, host);
}
