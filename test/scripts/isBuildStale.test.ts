import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildStamp, isBuildStale } from '../../scripts/isBuildStale.ts';

const secondsOf = (clock: number): Date => new Date(clock * 1000);

describe('isBuildStale', () => {
  let root: string;

  /** Writes a file and gives it, and its folders, a time. */
  function write(path: string, clock: number): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), '');
    for (let at = path; at !== '.'; at = dirname(at)) utimesSync(join(root, at), secondsOf(clock), secondsOf(clock));
  }

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'stale-'));
    write('shared/plan/a.ts', 1000);
    write('electron/b.ts', 1000);
    write('package-lock.json', 1000);
    write(`dist/${buildStamp}`, 2000);
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it('is false after a build', () => {
    expect(isBuildStale(root)).toBe(false);
  });

  it('is true without a complete build', () => {
    rmSync(join(root, 'dist', buildStamp));
    expect(isBuildStale(root)).toBe(true);
  });

  it.each(['shared/plan/a.ts', 'electron/b.ts', 'package-lock.json'])('is true when %s is newer', (path) => {
    write(path, 3000);
    expect(isBuildStale(root)).toBe(true);
  });

  it('is true when a file was removed', () => {
    rmSync(join(root, 'shared/plan/a.ts'));
    expect(isBuildStale(root)).toBe(true);
  });

  it('does not look at tests', () => {
    write('test/a.test.ts', 3000);
    expect(isBuildStale(root)).toBe(false);
  });
});
