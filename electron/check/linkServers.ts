/** Which connections of the setup lead to which servers of this machine. */
import { hostAndPort, linksOf, serverFinder } from '../../shared/check/across/linksOf.ts';
import type { ServerView } from '../../shared/check/across/setupView.ts';
import { probeJobsOf } from '../../shared/prometheus/probeJobs.ts';
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

/** The blackbox_exporters through which jobs of the setup probe. @param ownNames as of `linkServers` */
export function linkProbers({ scrapes }: SetupFiles, servers: readonly SeenServer[], ownNames: readonly string[]): SeenServer[] {
  const views = new Map(servers.filter(({ kind }) => kind === 'blackbox_exporter').map((server) => [viewOf(server), server]));
  const serverAt = serverFinder([...views.keys()], ownNames);
  const jobs = views.size === 0 ? [] : [...scrapes.values()].flatMap(({ document }) => (document === null ? [] : probeJobsOf(document)));
  const asked = jobs.flatMap(({ scheme, probes }) => probes.map(({ prober }) => hostAndPort(scheme, prober)));
  const found = asked.map(({ host, port }) => serverAt(host, port)).filter((view) => view !== null);
  return found.flatMap((view) => views.get(view) ?? []);
}
