import { describe, expect, it } from 'vitest';
import { readYaml } from '../../../shared/yaml/readYaml.ts';
import { edited, refused, set } from './edits.ts';

function found(source: string): [string, number | undefined, number | undefined] | 'readable' {
  const reading = readYaml(source);
  return reading.ok ? 'readable' : [reading.problem.code, reading.problem.line, reading.problem.column];
}

const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]', ...'bcdef'.split('').map((name, index) => {
  const before = 'abcdef'[index] ?? 'a';
  return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`;
})].join('\n');

describe('broken files are told with line and column (R-09)', () => {
  it.each([
    ['tab indentation', 'a:\n\tb: c\n', ['YAML_TAB', 2, 1]],
    ['an unclosed flow map', 'a: 1\nb: {x: y\nc: d\n', ['YAML_UNCLOSED', 3, 1]],
    ['an unclosed quotation mark', 'a: "x\n', ['YAML_UNCLOSED', 2, 1]],
    ['duplicate keys', 'a: 1\nb:\n  c: 1\n  c: 2\n', ['YAML_DUPLICATE_KEY', 4, 3]],
    ['duplicate keys in different quotes', '"a": 1\na: 2\n', ['YAML_DUPLICATE_KEY', 2, 1]],
    ['NUL', 'a: 1\nb: \u0000\n', ['YAML_CHARACTER', 2, 4]],
    ['an escape character', 'a: \u001B[0m\n', ['YAML_CHARACTER', 1, 4]],
    ['a byte order mark inside', 'a: 1\n\uFEFFb: 2\n', ['YAML_CHARACTER', 2, 1]],
    ['a line separator, which go-yaml takes for a line break', '# a\u2028b: 1\n', ['YAML_LINE_BREAK', 1, 4]],
    ['a lone carriage return', '# a\rb: 1\n', ['YAML_LINE_BREAK', 1, 4]],
    ['a template value', 'a: 1\nb: {{ x }}\n', ['YAML_TEMPLATE', 2, 5]],
    ['a template statement', 'a: 1\n{% if x %}\nb: 2\n', ['YAML_TEMPLATE', 2, 2]],
    ['a map as key', 'a: 1\n? {b: c}\n: d\n', ['YAML_KEY_NOT_TEXT', 2, 1]],
    ['an alias as key', 'a: &a x\n*a : 1\n', ['YAML_KEY_NOT_TEXT', 2, 1]],
    ['an unknown alias', 'a: *x\n', ['YAML_ALIAS_UNKNOWN', 1, 4]],
    ['an alias of itself', 'a: &x [*x]\n', ['YAML_ALIAS_UNKNOWN', 1, 8]],
    ['a merge of a word', 'a:\n  <<: b\n', ['YAML_MERGE_INVALID', 2, 3]],
    ['a colon in a plain value', 'a: b: c\n', ['YAML_COLON_TWICE', 1, 4]],
    ['wrong indentation', 'a:\n    b: 1\n  c: 2\n', ['YAML_INDENT', 3, 1]],
    ['a section without its colon', 'a\n  b: 1\n', ['YAML_COLON_MISSING', 1, 1]],
    ['a key without the blank behind its colon', 'a:\n  b: 1\n  c:2\nd: 3\n', ['YAML_COLON_MISSING', 3, 3]],
  ])('%s', (_what, source, expected) => {
    expect(found(source)).toEqual(expected);
    expect(refused(source, set(['z'], 1))).toEqual(expected);
  });

  it.each([
    ['flow lists', '['.repeat(20_000)],
    ['closed flow lists', `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['flow maps', `a: ${'{a: '.repeat(20_000)}`],
    ['dashes', `${'- '.repeat(20_000)}a`],
    ['block maps', Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
  ])('20,000 or 300 nested %s', (_what, source) => {
    const start = performance.now();
    expect(found(source)[0]).toBe('YAML_TOO_DEEP');
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('an alias bomb, in no time', () => {
    const start = performance.now();
    expect(found(bomb)[0]).toBe('YAML_ALIASES_EXCESSIVE');
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('aliases as people use them are fine', () => {
    const source = `x: &x {a: 1, b: [1, 2]}\n${Array.from({ length: 200 }, (_, index) => `k${index}: *x\n`).join('')}`;
    expect(found(source)).toBe('readable');
  });

  it('more than 20 MB', () => {
    expect(found('# comment\n'.repeat(2_100_000))[0]).toBe('YAML_TOO_LARGE');
  });
});

describe('large files are read in linear time (R-11)', () => {
  it('finds no quadratic step in many keys, comments or blank lines', () => {
    for (const source of [
      Array.from({ length: 20_000 }, (_, index) => `key${index}: v\n`).join(''),
      `a:\n${'  # c\n'.repeat(40_000)}  b: c\n`,
      `a:\n${'\n'.repeat(80_000)}  b: c\n`,
    ]) {
      // An escape is read by the full reader only, so both readers are timed.
      for (const text of [source, `z: "\\u0041"\n${source}`]) {
        const start = performance.now();
        expect(found(text)).toBe('readable');
        expect(performance.now() - start).toBeLessThan(4000);
      }
    }
  });

  it('edits one job among two thousand and changes nothing else', () => {
    const jobs = Array.from({ length: 2000 }, (_, index) => `  - job_name: job-${index}\n    static_configs:\n      - targets: ['h${index}:9100']\n`);
    const source = `scrape_configs:\n${jobs.join('')}`;
    const text = edited(source, set(['scrape_configs', { where: 'job_name', is: 'job-1234' }, 'scheme'], 'https'));
    expect(text.replace('    scheme: https\n', '')).toBe(source);
    expect(text.indexOf('scheme: https')).toBeLessThan(text.indexOf('job-1235'));
  });
});
