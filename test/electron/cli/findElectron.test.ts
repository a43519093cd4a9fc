import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findElectron } from '../../../electron/cli/findElectron.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'promseal-electron-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function install(withProgram: boolean): string {
  const folder = join(root, 'node_modules/electron');
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'path.txt'), 'electron\n');
  if (withProgram) writeFileSync(join(folder, 'dist/electron'), 'program');
  return join(folder, 'dist/electron');
}

it('finds the program from a folder below the package', () => {
  const program = install(true);
  expect(findElectron(join(root, 'dist/electron'))).toBe(program);
});

it('says null while only the package is there, not its program', () => {
  install(false);
  expect(findElectron(root)).toBeNull();
});

it('says null where there is no package', () => {
  expect(findElectron(root)).toBeNull();
});
