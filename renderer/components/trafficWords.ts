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
  /** `proxy`: whatever somebody else's proxy does there. */
  state: 'sealed' | 'open' | 'proxy';
}

export const clients = 'Browser, Grafana, curl';

function signInWords(users: readonly string[]): string {
  if (users.length === 0) return 'no password';
  return users.length === 1 ? `signs in as ${users[0] ?? ''}` : `signs in as one of ${users.length} users`;
}

/** In: the traffic. Out: the hops from the clients to Prometheus in order, then Prometheus to itself where it does that. */
export function trafficHops({ tls, users, proxy, scrapesItself }: Traffic): { inward: Hop[]; itself: Hop | null } {
  const channel = tls ? 'HTTPS' : 'plain HTTP';
  const state = tls && users.length > 0 ? 'sealed' : 'open';
  const last: Hop = { from: proxy === 'none' ? clients : proxy, to: 'Prometheus', words: `${channel}, ${signInWords(users)}`, state };
  const first: Hop = { from: clients, to: proxy, words: 'as the proxy is set up', state: 'proxy' };
  const signsIn = users.length === 0 ? 'no password' : 'signs in';
  return {
    inward: proxy === 'none' ? [last] : [first, last],
    itself: scrapesItself ? { from: 'Prometheus', to: 'itself', words: `${channel}, ${signsIn}`, state } : null,
  };
}
