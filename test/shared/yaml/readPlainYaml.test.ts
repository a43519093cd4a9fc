import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSource } from '../../../shared/yaml/checkSource.ts';
import { readFullYaml } from '../../../shared/yaml/readYaml.ts';
import { readPlainYaml } from '../../../shared/yaml/readPlainYaml.ts';
import { lineStartsOf } from '../../../shared/yaml/textPosition.ts';

/** Whatever the quick reader takes, it must take exactly as the full one does, offsets included. */
function sameAsFull(source: string): boolean {
  if (checkSource(source) !== null) return false;
  const lineStarts = lineStartsOf(source);
  const quick = readPlainYaml(source, lineStarts);
  if (quick === null) return false;
  const full = readFullYaml(source, lineStarts);
  expect(full.ok ? full.document.root : full.problem).toEqual(quick);
  expect(full.ok && full.document.nextDocument).toBeNull();
  return true;
}

const fixtures = join(import.meta.dirname, '../../fixtures/prometheus');

describe('readPlainYaml', () => {
  it.each(['default.good.yml', 'article.good.yml', 'indentless.good.yml', 'crlf.good.yml', 'flow.web.good.yml'])('takes %s, as the full reader does', (name) => {
    const source = readFileSync(join(fixtures, name), 'utf8');
    expect(sameAsFull(source)).toBe(name !== 'flow.web.good.yml');
  });

  it('agrees with the full reader on every fixture that it takes', () => {
    const taken = readdirSync(fixtures).filter((name) => sameAsFull(readFileSync(join(fixtures, name), 'utf8')));
    expect(taken.length).toBeGreaterThan(5);
  });

  it.each([
    '', '# only\n', '~\n', 'a: b\n---\nc: d\n', '---\n---\na: b\n', 'a: b\n...\n', 'a: &x b\n', 'a: *x\n', 'a: !!str b\n', '<<: x\n', 'a: |\n  b\n',
    'a: b\n  c\n', 'a: "b\n  c"\n', 'a: "\\u0041"\n', "a: 'it''s'\n", 'a:\tb\n', 'a: b: c\n', 'a: 1\na: 2\n', 'a: {b: 1, b: 2}\n', '? a\n: b\n',
    'a: [b,\n  c]\n', 'a: [b, ]\n', 'a: {b}\n', 'a: [b: c]\n', 'a:\n    b: 1\n  c: 2\n', '- a\nb: c\n', 'a: b\n- c\n', ' a: b\n', 'a b: c\n', 'a: {{ x }}\n',
    `${Array.from({ length: 120 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')}`, `a: ${'['.repeat(30)}${']'.repeat(30)}\n`,
  ])('leaves %j to the full reader', (source) => {
    expect(readPlainYaml(source, lineStartsOf(source))).toBeNull();
  });

  const word = fc.constantFrom('a', 'b', 'job_name', 'yes', '1', '~', 'x-y', "'q'", '"q r"', 'h:1', 'http://x/y', 'a#b', '$1', '(.+)', '-', '', ' ', 'c d', '<<', '\\d+', '+1');
  const piece = fc.oneof(
    { weight: 6, arbitrary: word },
    { weight: 3, arbitrary: fc.constantFrom(': ', ':', '- ', '-', '  ', '    ', ' ') },
    { weight: 2, arbitrary: fc.constantFrom('[', ']', '{', '}', ', ', ',', ' # c', '#', '---', '"', "'", '|', '\t', '&a', '*a') },
  );
  const roughLine = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
  const flow = fc.constantFrom('[]', '{}', '[a, b]', '{a: b}', '{a: [b, {c: "d"}], e: f}', "['h:1', \"i\"]", '[ a , b ]', '{ a: b }', '[h:1, 2]', '{"a": b}', '[a b, c#d]');
  const neatLine = fc
    .record({ indent: fc.constantFrom(0, 0, 2, 2, 4, 6), dashes: fc.constantFrom('', '', '- ', '-   ', '- - '), key: fc.constantFrom('a', 'b', 'c', 'd', 'job_name', "'e f'", 'yes'), value: fc.oneof(word, flow, fc.constant('')), tail: fc.constantFrom('', '', ' ', ' # c', '#c'), isEntry: fc.boolean() })
    .map(({ indent, dashes, key, value, tail, isEntry }) => `${' '.repeat(indent)}${dashes}${isEntry ? `${key}: ` : ''}${value}${tail}`);
  const text = (line: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> =>
    fc.tuple(fc.array(line, { maxLength }), fc.constantFrom('\n', '\r\n'), fc.boolean()).map(([lines, lineBreak, ends]) => lines.join(lineBreak) + (ends ? lineBreak : ''));

  it('agrees with the full reader on random lines, right or wrong', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.oneof(text(roughLine, 4), text(neatLine, 7)), (source) => {
        if (sameAsFull(source)) taken += 1;
      }),
      { numRuns: 15000 },
    );
    expect(taken).toBeGreaterThan(200);
  });
});
