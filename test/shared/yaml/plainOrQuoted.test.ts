import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { plainOrQuoted } from '../../../shared/yaml/plainOrQuoted.ts';
import { hostileNames } from './hostileNames.ts';

const written = (text: string): string | null => {
  const scalar = plainOrQuoted(text);
  return scalar.ok ? scalar.text : null;
};

describe('plainOrQuoted', () => {
  it.each(['https', 'prometheus.crt', '/etc/prometheus/web.yml', './a', '../certs/a-1.key', 'job_name', '15s', '500ms', '_a'])(
    'leaves %s as it is',
    (word) => {
      expect(written(word)).toBe(word);
    },
  );

  it.each(['yes', 'YES', 'yEs', 'on', 'n', 'null', 'True', 'inf', 'NaN', '', '~', '1', '0x1', '1.5', '12', '-1', '.5', '.inf',
    '-', '---', '...', '<<', '1h30m', 'localhost:9090', 'a b', 'C:\\a', '1e3', '.'])('quotes %j', (word) => {
    expect(written(word)).toMatch(/^".*"$/);
  });

  it('means the same text to readers of YAML 1.1 and 1.2', () => {
    for (const name of hostileNames) {
      for (const version of ['1.1', '1.2'] as const) expect(parse(`- ${written(name) ?? ''}`, { version })).toEqual([name]);
      expect(parse(`[${written(name) ?? ''}]`, { version: '1.1' })).toEqual([name]);
    }
  });

  it('refuses a lone surrogate', () => {
    expect(written('\uD83D')).toBeNull();
  });
});
