import { describe, expect, it } from 'vitest';
import { compareVersions, faultsOf, featureFloors, knownReleases, knowsFeature, parseVersion, versionFromOutput } from '../../../shared/prometheus/versions.ts';

const read = (text: string) => {
  const version = parseVersion(text);
  if (version === null) throw new Error(`${text} is no version`);
  return version;
};

describe('parseVersion', () => {
  it('reads releases, builds and candidates', () => {
    expect(parseVersion('2.42.0+ds')).toEqual({ major: 2, minor: 42, patch: 0, preRelease: null, build: 'ds' });
    expect(parseVersion('v3.0.0-rc.1')).toEqual({ major: 3, minor: 0, patch: 0, preRelease: 'rc.1', build: null });
    expect(parseVersion('2.53.3+ds1')?.build).toBe('ds1');
  });

  it.each(['', '3', '3.5', '3.5.x', 'prometheus 3.5.0', '../3.5.0', '3.5.0/..', '99999.0.0'])('refuses %j', (text) => {
    expect(parseVersion(text)).toBeNull();
  });

  it('orders as semver.org does', () => {
    const inOrder = ['2.9.0', '2.24.0', '2.24.1+ds', '3.0.0-alpha', '3.0.0-beta.2', '3.0.0-rc.0', '3.0.0-rc.1', '3.0.0-rc.10', '3.0.0', '3.5.3'];
    const shuffled = [...inOrder].sort((a, b) => (a < b ? 1 : -1));
    expect(shuffled.sort((a, b) => compareVersions(read(a), read(b)))).toEqual(inOrder);
    expect(compareVersions(read('3.5.3+ds1'), read('3.5.3'))).toBe(0);
    expect(compareVersions(read('3.0.0-rc'), read('3.0.0-rc.1'))).toBeLessThan(0);
    expect(compareVersions(read('3.0.0-rc.1'), read('3.0.0-1'))).toBeGreaterThan(0);
  });
});

describe('versionFromOutput', () => {
  it.each([
    ['prometheus, version 2.24.1+ds (branch: debian/sid, revision: 2.24.1+ds-1+b7)\n  build user:  x\n', '2.24.1+ds'],
    ['warning: something first\nprometheus, version 3.5.3+ds1 (branch: debian/sid, revision: 3.5.3+ds1-6)\n', '3.5.3+ds1'],
    ['promtool, version 3.5.0 (branch: HEAD)', null],
    ['alertmanager, version 0.27.0', null],
    ['prometheus, version unknown', null],
  ])('reads %j', (output, version) => {
    expect(versionFromOutput('prometheus', output)).toBe(version);
  });
});

describe('features', () => {
  it('has only readable floors', () => {
    for (const floor of Object.values(featureFloors)) expect(parseVersion(floor)).not.toBeNull();
    for (const { version } of knownReleases) expect(parseVersion(version)).not.toBeNull();
  });

  it('knows web.yml from 2.24 on, and nothing of an unreadable version', () => {
    expect(knowsFeature('2.23.0', 'webConfig')).toBe(false);
    expect(knowsFeature('2.24.0-rc.0', 'webConfig')).toBe(false);
    expect(knowsFeature('2.24.1+ds', 'webConfig')).toBe(true);
    expect(knowsFeature('3.5.3', 'rateLimit')).toBe(false);
    expect(knowsFeature('unknown', 'webConfig')).toBe(false);
  });

  it.each([
    ['2.23.0', 0],
    ['2.24.1+ds', 1],
    ['2.37.3', 1],
    ['2.37.4', 0],
    ['2.37.9', 0],
    ['2.38.0', 1],
    ['2.40.3', 1],
    ['2.40.4', 0],
    ['2.42.0', 0],
    ['3.5.3', 0],
    ['garbage', 0],
  ])('%s has %i known faults', (version, count) => {
    expect(faultsOf(version)).toHaveLength(count);
  });
});
