/** What a Prometheus of some version makes of a web.yml, as far as versions differ. */
import { compareVersions, knowsFeature, parseVersion, type Feature } from '../../prometheus/versions.ts';

export interface ToolkitLine {
  /** As given, or that of the newest release when the version is not known. */
  readonly version: string;
  /** The version was given; without it every supported one is meant. */
  readonly isKnown: boolean;
  /** Whether this version, or the newest, is at least the given one. */
  readonly isAtLeast: (since: string) => boolean;
  /** Whether the server knows a feature: what promtool was asked for counts more than the number. */
  readonly hasFeature: (feature: Feature) => boolean;
}

/** The newest release that the rules of this folder were written for. */
export const newestLine = '3.14.0';

/** One release of each line that people meet; the first of its minor version, or the newest of all. */
export const verdictLines = ['2.24.0', '2.31.0', '2.42.0', '2.45.0', '2.53.0', '3.5.0', '3.8.0', newestLine] as const;

/**
 * @param version from `--version`; null or unreadable: not known
 * @param capabilities what promtool was found to know, where it was asked; builds of distributions know more than
 *   their number says
 */
export function toolkitLine(version: string | null, capabilities: readonly string[] | null = null): ToolkitLine {
  const read = version === null ? null : parseVersion(version);
  const effective = read === null ? newestLine : (version ?? newestLine);
  const own = read ?? parseVersion(newestLine);
  const isAtLeast = (since: string): boolean => {
    const floor = parseVersion(since);
    return own !== null && floor !== null && compareVersions(own, floor) >= 0;
  };
  return {
    version: effective,
    isKnown: read !== null,
    isAtLeast,
    hasFeature: (feature) => capabilities?.includes(feature) === true || knowsFeature(effective, feature),
  };
}
