import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkTarget, targetWords } from '../../../electron/cli/checkTarget.ts';
import { UsageError } from '../../../electron/cli/usageError.ts';
import { tempTree } from '../../support/tempTree.ts';

describe('what check looks at', () => {
  it('is one folder, or files, of which nothing need be there', () => {
    const folder = join(tempTree(), 'a folder');
    mkdirSync(folder);
    expect(checkTarget('check', [folder], {})).toEqual({ kind: 'folder', folder });
    expect(checkTarget('check', [folder], { offline: true })).toEqual({ kind: 'folder', folder, offline: true });
    expect(checkTarget('check', ['web.yml', '/b'], {})).toEqual({ kind: 'files', paths: [join(process.cwd(), 'web.yml'), '/b'] });
  });

  it('is a server or a unit', () => {
    expect(checkTarget('check', [], { listen: '[::1]:9090' })).toEqual({ kind: 'server', listen: '[::1]:9090' });
    expect(checkTarget('check', [], { unit: 'prometheus@a.service' })).toEqual({ kind: 'unit', unit: 'prometheus@a.service' });
  });

  it('is not more files than the contract takes', () => {
    const names = Array.from({ length: 1001 }, (_, index) => `/f${String(index)}`);
    expect(() => checkTarget('check', names, {})).toThrow(new UsageError('check takes up to 1000 files at once, and 1001 were given'));
    expect(checkTarget('check', names.slice(1), {})).toMatchObject({ kind: 'files' });
  });

  it('is meant by words that a shell takes for it', () => {
    expect(targetWords({ kind: 'folder', folder: '/a folder' })).toBe("'/a folder'");
    expect(targetWords({ kind: 'files', paths: ['/a', "/it's"] })).toBe(`/a '/it'\\''s'`);
    expect(targetWords({ kind: 'server', listen: '[::1]:9090' })).toMatch(/^--listen '?\[::1\]:9090'?$/);
    expect(targetWords({ kind: 'unit', unit: 'prometheus' })).toBe('--unit prometheus');
  });
});
