/** From a name to a TCP connection: all its addresses, tried in turn. */
import { lookup } from 'node:dns/promises';
import { isIP, connect as connectTcp, type Socket } from 'node:net';

export interface Address {
  readonly address: string;
  readonly family: number;
}

/** Looks a name up. The lookup itself cannot be cut short, so it is left behind when the signal comes first. */
export async function resolve(host: string, signal: AbortSignal): Promise<Address[]> {
  signal.throwIfAborted();
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  let leave = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(new Error('aborted'));
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([lookup(host, { all: true, verbatim: true }), aborted]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

/** Tries the resolved addresses in turn, as every client does: localhost is ::1 as well as 127.0.0.1. */
export function dial(to: { readonly host: string; readonly port: number }, addresses: Address[]): Socket {
  return connectTcp({
    host: to.host,
    port: to.port,
    autoSelectFamily: true,
    lookup: (_host, _options, done) => done(null, addresses),
  });
}
