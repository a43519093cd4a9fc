import { describe, expect, it } from 'vitest';
import { safeUrl, urlScheme, userOfUrl } from '../../../shared/prometheus/safeUrl.ts';

describe('safeUrl', () => {
  it.each([
    ['https://example.org:9090/api/v1/write', 'https://example.org:9090/api/v1/write'],
    ['https://user:pw@example.org/write?token=abc#x', 'https://example.org/write'],
    ['https://user:p/w?a@b@example.org/write', 'https://example.org/write'],
    ['https://user@example.org', 'https://example.org'],
    ['admin:pw@localhost:9090', 'localhost:9090'],
    ['localhost:9090', 'localhost:9090'],
    ['[::1]:9090', '[::1]:9090'],
    ['https://[fe80::1]:9090/a@b', 'https://[fe80::1]:9090/a@b'],
    ['https://example.org/a@b', 'https://example.org/a@b'],
    ['unix:///var/run/docker.sock', 'unix:///var/run/docker.sock'],
    ['', ''],
  ])('%s is shown as %s', (url, shown) => {
    expect(safeUrl(url)).toBe(shown);
  });
});

describe('urlScheme', () => {
  it.each([
    ['HTTPS://example.org', 'https'],
    ['unix:///var/run/docker.sock', 'unix'],
    ['localhost:9090', null],
    ['//example.org', null],
  ])('of %s is %s', (url, scheme) => {
    expect(urlScheme(url)).toBe(scheme);
  });
});

describe('userOfUrl', () => {
  it.each([
    ['http://alice:p%40ss@host/w', { user: 'alice', password: 'p@ss' }],
    ['https://alice@host', { user: 'alice', password: null }],
    ['https://alice:%zz@host', { user: 'alice', password: '%zz' }],
    ['https://host/a@b', null],
    ['host:9090', null],
  ])('of %s', (url, expected) => {
    expect(userOfUrl(url)).toEqual(expected);
  });
});
