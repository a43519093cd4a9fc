/** Plants words of another layer's world and expects the compiler not to know them. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkout, plantTree, type PlantedTree } from './plantedTree.ts';

const foreign = {
  shared: {
    node: 'export const folder: string = process.cwd();',
    nodeModule: "export { join } from 'node:path';",
    page: 'export const title: string = document.title;',
    timer: 'setTimeout(() => undefined, 1);\nexport {};',
    console: "console.log('a');\nexport {};",
    url: "export const url = new URL('http://a');",
    randomness: 'export const id: string = crypto.randomUUID();',
    unchecked: "export const first: string = ['a'][0];",
    optional: 'export const a: { b?: string } = { b: undefined };',
  },
  electron: {
    page: 'export const title: string = document.title;',
    window: 'export const width: number = window.innerWidth;',
  },
  renderer: {
    node: 'export const folder: string = process.cwd();',
    nodeModule: "export { join } from 'node:path';",
    buffer: "export const bytes = Buffer.from('a');",
  },
} as const;

const cases = Object.entries(foreign).flatMap(([layer, files]) =>
  Object.keys(files).map((name) => [layer, name] as const),
);

describe('the compiler', () => {
  let tree: PlantedTree;
  const output = new Map<string, string>();

  beforeAll(() => {
    const texts = Object.entries(foreign).flatMap(([layer, files]) =>
      Object.entries(files).map(([name, text]) => [`${layer}/${name}.ts`, `${text}\n`] as const),
    );
    const plain = Object.keys(foreign).map((layer) => [`${layer}/plain.ts`, 'export const one = 1;\n'] as const);
    tree = plantTree(Object.fromEntries([...texts, ...plain]), 'real');
    for (const layer of Object.keys(foreign)) {
      const tsc = join(checkout, 'node_modules/typescript/bin/tsc');
      const run = spawnSync(process.execPath, [tsc, '-p', layer], { cwd: tree.root, encoding: 'utf8' });
      output.set(layer, run.stdout);
    }
  }, 120_000);
  afterAll(() => {
    tree.remove();
  });

  it.each(cases)('in %s/ refuses %s', (layer, name) => {
    expect(output.get(layer)).toContain(`${layer}/${name}.ts(`);
  });

  it.each(Object.keys(foreign))('in %s/ accepts plain code', (layer) => {
    expect(output.get(layer)).not.toContain('plain.ts');
  });
});
