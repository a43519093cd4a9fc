import { describe, expect, it } from 'vitest';
import { promtoolWords } from '../../../shared/check/promtoolWords.ts';

const text = [
  'global:',
  '  scrape_interval: often',
  'scrape_configs:',
  '  - job_name: a',
  '    basic_auth: { username: alice, password: "hunter2" }',
  '    proxy_url: http://bob:hunter3@proxy:99999',
  '',
].join('\n');

describe('words that say nothing secret', () => {
  it.each([
    'not a valid duration string: "often"',
    'line 3: field min_tls not found in type web.TLSConfig',
    'at most one of basic_auth, oauth2 & authorization must be configured',
    'FAILED: failed to load X509KeyPair: open /etc/prometheus/prometheus.key: permission denied',
    'error checking client cert file "a": stat /etc/prometheus/a: no such file or directory',
  ])('%s', (words) => {
    expect(promtoolWords(words, text)).toBe(words);
  });
});

describe('what promtool quotes of secrets', () => {
  it.each([
    ['cannot unmarshal !!str `hunter2...` into config.plain', 'cannot unmarshal !!str `…` into config.plain'],
    ['unsupported scheme "hunter2"', 'unsupported scheme "…"'],
    ['a password with a mark in it "hunter\\"2"', 'a password with a mark in it "…"'],
    ['parse "http://bob:hunter3@proxy:99999": invalid port', 'parse "…": invalid port'],
    ["yaml: unknown anchor 'hunter2' referenced", "yaml: unknown anchor '…' referenced"],
    ['line 1: field root:$6$salt$hash:20228:0:99999:7:: not found in type config.plain', 'line 1: field … not found in type config.plain'],
    ['line 1: mapping key "alice:hunter4" already defined at line 2', 'line 1: mapping key "…" already defined at line 2'],
    ['unknown hash $2y$10$hunter2hunter2hunter2', 'unknown hash $2y$10$…'],
    ['open /p/-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\n: no such file or directory', 'open /p/-----BEGIN PRIVATE KEY-----…\n: no such file or directory'],
    ['stat -----BEGIN EC PRIVATE KEY----- hunter2', 'stat -----BEGIN EC PRIVATE KEY-----…'],
    ['dial http://bob:hunter3@proxy: refused', 'dial http://…@proxy: refused'],
  ])('%s', (words, shown) => {
    expect(promtoolWords(words, text)).toBe(shown);
    expect(shown).not.toContain('hunter');
  });
});
