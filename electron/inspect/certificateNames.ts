/** Names and addresses that clients may use for this machine, proposed for the certificate. */
import { hostname as systemHostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { parseName } from '../../shared/pki/subjectAltName.ts';
import type { Machine } from './machine.ts';
import { textOr } from './readQuietly.ts';

/** Bridges of containers and virtual machines: addresses that no client elsewhere uses. */
const inner = /^(?:docker|br-|veth|virbr|cni|flannel|cali|lxc|podman)/;

/** Addresses of the local network. Link-local ones (RFC 3927, RFC 4291 2.5.6) mean another machine on every link. */
function localAddresses(): string[] {
  return Object.entries(networkInterfaces())
    .filter(([name]) => !inner.test(name))
    .flatMap(([, addresses]) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !/^(?:169\.254\.|fe[89ab][0-9a-f]:)/i.test(address))
    .map(({ address }) => address);
}

/** Full names that hosts(5) gives this host name; asking the resolver could take long and leave the machine. */
function fullNames(machine: Machine, hostname: string): string[] {
  const [short = ''] = hostname.split('.');
  return textOr(join(machine.etc, 'hosts'))
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/).slice(1))
    .filter((names) => names.includes(hostname) || names.includes(short))
    .flatMap((names) => names.filter((name) => name.startsWith(`${short}.`)));
}

/** @returns each name once, those for people first; only such as a certificate may hold */
export function certificateNames(machine: Machine, hostname: string = systemHostname()): string[] {
  const proposed = [...fullNames(machine, hostname), hostname, ...localAddresses(), 'localhost', '127.0.0.1', '::1'];
  const usable = proposed.flatMap((name) => {
    const read = parseName(name);
    return read.ok ? [read.name.value] : [];
  });
  return [...new Set(usable)];
}
