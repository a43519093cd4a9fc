/**
 * Every file of the product has a test: at the same place below test/, or one that imports it by name, or that of the
 * neighbour in the same folder whose part it is.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkout } from './plantedTree.ts';
import { productFiles, sourceFiles } from './sourceFiles.ts';
import { unmirrored } from './unmirrored.ts';

type Texts = ReadonlyMap<string, string>;

/** @returns the files that a text imports, by path from the root */
function importsOf(path: string, text: string): string[] {
  const found = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)];
  return found.map(([, target = '']) => join(dirname(path), target).replaceAll('\\', '/'));
}

/** @param sources text of each file of the product by its path
 *  @param tests text of each test by its path
 *  @returns sources that no test is about */
function withoutTest(sources: Texts, tests: Texts): string[] {
  const tested = new Set([...tests].flatMap(([path, text]) => importsOf(path, text)));
  for (const path of sources.keys()) {
    const mirror = `test/${path.replace(/\.tsx?$/, '')}.test`;
    if (tests.has(`${mirror}.ts`) || tests.has(`${mirror}.tsx`)) tested.add(path);
  }
  // A set gives what is added while it is walked, so parts of parts count too.
  for (const path of tested) {
    for (const part of importsOf(path, sources.get(path) ?? '')) if (dirname(part) === dirname(path)) tested.add(part);
  }
  return [...sources.keys()].filter((path) => !tested.has(path) && !path.endsWith('.d.ts'));
}

const read = (paths: readonly string[]): Texts =>
  new Map(paths.map((path) => [path, readFileSync(join(checkout, path), 'utf8')]));

function excused(path: string): boolean {
  return Object.keys(unmirrored).some((excuse) => (excuse.endsWith('/') ? path.startsWith(excuse) : path === excuse));
}

describe('the mirror', () => {
  it('notices a file that no test is about', () => {
    const sources = new Map([
      ['shared/a.ts', "import { part } from './part.ts';\nimport { far } from './far/far.ts';"],
      ['shared/part.ts', ''],
      ['shared/far/far.ts', ''],
      ['shared/pki/b.ts', ''],
      ['electron/host/c.ts', ''],
      ['electron/d.ts', ''],
    ]);
    const tests = new Map([
      ['test/shared/a.test.ts', ''],
      ['test/electron/host/c.test.ts', "import { b } from '../../../shared/pki/b.ts';"],
    ]);
    expect(withoutTest(sources, tests)).toEqual(['shared/far/far.ts', 'electron/d.ts']);
  });

  it('has every file of the product', () => {
    const missing = withoutTest(read(productFiles()), read(sourceFiles('test')));
    expect(missing.filter((path) => !excused(path))).toEqual([]);
  });

  it.each(Object.keys(unmirrored))('excuses %s, which exists', (path) => {
    expect(existsSync(join(checkout, path))).toBe(true);
  });
});
