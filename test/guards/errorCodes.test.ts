/** Every code that PromSeal can give is produced by some test, and every sentence of the catalogue is plain. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/errors/catalogue.ts';
import { checkout } from './plantedTree.ts';
import { sourceFiles } from './sourceFiles.ts';

/** @returns codes that no text names */
function untested(codes: readonly string[], texts: readonly string[]): string[] {
  const words = new Set(texts.flatMap((text) => text.match(/\b[A-Z][A-Z0-9]*(_[A-Z0-9]+)*\b/g) ?? []));
  return codes.filter((code) => !words.has(code));
}

describe('the error catalogue', () => {
  it('notices a code without a test', () => {
    expect(untested(['FILE_GONE', 'FILE', 'BUSY'], ["expect(code).toBe('FILE_GONE')", "'BUSY'"])).toEqual(['FILE']);
  });

  it('has each code once: of two sentences one would be lost', () => {
    const files = sourceFiles('shared').filter((path) => path.startsWith('shared/errors/codes/'));
    const codes = files.flatMap((path) => readFileSync(join(checkout, path), 'utf8').match(/^ {2}[A-Z][A-Z0-9_]*(?=: \{)/gm) ?? []);
    expect(codes.length).toBeGreaterThan(100);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('has a test for every code', () => {
    const texts = sourceFiles('test').map((path) => readFileSync(join(checkout, path), 'utf8'));
    expect(untested(Object.keys(catalogue), texts)).toEqual([]);
  });

  it.each(Object.entries(catalogue))('%s is a code with a plain sentence', (code, { message, hint }) => {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
    // A hint may end in a command to paste, and either may begin with the name of a file or program.
    expect(message).toMatch(/[.:)}]$/);
    for (const sentence of hint === undefined ? [message] : [message, hint]) {
      expect(sentence).not.toMatch(/!(?= |$)|[\u{1f300}-\u{1faff}]| {2}|^\s|\s$/u);
    }
  });
});
