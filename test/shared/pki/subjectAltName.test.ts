import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certificateByteLimit } from '../../../shared/pki/certificateSize.ts';
import { namesProblems, parseName } from '../../../shared/pki/subjectAltName.ts';

const value = (text: string): string => {
  const parsed = parseName(text);
  return parsed.ok ? `${parsed.name.kind} ${parsed.name.value}` : parsed.problem.code;
};

describe('names that are accepted (K-31)', () => {
  it.each([
    ['localhost', 'dns localhost'],
    ['Prometheus.Example.ORG', 'dns prometheus.example.org'],
    ['a-1.b--c.example', 'dns a-1.b--c.example'],
    ['*.example.org', 'dns *.example.org'],
    ['bücher.example', 'dns xn--bcher-kva.example'],
    ['BÜCHER.example', 'dns xn--bcher-kva.example'],
    ['bu\u0308cher.example', 'dns xn--bcher-kva.example'],
    ['straße.example', 'dns xn--strae-oqa.example'],
    ['例え。テスト', 'dns xn--r8jz45g.xn--zckzah'],
    ['ΑΣ.example', 'dns xn--mxa0b.example'],
    ['xn--bcher-kva.example', 'dns xn--bcher-kva.example'],
    ['*.bücher.example', 'dns *.xn--bcher-kva.example'],
    ['127.0.0.1', 'ip 127.0.0.1'],
    ['１２７.0.0.1', 'ip 127.0.0.1'],
    ['::1', 'ip ::1'],
    ['2001:DB8:0:0:1:0:0:1', 'ip 2001:db8::1:0:0:1'],
    ['2001:db8::0:1', 'ip 2001:db8::1'],
    ['::ffff:1.2.3.4', 'ip ::ffff:1.2.3.4'],
    ['::FFFF:0102:0304', 'ip ::ffff:1.2.3.4'],
    ['1:2:3:4:5:6:7:8', 'ip 1:2:3:4:5:6:7:8'],
    ['1:0:3:4:5:6:7:8', 'ip 1:0:3:4:5:6:7:8'],
    ['::', 'ip ::'],
    [`${'a'.repeat(63)}.example`, `dns ${'a'.repeat(63)}.example`],
  ])('%s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it('shows the letters beside the encoded form', () => {
    expect(parseName('xn--bcher-kva.example')).toMatchObject({ name: { shown: 'bücher.example' } });
    expect(parseName('*.BÜCHER.example')).toMatchObject({ name: { shown: '*.bücher.example', value: '*.xn--bcher-kva.example' } });
  });
});

describe('names that are refused, each in its own words', () => {
  it.each([
    ['', 'NAME_EMPTY'],
    [' ', 'NAME_HAS_SPACE'],
    ['foo bar', 'NAME_HAS_SPACE'],
    ['foo\nbar', 'NAME_HAS_SPACE'],
    ['foo\u0000', 'NAME_HAS_SPACE'],
    ['foo\u00a0bar', 'NAME_HAS_SPACE'],
    ['https://prometheus.example', 'NAME_HAS_SCHEME'],
    ['http://', 'NAME_HAS_SCHEME'],
    ['prometheus.example:9090', 'NAME_HAS_PORT'],
    ['prometheus:', 'NAME_HAS_PORT'],
    ['127.0.0.1:9090', 'NAME_HAS_PORT'],
    ['[::1]:9090', 'NAME_HAS_PORT'],
    ['[::1]', 'NAME_HAS_BRACKETS'],
    ['prometheus.example/graph', 'NAME_HAS_PATH'],
    ['a\\b', 'NAME_HAS_PATH'],
    ['10.0.0.0/8', 'NAME_IS_NETWORK'],
    ['2001:db8::/32', 'NAME_IS_NETWORK'],
    ['me@example.org', 'NAME_HAS_USER'],
    ['fe80::1%eth0', 'NAME_HAS_ZONE'],
    ['300.1.1.1', 'NAME_NOT_AN_ADDRESS'],
    ['127.1', 'NAME_NOT_AN_ADDRESS'],
    ['127.0.0.01', 'NAME_NOT_AN_ADDRESS'],
    ['0x7f.0.0.1', 'NAME_NOT_AN_ADDRESS'],
    ['2130706433', 'NAME_NOT_AN_ADDRESS'],
    ['host.1', 'NAME_NOT_AN_ADDRESS'],
    ['1.2.3.4.', 'NAME_NOT_AN_ADDRESS'],
    ['1.2.3.4.5', 'NAME_NOT_AN_ADDRESS'],
    [':::', 'NAME_NOT_AN_ADDRESS'],
    ['1::2::3', 'NAME_NOT_AN_ADDRESS'],
    ['1:2:3:4:5:6:7', 'NAME_NOT_AN_ADDRESS'],
    ['1:2:3:4:5:6:7:8:9', 'NAME_NOT_AN_ADDRESS'],
    ['12345::', 'NAME_NOT_AN_ADDRESS'],
    ['::ffff:1.2.3.400', 'NAME_NOT_AN_ADDRESS'],
    ['foo_bar.example', 'NAME_HAS_UNDERSCORE'],
    ['$(id)', 'NAME_HAS_CHARACTER'],
    ['a,b', 'NAME_HAS_CHARACTER'],
    ['na\u200bme', 'NAME_HAS_CHARACTER'],
    ['pro\u202emetheus', 'NAME_HAS_CHARACTER'],
    ['☃.example', 'NAME_HAS_CHARACTER'],
    ['\ud800x', 'NAME_HAS_CHARACTER'],
    ['-bad.example', 'NAME_HYPHEN_AT_EDGE'],
    ['bad-.example', 'NAME_HYPHEN_AT_EDGE'],
    ['a..b', 'NAME_LABEL_EMPTY'],
    ['.', 'NAME_LABEL_EMPTY'],
    ['.example', 'NAME_LABEL_EMPTY'],
    ['example.org.', 'NAME_TRAILING_DOT'],
    [`${'a'.repeat(64)}.example`, 'NAME_LABEL_TOO_LONG'],
    [`${'ü'.repeat(60)}.example`, 'NAME_LABEL_TOO_LONG'],
    [Array.from({ length: 50 }, () => 'abcdef').join('.'), 'NAME_TOO_LONG'],
    ['x'.repeat(5000), 'NAME_TOO_LONG'],
    ['*', 'NAME_WILDCARD_MISPLACED'],
    ['*.*', 'NAME_WILDCARD_MISPLACED'],
    ['a.*.example.org', 'NAME_WILDCARD_MISPLACED'],
    ['w*.example.org', 'NAME_WILDCARD_MISPLACED'],
    ['**.example.org', 'NAME_WILDCARD_MISPLACED'],
    ['*.org', 'NAME_WILDCARD_TOO_BROAD'],
    ['*.', 'NAME_TRAILING_DOT'],
    ['xn--zzzzzzzzz99999', 'NAME_ENCODING_INVALID'],
    ['xn--abc', 'NAME_ENCODING_INVALID'],
    ['xn--a-', 'NAME_HYPHEN_AT_EDGE'],
  ])('%j', (text, code) => {
    expect(value(text)).toBe(code);
  });

  it('leaves no place of a sentence unfilled and repeats no endless text', () => {
    for (const text of ['https://a', `a b${'c'.repeat(900)}`, 'a\u200b', `${'a'.repeat(64)}.b`, 'x'.repeat(5000)]) {
      const parsed = parseName(text);
      expect(parsed.ok).toBe(false);
      if (!parsed.ok) expect(`${parsed.problem.message}${parsed.problem.hint}`).not.toMatch(/\{\w+\}|.{600}/);
    }
  });
});

