/** Whether a version can be downloaded for this machine at all, before anything is asked of the network. */
import { problem, type Problem } from '../../shared/errors/failure.ts';
import { knowsFeature, parseVersion } from '../../shared/prometheus/versions.ts';
import { releasePlatform } from './releasePlatform.ts';

/** @returns why not; null when it can */
export function releaseProblem(version: string, platform: string | null = releasePlatform()): Problem | null {
  const extra = { field: 'server.version' };
  const parsed = parseVersion(version);
  if (parsed === null || parsed.build !== null || version.startsWith('v')) return problem('RELEASE_VERSION_INVALID', { version }, extra);
  if (!knowsFeature(version, 'webConfig')) return problem('RELEASE_TOO_OLD', { version }, extra);
  if (platform === null) return problem('RELEASE_PLATFORM_UNKNOWN', { platform: `${process.platform} ${process.arch}` }, extra);
  if (platform.startsWith('windows-')) return problem('RELEASE_WINDOWS_ZIP', { version, platform }, extra);
  return null;
}
