/** Who listens on an address. */
import { join } from 'node:path';
import { splitListen } from '../../shared/prometheus/flags.ts';
import { findProcesses, findServers, type FoundServer, type ServerProcess } from './findProcesses.ts';
import { listeningSockets, socketsOf } from './listeningSockets.ts';
import { thisMachine, type Machine } from './machine.ts';
import { portAnswers } from './portAnswers.ts';
import { entriesOf, textOr } from './readQuietly.ts';

const everyAddress = new Set(['', '0.0.0.0', '::', '*']);
/** What a listener on `localhost` may have been given; 127.0.0.1 and ::1 are two doors. */
const localhost = new Set(['127.0.0.1', '::1', 'localhost']);

/** Whether two listen addresses can mean the same door: same port, and hosts that overlap. */
export function sameListen(one: string, other: string): boolean {
  const [left, right] = [splitListen(one), splitListen(other)];
  if (left === null || right === null || left.port !== right.port) return false;
  const hosts = [left.host, right.host];
  if (left.host === right.host || hosts.some((host) => everyAddress.has(host))) return true;
  return hosts.includes('localhost') && hosts.every((host) => localhost.has(host));
}

/** The Prometheus that listens on an address; null when none that this user can see does. */
export function findListener(listen: string, machine: Machine = thisMachine): ServerProcess | null {
  return listenerAmong(findProcesses(machine), listen);
}

/** The server of any known kind that listens on an address; null when none that this user can see does. */
export function findServerOn(listen: string, machine: Machine = thisMachine): FoundServer | null {
  return listenerAmong(findServers(machine), listen);
}

function listenerAmong<Found extends FoundServer>(servers: readonly Found[], listen: string): Found | null {
  const found = servers.filter(({ listens }) => listens.some((each) => sameListen(each, listen)));
  return found.find(({ listens }) => listens.includes(listen)) ?? found[0] ?? null;
}

/**
 * The name of the program on an address, whatever it is.
 * @returns null when nothing listens there; 'another program' when only the kernel or the port itself knows
 */
export async function programOn(listen: string, machine: Machine = thisMachine): Promise<string | null> {
  const place = splitListen(listen);
  if (place === null) return null;
  const inodes = listeningSockets(machine.proc)
    .filter(({ host, port }) => sameListen(host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`, listen))
    .map(({ inode }) => inode);
  if (inodes.length === 0) return (await portAnswers(place.host, place.port)) ? 'another program' : null;
  for (const { name } of entriesOf(machine.proc).filter((entry) => /^\d+$/.test(entry.name))) {
    const held = socketsOf(machine.proc, Number(name));
    if (inodes.some((inode) => held?.has(inode))) return textOr(join(machine.proc, name, 'comm')).trim() || 'another program';
  }
  return 'another program';
}
