/** A small copy of the checkout with its real rules, in which a test plants files that break them. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const checkout = resolve(import.meta.dirname, '../..');

const rules = [
  'package.json',
  'tsconfig.json',
  'shared/tsconfig.json',
  'electron/tsconfig.json',
  'renderer/tsconfig.json',
  'test/tsconfig.json',
  'eslint.config.js',
  '.dependency-cruiser.cjs',
];

export interface PlantedTree {
  readonly root: string;
  remove(): void;
}

/** @param files text by path
 *  @param packages 'real' links the installed ones; a list makes empty packages of these names */
export function plantTree(files: Readonly<Record<string, string>>, packages: 'real' | readonly string[]): PlantedTree {
  const root = mkdtempSync(join(tmpdir(), 'planted-'));
  const plant = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const path of rules) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    cpSync(join(checkout, path), join(root, path));
  }
  if (packages === 'real') {
    symlinkSync(join(checkout, 'node_modules'), join(root, 'node_modules'));
  } else {
    for (const name of packages) {
      plant(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
      plant(`node_modules/${name}/index.js`, '');
    }
  }
  for (const [path, text] of Object.entries(files)) plant(path, text);
  return {
    root,
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}
