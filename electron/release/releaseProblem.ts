/** Whether a version can be downloaded for this machine at all, before anything is asked of the network. */
import type { ErrorCode } from '../../shared/errors/catalogue.ts';
import { problem, type Details, type Problem } from '../../shared/errors/failure.ts';
import { knowsFeature, parseVersion } from '../../shared/prometheus/versions.ts';
import { releasePlatform } from './releasePlatform.ts';

/** @returns why not, as a code with its details; null when it can */
export function releaseRefusal(version: string, platform: string | null): readonly [ErrorCode, Details] | null {
  const parsed = parseVersion(version);
  if (parsed === null || parsed.build !== null || !/^\d/.test(version)) return ['RELEASE_VERSION_INVALID', { version }];
  if (!knowsFeature(version, 'webConfig')) return ['RELEASE_TOO_OLD', { version }];
  if (platform === null) return ['RELEASE_PLATFORM_UNKNOWN', { platform: `${process.platform} ${process.arch}` }];
  return platform.startsWith('windows-') ? ['RELEASE_WINDOWS_ZIP', { version, platform }] : null;
}

/** The same as a problem of the answer that names the version. */
export function releaseProblem(version: string): Problem | null {
  const refusal = releaseRefusal(version, releasePlatform());
  return refusal === null ? null : problem(refusal[0], refusal[1], { field: 'server.version' });
}
