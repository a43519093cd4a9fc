/** Which Prometheus knows what, as data. Sources: CHANGELOG of Prometheus and of the exporter toolkit, release cycle of prometheus.io. */
import type { ServerKind } from '../model/setupFacts.ts';

export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** After a `-`, such as rc.0; null for a release. */
  readonly preRelease: string | null;
  /** After a `+`, such as ds1 for a build of Debian; null for one of the project. */
  readonly build: string | null;
}

const pattern = /^v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?:-([0-9A-Za-z.-]+?))?(?:\+([0-9A-Za-z.+-]+))?$/;

/** Reads a version such as 3.5.3, v2.42.0+ds or 3.0.0-rc.1 (semver.org 2.0.0); null for anything else. */
export function parseVersion(text: string): Version | null {
  const found = pattern.exec(text.trim());
  if (found === null) return null;
  return {
    major: Number(found[1]),
    minor: Number(found[2]),
    patch: Number(found[3]),
    preRelease: found[4] ?? null,
    build: found[5] ?? null,
  };
}

/** Reads the first line of `--version`, which Prometheus 2.x prints to stderr or stdout and 3.x to stdout. */
export function versionFromOutput(program: ServerKind | 'promtool', output: string): string | null {
  const found = new RegExp(`^${program}, version (\\S+)`, 'm').exec(output);
  return found?.[1] !== undefined && parseVersion(found[1]) !== null ? found[1] : null;
}

/** semver.org item 11.4, for the two kinds of identifiers. */
function comparePreRelease(left: string, right: string): number {
  const [lefts, rights] = [left.split('.'), right.split('.')];
  for (const [index, one] of lefts.entries()) {
    const other = rights[index];
    if (other === undefined) return 1;
    if (one === other) continue;
    const [oneIsNumber, otherIsNumber] = [/^\d+$/.test(one), /^\d+$/.test(other)];
    if (oneIsNumber && otherIsNumber) return Number(one) - Number(other);
    if (oneIsNumber !== otherIsNumber) return oneIsNumber ? -1 : 1;
    return one < other ? -1 : 1;
  }
  return lefts.length - rights.length;
}

/** Negative when left is older, 0 when equal, positive when newer. The build does not count (semver.org item 10). */
export function compareVersions(left: Version, right: Version): number {
  const numbers = left.major - right.major || left.minor - right.minor || left.patch - right.patch;
  if (numbers !== 0) return numbers;
  if (left.preRelease === right.preRelease) return 0;
  if (left.preRelease === null) return 1;
  if (right.preRelease === null) return -1;
  return comparePreRelease(left.preRelease, right.preRelease);
}

/** First release that knows a feature. */
export const featureFloors = {
  /** --web.config.file with TLS and basic_auth_users, and promtool check web-config (toolkit 0.1). */
  webConfig: '2.24.0',
  /** http_server_config.headers (toolkit 0.7). */
  responseHeaders: '2.31.0',
  /** HEAD on /-/ready. */
  readyByHead: '2.39.0',
  /** GET /api/v1/scrape_pools. */
  scrapePools: '2.42.0',
  /** promtool --http.config.file and scrape_config_files. */
  promtoolHttpConfig: '2.43.0',
  /** promtool check healthy and check ready. */
  promtoolCheckReady: '2.44.0',
  /** client_allowed_sans (toolkit 0.10). */
  clientAllowedSans: '2.45.0',
  /** cert, key and client_ca inline in web.yml (toolkit 0.11). */
  inlineCertificates: '2.50.0',
  /** --web.listen-address more than once. */
  severalListeners: '2.55.0',
  /** --config.auto-reload-interval, behind a feature flag until 3.12. */
  autoReload: '3.0.0',
  /** rate_limit (toolkit 0.15). */
  rateLimit: '3.8.0',
} as const;
export type Feature = keyof typeof featureFloors;

/**
 * Whether an upstream build of this version knows a feature. Distributions build with toolkits of their own and may
 * know more, so promtool has the last word where it can be asked. An unreadable version knows nothing.
 */
export function knowsFeature(version: string, feature: Feature): boolean {
  const [read, floor] = [parseVersion(version), parseVersion(featureFloors[feature])];
  return read !== null && floor !== null && compareVersions(read, floor) >= 0;
}

/** Faults that make a password worth less, and the releases that no longer have them. */
export const knownFaults = [
  {
    id: 'CVE-2022-46146',
    title: 'A request can poison the password cache and pass with a hash alone.',
    since: '2.24.0',
    /** Fixed in each of these, and in everything after the last one. */
    fixedIn: ['2.37.4', '2.40.4'],
  },
] as const;

/** Faults a version has, by the table above. A build of a distribution may carry a fix of its own. */
export function faultsOf(version: string): (typeof knownFaults)[number][] {
  const read = parseVersion(version);
  if (read === null) return [];
  const before = (text: string) => compareVersions(read, parseVersion(text) ?? read) < 0;
  return knownFaults.filter(({ since, fixedIn }) => {
    const sameMinor = fixedIn.find((fix) => {
      const version = parseVersion(fix);
      return version?.major === read.major && version.minor === read.minor;
    });
    return !before(since) && before(sameMinor ?? fixedIn[fixedIn.length - 1] ?? since);
  });
}

/** Releases as known when this was written. There is no update check: what is newer is simply not in this table. */
export const knownReleases = [
  { version: '3.14.0', note: 'newest', supportedUntil: null },
  { version: '3.13.2', note: 'long-term support', supportedUntil: '2027-07-31' },
  { version: '3.5.5', note: 'long-term support, ended', supportedUntil: '2026-07-31' },
] as const;
