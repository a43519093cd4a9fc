/** The connections of a setup as a person chooses among them: what each uses now, and how its targets are. */
import type { CheckedConnection } from '../../model/checkReport.ts';
import type { Connection } from '../../model/connection.ts';
import type { Target } from '../../model/report.ts';
import { folderOf } from '../../plan/paths.ts';
import { pathFrom } from './filePath.ts';
import { matchesGlob } from './matchesGlob.ts';
import { flagPath, mainConfig, type ScrapeView, type ServerView, type SetupView } from './setupView.ts';

/** So many targets are named; of more, how many. */
const mostTargets = 20;

type Switchable = Connection & { readonly section: CheckedConnection['section'] };

function isSwitchable(connection: Connection): connection is Switchable {
  return connection.section !== 'discovery';
}

function healthByJob(targets: readonly Target[]): ReadonlyMap<string, NonNullable<CheckedConnection['health']>> {
  const counts = new Map<string, NonNullable<CheckedConnection['health']>>();
  for (const { job, health } of targets) {
    const now = counts.get(job) ?? { up: 0, down: 0, unknown: 0, vanished: 0 };
    counts.set(job, { ...now, [health]: now[health] + 1 });
  }
  return counts;
}

/** Of the place of an entry, the number in its list. */
function indexOf({ at }: Connection): number {
  const last = at.at(-1);
  return typeof last === 'number' ? last : 0;
}

function checked(connection: Switchable, path: string, canSwitch: boolean, health: CheckedConnection['health']): CheckedConnection {
  const { section, name, line, scheme, targets, usesDiscovery, tls, signIn, proxyUrl } = connection;
  return {
    section, name, index: indexOf(connection), path, line, canSwitch, scheme,
    targets: targets.slice(0, mostTargets), targetCount: targets.length, usesDiscovery,
    caFile: tls?.caFile ?? null, inlineCa: tls?.inlineCa ?? false, serverName: tls?.serverName ?? null,
    certFile: tls?.certFile ?? null, keyFile: tls?.keyFile ?? null, insecureSkipVerify: tls?.insecureSkipVerify ?? false,
    user: signIn?.username ?? null, signIn: signIn?.kind ?? null, proxy: proxyUrl, health,
  };
}

/** The configuration first, then the files of jobs that it includes. */
function filesOf(view: SetupView, server: ServerView | null): { own: string | null; scrapes: ScrapeView[] } {
  const own = (server === null ? null : flagPath(server.server, server.server.configFile)) ?? mainConfig(view)?.path ?? null;
  const config = view.scrapes.find(({ path }) => path === own);
  if (config === undefined) return { own, scrapes: [] };
  const patterns = config.facts.scrapeConfigFiles.map((pattern) => pathFrom(folderOf(config.path), pattern));
  const included = view.scrapes.filter(({ path }) => path !== own && patterns.some((pattern) => matchesGlob(pattern, path)));
  return { own, scrapes: [config, ...included] };
}

/**
 * @param server the Prometheus whose setup it is; null where none was found
 * @returns everything it connects to but its discoveries, in the order of its files
 */
export function checkedConnections({ view, server }: { view: SetupView; server: ServerView | null }): CheckedConnection[] {
  const { own, scrapes } = filesOf(view, server);
  const live = healthByJob(server?.server.live?.targets ?? []);
  return scrapes.flatMap(({ path, facts }) =>
    facts.connections.filter(isSwitchable).map((connection) =>
      checked(connection, path, path === own, connection.section === 'scrape' ? (live.get(connection.name) ?? null) : null),
    ),
  );
}
