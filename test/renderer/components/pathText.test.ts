import { describe, expect, it } from 'vitest';
import { folderOf, joinPath } from '../../../renderer/components/pathText.ts';

describe('joinPath', () => {
  it.each([
    ['/', 'etc', '/etc'],
    ['/srv/prometheus', 'web.yml', '/srv/prometheus/web.yml'],
    ['C:\\Prometheus', 'web.yml', 'C:\\Prometheus\\web.yml'],
    ['C:\\', 'Prometheus', 'C:\\Prometheus'],
    ['/odd\\name', 'file', '/odd\\name/file'],
  ])('%s and %s', (folder, name, path) => {
    expect(joinPath(folder, name)).toBe(path);
  });
});

describe('folderOf', () => {
  it.each([
    ['/srv/web.yml', '/srv'],
    ['/srv', '/'],
    ['/', '/'],
    ['C:\\Prometheus\\web.yml', 'C:\\Prometheus'],
    ['name', 'name'],
  ])('%s', (path, folder) => {
    expect(folderOf(path)).toBe(folder);
  });
});
