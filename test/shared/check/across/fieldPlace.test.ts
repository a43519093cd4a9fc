import { describe, expect, it } from 'vitest';
import { fieldPlace } from '../../../../shared/check/across/fieldPlace.ts';
import { readYaml } from '../../../../shared/yaml/readYaml.ts';

const source = ['a: &x', '  - name: one', '    tls_config:', '      ca_file: ca.crt', '  - name: two', 'b: *x', ''].join('\n');
const reading = readYaml(source);
const document = reading.ok ? reading.document : null;

describe('fieldPlace', () => {
  it.each([
    [['a', 0, 'tls_config', 'ca_file'], 'a[0].tls_config.ca_file', 4, 7],
    [['a', 1], 'a[1]', 5, 3],
    [['a', 1, 'tls_config', 'ca_file'], 'a[1].tls_config.ca_file', 5, 3],
    [['b', 0, 'name'], 'b[0].name', 2, 5],
    [['c'], 'c', 1, 1],
  ])('finds %j', (at, field, line, column) => {
    expect(fieldPlace(document, '/p/x.yml', at)).toEqual({ path: '/p/x.yml', field, at, line, column });
  });

  it('names the field of a file that cannot be read, without a line', () => {
    expect(fieldPlace(null, '/p/x.yml', ['a', 0])).toEqual({ path: '/p/x.yml', field: 'a[0]', at: ['a', 0] });
  });
});
