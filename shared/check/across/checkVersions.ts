/** Versions of servers that have a known fault, or that get no fixes any more. */
import type { Finding } from '../../model/finding.ts';
import type { ServerKind } from '../../model/setupFacts.ts';
import { formatRfc3339 } from '../../pki/calendar.ts';
import { compareVersions, faultsOf, knownReleases, parseVersion, type Version } from '../../prometheus/versions.ts';
import { serverFinding } from './serverFinding.ts';
import type { ServerView, SetupView } from './setupView.ts';

/** Releases of the other programs with CVE-2022-46146: from the first with passwords to the one that fixed it. Source: their changelogs. */
const faulty: Readonly<Record<Exclude<ServerKind, 'prometheus'>, { since: string; fixed: string }>> = {
  node_exporter: { since: '1.0.0', fixed: '1.4.1' },
  alertmanager: { since: '0.22.0', fixed: '0.25.0' },
  pushgateway: { since: '1.4.0', fixed: '1.5.1' },
  blackbox_exporter: { since: '0.19.0', fixed: '0.23.0' },
};

const isBelow = (version: string, limit: string): boolean => {
  const [read, other] = [parseVersion(version), parseVersion(limit)];
  return read !== null && other !== null && compareVersions(read, other) < 0;
};

/** The fault is about passwords: without users there is nothing to pass. */
function faults(each: ServerView): Finding[] {
  const { server: { kind, version }, web } = each;
  if (version === null || web === null || web.facts.users.length === 0) return [];
  if (kind === 'prometheus') {
    return faultsOf(version).map(({ id, title, fixedIn }) =>
      serverFinding(each, 'VERSION_HAS_FAULT', 'unsafe', { version, id, title, fixed: fixedIn.join(' or ') }));
  }
  const { since, fixed } = faulty[kind];
  const isFaulty = isBelow(version, fixed) && !isBelow(version, since);
  return isFaulty ? [serverFinding(each, 'SERVER_HAS_FAULT', 'unsafe', { version, id: 'CVE-2022-46146', fixed })] : [];
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

/** A build of a distribution is mended by the distribution, and who runs a release candidate knows it. */
function support(each: ServerView, now: number): Finding[] {
  const { kind, version } = each.server;
  const read = version === null ? null : parseVersion(version);
  if (kind !== 'prometheus' || version === null || read === null || read.build !== null || read.preRelease !== null || isSupported(read, now)) return [];
  const longTerm = knownReleases.find(({ note }) => note === 'long-term support')?.version ?? knownReleases[0].version;
  return [serverFinding(each, 'SERVER_UNSUPPORTED', 'advice', { version, newest: knownReleases[0].version, longTerm })];
}

/** Codes: VERSION_HAS_FAULT, SERVER_HAS_FAULT (unsafe), SERVER_UNSUPPORTED (advice). */
export function checkVersions({ servers, setup }: SetupView): Finding[] {
  return servers.flatMap((each) => [...faults(each), ...support(each, setup.now)]);
}
