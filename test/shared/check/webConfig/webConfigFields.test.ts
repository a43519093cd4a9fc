import { describe, expect, it } from 'vitest';
import { webConfigFields, webField } from '../../../../shared/check/webConfig/webConfigFields.ts';
import { webConfigKeys } from '../../../../shared/prometheus/configKeys.ts';
import { featureFloors } from '../../../../shared/prometheus/versions.ts';

describe('the fields of a web.yml', () => {
  it('are every field that the toolkit has, each once', () => {
    const paths = webConfigFields.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.filter((path) => !path.includes('.')).sort()).toEqual([...webConfigKeys].sort());
    expect(paths.filter((path) => path.startsWith('tls_server_config.'))).toHaveLength(13);
    expect(paths.filter((path) => path.startsWith('http_server_config.headers.'))).toHaveLength(5);
  });

  it.each(webConfigFields.map((field) => [field.path, field] as const))('%s is in order', (path, field) => {
    const parent = path.includes('.') ? webField(path.slice(0, path.lastIndexOf('.'))) : null;
    expect(parent?.type ?? 'map').toMatch(/^(map|headers)$/);
    expect(field.since.prometheus).toBe(field.feature === null ? '2.24.0' : featureFloors[field.feature]);
    expect(field.documentation).toMatch(/^[A-Z].*\.$/);
    expect(field.hiddenBy === null || webField(field.hiddenBy) !== null).toBe(true);
    expect(field.relativeTo).toBe(field.type === 'path' ? 'webConfig' : null);
  });
});
