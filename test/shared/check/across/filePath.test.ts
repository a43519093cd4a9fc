import { describe, expect, it } from 'vitest';
import { cleanPath, isMissing, pathFrom } from '../../../../shared/check/across/filePath.ts';
import { matchesGlob } from '../../../../shared/check/across/matchesGlob.ts';
import type { MaterialFacts } from '../../../../shared/model/materialFacts.ts';

describe('paths of a setup', () => {
  it.each([
    ['/a/./b/../c', '/a/c'],
    ['/a//b/', '/a/b'],
    ['/..', '/'],
    ['/a/../..', '/'],
    ['/', '/'],
    ['C:\\prom\\..\\tls\\x.crt', 'C:\\tls\\x.crt'],
    ['C:\\prom/sub\\.\\x.crt', 'C:\\prom\\sub\\x.crt'],
  ])('cleans %s', (path, expected) => {
    expect(cleanPath(path)).toBe(expected);
  });

  it('takes relative names from the folder and leaves absolute ones', () => {
    expect(pathFrom('/etc/prometheus', '../ssl/x.crt')).toBe('/etc/ssl/x.crt');
    expect(pathFrom('/etc/prometheus', '/ssl/x.crt')).toBe('/ssl/x.crt');
  });

  it.each([
    ['/p/jobs/*.yml', '/p/jobs/a.yml', true],
    ['/p/jobs/*.yml', '/p/jobs/b/a.yml', false],
    ['/p/jobs/a.yml', '/p/jobs/a.yml', true],
    ['/p/jobs/a.yml', '/p/jobs/aXyml', false],
    ['/p/(jobs)/a*', '/p/(jobs)/a1', true],
  ])('matches %s with %s: %s', (pattern, path, expected) => {
    expect(matchesGlob(pattern, path)).toBe(expected);
  });

  it('takes what nobody looked at for there, and a link that leads nowhere for missing', () => {
    const state = (value: MaterialFacts['state']): MaterialFacts => ({ state: value }) as MaterialFacts;
    expect(isMissing(null)).toBe(false);
    expect(isMissing(state({ kind: 'absent' }))).toBe(true);
    expect(isMissing(state({ kind: 'unusable', reason: 'it is a symbolic link that leads nowhere' }))).toBe(true);
    expect(isMissing(state({ kind: 'unusable', reason: 'It cannot be read by this user.' }))).toBe(false);
  });
});
