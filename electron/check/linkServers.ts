/** Which connections of the setup lead to which servers of this machine. */
import { linksOf, serverFinder } from '../../shared/check/across/linksOf.ts';
import type { ServerView } from '../../shared/check/across/setupView.ts';
import type { SeenServer } from './seenServer.ts';
import type { ServerLink } from './serverTrust.ts';
import type { SetupFiles } from './setupFiles.ts';

/** What the links need of a server; the rest is not known yet. */
function viewOf(seen: SeenServer): ServerView {
  const server = { ...seen, version: null, promtool: null, capabilities: [], served: null, live: null };
  return { server, assumed: false, web: null, tls: null, asksPassword: null };
}

/** @param ownNames names and addresses of this machine */
export function linkServers({ scrapes }: SetupFiles, servers: readonly SeenServer[], ownNames: readonly string[]): ServerLink[] {
  const views = new Map(servers.map((server) => [viewOf(server), server]));
  const files = new Map([...scrapes.values()].map((scrape) => [scrape.path, scrape]));
  return linksOf([...files.values()], serverFinder([...views.keys()], ownNames)).flatMap(({ scrape, connection, host, to }) => {
    const [file, server] = [files.get(scrape.path), views.get(to)];
    return file === undefined || server === undefined ? [] : [{ scrape: file, connection, host, to: server }];
  });
}
