/** No switch that opens a hole stands in the product. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findForbidden, forbiddenTokens } from './forbiddenTokens.ts';
import { checkout } from './plantedTree.ts';
import { productFiles } from './sourceFiles.ts';

describe('the forbidden words', () => {
  it.each(forbiddenTokens.map(({ example, token }) => [example, token.source]))('are found: %s', (example, source) => {
    const found = findForbidden('electron/planted.ts', `const a = 1;\n  ${example}\n`);
    expect(found).toContain(`electron/planted.ts:2 ${source}`);
  });

  it.each(forbiddenTokens.flatMap(({ example, except = [] }) => except.map((path) => [path, example])))(
    'are allowed in %s only',
    (path, example) => {
      expect(findForbidden(path, example)).toEqual([]);
    },
  );

  it('stand nowhere in the product', () => {
    const files = productFiles();
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap((path) => findForbidden(path, readFileSync(join(checkout, path), 'utf8')))).toEqual([]);
  });
});
