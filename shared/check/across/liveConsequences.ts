/** What a running Prometheus says of its jobs, where no file explains it. */
import { finding, type Finding } from '../../model/finding.ts';
import type { LiveFacts } from '../../model/setupFacts.ts';
import { placeName } from '../../yaml/editPath.ts';
import { pathFrom } from './filePath.ts';
import { certificatePaths } from './certificatesOf.ts';
import type { Consequence } from './consequence.ts';
import { fieldPlace } from './fieldPlace.ts';
import { folderOf } from '../../plan/paths.ts';
import { knowsFeature } from '../../prometheus/versions.ts';
import { safeUrl } from '../../prometheus/safeUrl.ts';
import type { Connection } from '../../model/connection.ts';
import { isAboutLoading } from './isAboutLoading.ts';
import { readerOf, type ScrapeView, type ServerView, type SetupView } from './setupView.ts';

/** Clocks of files and of Prometheus differ by less. */
const toleranceMs = 2000;

function isPending({ config }: ScrapeView, live: LiveFacts): boolean {
  const { changedAt } = config;
  const { configLoadedAt } = live;
  if (changedAt === undefined || changedAt === null || configLoadedAt === undefined || configLoadedAt === null) return false;
  return changedAt > configLoadedAt + toleranceMs;
}

/** Code, advice: RELOAD_PENDING. */
export function checkReload(view: SetupView): Finding[] {
  return view.scrapes.flatMap((scrape) => {
    const reader = readerOf(view, scrape.path);
    const live = reader?.server.live;
    if (!reader || !live || live.reloadSucceeded === false || !isPending(scrape, live)) return [];
    return [finding('RELOAD_PENDING', 'advice', { file: scrape.path, listen: reader.server.listen }, { path: scrape.path })];
  });
}

/** What of an error is about TLS, sign-in or files; a target that is switched off is none of our business. */
const ours = /x509:|tls:|\b40[013] |HTTP response to HTTPS client|HTTP request to an HTTPS server|unable to (read|load|use)|unsupported protocol scheme/;

function isWithin(cause: Finding, place: string): boolean {
  return cause.field === place || (cause.field?.startsWith(`${place}.`) ?? false);
}

/** The files whose faults show in the scrapes of a job: its own, and those of the servers it leads to. */
function filesOf(view: SetupView, scrape: ScrapeView, connection: Connection): string[] {
  const { tls, signIn } = connection;
  const own = [tls?.caFile, tls?.certFile, tls?.keyFile, signIn?.file].filter((path) => typeof path === 'string');
  const servers = view.links.filter((link) => link.connection === connection).map(({ to }) => to);
  return [
    ...own.map((path) => pathFrom(folderOf(scrape.path), path)),
    ...servers.flatMap(({ web }) => (web === null ? [] : [web.path, ...certificatePaths(web)])),
  ];
}

function vanished(scrape: ScrapeView, reader: ServerView, connection: Connection): Consequence {
  const { path, document } = scrape;
  const place = placeName(connection.at);
  const details = { job: connection.name, file: path, listen: reader.server.listen };
  return {
    finding: finding('JOB_VANISHED', 'broken', details, { ...fieldPlace(document, path, connection.at), raw: 'error creating new scrape pool' }),
    causesIn: [path],
    explainedBy: (cause) => isWithin(cause, place) || isAboutLoading(cause) || cause.code === 'RELOAD_FAILED',
  };
}

function refused(view: SetupView, scrape: ScrapeView, connection: Connection, target: LiveFacts['targets'][number]): Consequence {
  const { path, document } = scrape;
  const place = placeName(connection.at);
  const files = filesOf(view, scrape, connection);
  const url = safeUrl(target.url);
  const error = target.lastError.replace(/^(Get|Post) "[^"]*": /, '');
  return {
    finding: finding('TARGET_REFUSED', 'broken', { target: url, url, job: connection.name, error }, {
      ...fieldPlace(document, path, connection.at), raw: error,
    }),
    causesIn: [path, ...files],
    explainedBy: (cause) => cause.path !== path || isWithin(cause, place),
  };
}

function ofScrape(view: SetupView, scrape: ScrapeView): Consequence[] {
  const reader = readerOf(view, scrape.path);
  const live = reader?.server.live;
  if (!reader || !live) return [];
  const { path } = scrape;
  const failed: Consequence[] = live.reloadSucceeded === false
    ? [{ finding: finding('RELOAD_FAILED', 'broken', { file: path, listen: reader.server.listen }, { path }), causesIn: [path], explainedBy: isAboutLoading }]
    : [];
  const jobs = scrape.facts.connections.filter(({ section }) => section === 'scrape');
  const known = new Set(live.jobs);
  // Before that release only jobs with targets can be known.
  const allKnown = reader.server.version !== null && knowsFeature(reader.server.version, 'scrapePools');
  const isCurrent = live.reloadSucceeded !== false && !isPending(scrape, live);
  const isGone = ({ name }: Connection): boolean => allKnown && isCurrent && !known.has(name);
  const down = new Map(live.targets.filter(({ health, lastError }) => health === 'down' && ours.test(lastError)).map((target) => [target.job, target]));
  return [
    ...failed,
    ...jobs.filter(isGone).map((job) => vanished(scrape, reader, job)),
    ...jobs.flatMap((job) => {
      const target = down.get(job.name);
      return target === undefined ? [] : [refused(view, scrape, job, target)];
    }),
  ];
}

/** Codes, broken: RELOAD_FAILED, JOB_VANISHED, TARGET_REFUSED (one a job). */
export function liveConsequences(view: SetupView): Consequence[] {
  return view.scrapes.flatMap((scrape) => ofScrape(view, scrape));
}
