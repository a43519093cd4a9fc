import { describe, expect, it } from 'vitest';
import { releaseRefusal } from '../../../electron/release/releaseProblem.ts';
import { releasePlatform } from '../../../electron/release/releasePlatform.ts';

describe('releasePlatform', () => {
  it.each<[string, string, string | null]>([
    ['linux', 'x64', 'linux-amd64'],
    ['linux', 'arm64', 'linux-arm64'],
    ['linux', 'arm', 'linux-armv7'],
    ['darwin', 'arm64', 'darwin-arm64'],
    ['darwin', 'ia32', null],
    ['win32', 'x64', 'windows-amd64'],
    ['sunos', 'x64', null],
    ['linux', 'loong64', null],
  ])('%s %s is %s', (system, processor, expected) => {
    expect(releasePlatform(system, processor)).toBe(expected);
  });

  it('knows the older ARM releases', () => {
    expect(releasePlatform('linux', 'arm', '6')).toBe('linux-armv6');
  });
});

describe('releaseRefusal', () => {
  it('refuses what has no release, and nothing else', () => {
    expect(releaseRefusal('3.5.0', 'linux-amd64')).toBeNull();
    expect(releaseRefusal('3.0.0-rc.1', 'linux-amd64')).toBeNull();
    expect(releaseRefusal('3.5.0', null)?.[0]).toBe('RELEASE_PLATFORM_UNKNOWN');
    expect(releaseRefusal('3.5.0', 'windows-amd64')?.[0]).toBe('RELEASE_WINDOWS_ZIP');
  });
});