describe('parseName over many inputs', () => {
  it('agrees with the WHATWG URL rules on names of usual letters', () => {
    const letters = fc.constantFrom(...'abcxyz019ÄÖÜäößéèçñøåłđžABZαβγδωЖяшщйїअआकखगกขค漢字かなカナ한글אבגابت');
    const label = fc.string({ unit: letters, minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 4 }), (labels) => {
        const text = labels.join('.');
        const theirs = domainToASCII(text);
        const ours = parseName(text);
        // Theirs also knows the rules of direction for right-to-left letters, and reads short forms of addresses.
        if (theirs === '' || !ours.ok || ours.name.kind === 'ip') return;
        expect(ours.name.value).toBe(theirs);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives only LDH labels or canonical addresses, and takes its own result back unchanged', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.domain(), fc.ipV6(), fc.ipV4()), (text) => {
        const parsed = parseName(text);
        if (!parsed.ok) return;
        expect(parsed.name.value).toMatch(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*$|^[0-9a-f:.]+$/);
        expect(parseName(parsed.name.value)).toEqual(parsed);
        expect(parseName(parsed.name.shown)).toEqual(parsed);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('namesProblems', () => {
  it('names the entry', () => {
    expect(namesProblems(['localhost', 'https://a', 'LOCALHOST', '::1', '0:0:0:0:0:0:0:1'])).toMatchObject([
      { code: 'NAME_HAS_SCHEME', severity: 'error', field: 'names.1' },
      { code: 'NAME_REPEATED', field: 'names.2' },
      { code: 'NAME_REPEATED', field: 'names.4', hint: expect.stringContaining('entry 4') as string },
    ]);
    expect(namesProblems([])).toMatchObject([{ code: 'NAMES_MISSING', field: 'names' }]);
    expect(namesProblems(['localhost', '127.0.0.1'])).toEqual([]);
  });

  it('warns of scripts that look alike', () => {
    expect(namesProblems(['pаypal.example'])).toMatchObject([
      { code: 'NAME_MIXES_SCRIPTS', severity: 'warning', message: expect.stringContaining('Latin and Cyrillic') as string },
    ]);
    expect(namesProblems(['пример.example', 'abc株式会社.example', 'かな漢字.example'])).toEqual([]);
  });

  it('warns of a mapped address, which a current Go refuses to read', () => {
    expect(namesProblems(['::ffff:1.2.3.4', '::1', '1.2.3.4'])).toMatchObject([
      { code: 'NAME_IS_MAPPED_ADDRESS', severity: 'warning', field: 'names.0', hint: expect.stringContaining('Type 1.2.3.4') as string },
    ]);
  });

  it('refuses 10,000 names at once, with the size and the limit (R-24)', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `host-${String(index).padStart(6, '0')}.monitoring.example`);
    const started = performance.now();
    const [first, ...others] = namesProblems(names);
    expect(performance.now() - started).toBeLessThan(1000);
    expect(first).toMatchObject({ code: 'NAMES_TOO_MANY', field: 'names', message: expect.stringContaining(`${certificateByteLimit}`) as string });
    expect(others).toEqual([]);
    expect(namesProblems(names.slice(0, 800))).toEqual([]);
  });
});
