import { describe, expect, it } from 'vitest';
import { routePrefixOf } from '../../../shared/prometheus/routePrefix.ts';

describe('routePrefixOf', () => {
  it.each([
    [[], ''],
    [['--web.external-url=https://example.org'], ''],
    [['--web.external-url=https://example.org/'], ''],
    [['--web.external-url=https://example.org/prom/'], '/prom'],
    [['--web.external-url', 'http://example.org/a/b'], '/a/b'],
    [['--web.external-url=https://example.org/prom', '--web.route-prefix=/'], ''],
    [['--web.route-prefix=metrics'], '/metrics'],
  ])('%j: %s', (args, prefix) => {
    expect(routePrefixOf(args)).toBe(prefix);
  });
});
