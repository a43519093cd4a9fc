/** Who talks to what after the change, as words: the same for the picture's arrows and for those who do not see it. */
export interface Traffic {
  tls: boolean;
  /** Names of the users who may sign in; empty: nobody is asked. */
  users: readonly string[];
  proxy: 'none' | 'nginx';
  scrapesItself: boolean;
  /** Where people reach it. */
  url: string;
}

export interface Hop {
  from: string;
  to: string;
  /** What protects it, and what does not. */
  words: string;
  isSealed: boolean;
}

export const clients = 'Browser, Grafana, curl';

/** In: the traffic. Out: the hops from the clients to Prometheus in order, then Prometheus to itself where it does that. */
export function trafficHops({ tls, users, proxy, scrapesItself }: Traffic): { inward: Hop[]; itself: Hop | null } {
  const signIn = users.length === 0 ? 'no password' : users.length === 1 ? `signs in as ${users[0] ?? ''}` : `signs in as one of ${users.length} users`;
  const hop = (from: string, to: string): Hop => ({ from, to, words: `${tls ? 'HTTPS' : 'plain HTTP'}, ${signIn}`, isSealed: tls && users.length > 0 });
  const inward =
    proxy === 'none'
      ? [hop(clients, 'Prometheus')]
      : [{ ...hop(clients, proxy), words: 'what the proxy asks for', isSealed: false }, hop(proxy, 'Prometheus')];
  return { inward, itself: scrapesItself ? hop('Prometheus', 'itself') : null };
}
