/** Versions of servers that have a known fault, or that get no fixes any more. */
import type { Finding } from '../../model/finding.ts';
import type { ServerKind } from '../../model/setupFacts.ts';
import { formatRfc3339 } from '../../pki/calendar.ts';
import { compareVersions, faultsOf, knownReleases, parseVersion, type Version } from '../../prometheus/versions.ts';
import { serverFinding } from './serverFinding.ts';
import type { ServerView, SetupView } from './setupView.ts';

/** First releases of the other programs without CVE-2022-46146. Source: their changelogs. */
const fixedSince: Readonly<Record<Exclude<ServerKind, 'prometheus'>, string>> = {
  node_exporter: '1.4.1',
  alertmanager: '0.25.0',
  pushgateway: '1.5.1',
  blackbox_exporter: '0.23.0',
};

/** The fault is about passwords: without users there is nothing to pass. */
function faults(each: ServerView): Finding[] {
  const { server: { kind, version }, web } = each;
  if (version === null || web === null || web.facts.users.length === 0) return [];
  if (kind === 'prometheus') {
    return faultsOf(version).map(({ id, title, fixedIn }) =>
      serverFinding(each, 'VERSION_HAS_FAULT', 'unsafe', { version, id, title, fixed: fixedIn.join(' or ') }));
  }
  const fixed = fixedSince[kind];
  const [read, floor] = [parseVersion(version), parseVersion(fixed)];
  const isFixed = read === null || floor === null || compareVersions(read, floor) >= 0;
  return isFixed ? [] : [serverFinding(each, 'SERVER_HAS_FAULT', 'unsafe', { version, id: 'CVE-2022-46146', fixed })];
}

/** Whether the project still mends this line, as far as the table of releases reaches. */
function isSupported(version: Version, now: number): boolean {
  const today = formatRfc3339(now).slice(0, 10);
  return knownReleases.some(({ version: known, supportedUntil }) => {
    const release = parseVersion(known);
    if (release === null) return false;
    if (supportedUntil === null) return compareVersions({ ...version, patch: 0 }, { ...release, patch: 0 }) >= 0;
    return version.major === release.major && version.minor === release.minor && today <= supportedUntil;
  });
}

/** A build of a distribution is mended by the distribution. */
function support(each: ServerView, now: number): Finding[] {
  const { kind, version } = each.server;
  const read = version === null ? null : parseVersion(version);
  if (kind !== 'prometheus' || version === null || read === null || read.build !== null || isSupported(read, now)) return [];
  const longTerm = knownReleases.find(({ note }) => note === 'long-term support')?.version ?? knownReleases[0].version;
  return [serverFinding(each, 'SERVER_UNSUPPORTED', 'advice', { version, newest: knownReleases[0].version, longTerm })];
}

/** Codes: VERSION_HAS_FAULT, SERVER_HAS_FAULT (unsafe), SERVER_UNSUPPORTED (advice). */
export function checkVersions({ servers, setup }: SetupView): Finding[] {
  return servers.flatMap((each) => [...faults(each), ...support(each, setup.now)]);
}
