/** Plants imports that cross a boundary, in every form an import takes, and expects each to be named. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkout, plantTree, type PlantedTree } from './plantedTree.ts';

/** Path, text, and the rule that must name it. */
const violations: readonly (readonly [path: string, text: string, rule: string])[] = [
  ['shared/plan/a.ts', "import { b } from './b.ts';\nexport const a = (): unknown => b;", 'no-circular'],
  ['shared/plan/lost.ts', "export { gone } from './gone.ts';", 'resolvable'],
  ['shared/toElectron.ts', "export { e } from '../electron/e.ts';", 'shared-is-pure'],
  ['shared/toRenderer.ts', "export { r } from '../renderer/r.ts';", 'shared-is-pure'],
  ['shared/toNode.ts', "export { join } from 'node:path';", 'shared-is-pure'],
  ['shared/toPackage.ts', "export { pki } from 'node-forge';", 'shared-is-pure'],
  ['shared/toType.ts', "import type { e } from '../electron/e.ts';\nexport type E = typeof e;", 'shared-is-pure'],
  ['shared/plan/toContract.ts', "export { c } from '../contract/c.ts';", 'plan-not-to-contract'],
  ['renderer/toElectron.ts', "export { e } from '../electron/e.ts';", 'renderer-not-to-privileged'],
  ['renderer/toNode.ts', "export { join } from 'node:path';", 'renderer-not-to-node'],
  ['renderer/toTest.ts', "export { t } from '../test/t.ts';", 'product-not-to-workshop'],
  ['electron/toRenderer.ts', "export { r } from '../renderer/r.ts';", 'privileged-not-to-renderer'],
  ['electron/toScripts.ts', "export { s } from '../scripts/s.ts';", 'product-not-to-workshop'],
  ['electron/rpc/toWindow.ts', "export const w = (): unknown => import('electron');", 'electron-in-shell-only'],
  ['renderer/toWindow.ts', "export { ipcRenderer } from 'electron';", 'electron-in-shell-only'],
  ['electron/toPrograms.ts', "export const p = (): unknown => import('node:child_process');", 'programs-through-exec'],
  ['electron/host/toPrograms.ts', "export { spawn } from 'node:child_process';", 'programs-through-exec'],
  ['electron/toFiles.ts', "export const f = (): unknown => import('node:fs/promises');", 'files-through-host'],
  ['electron/host/network.ts', "export { readFileSync } from 'node:fs';", 'files-through-host'],
];

/** What the boundaries allow, and what the planted files import. */
const allowed: readonly (readonly [path: string, text: string])[] = [
  ['shared/plan/b.ts', "import { a } from './a.ts';\nexport const b = (): unknown => a;"],
  ['shared/contract/c.ts', "export { z as c } from 'zod';"],
  ['shared/yaml.ts', "export { parseDocument } from 'yaml';"],
  ['electron/e.ts', "export { b as e } from '../shared/plan/b.ts';"],
  ['electron/main.ts', "export { app } from 'electron';"],
  ['electron/shell/window.ts', "export { BrowserWindow } from 'electron';"],
  ['electron/host/exec.ts', "export { spawn } from 'node:child_process';"],
  ['electron/host/readFiles.ts', "export { readFileSync } from 'node:fs';"],
  ['renderer/r.ts', "export { c as r } from '../shared/contract/c.ts';"],
  ['test/t.ts', "export { e as t } from '../electron/e.ts';"],
  ['scripts/s.ts', "export { readFileSync as s } from 'node:fs';"],
];

interface Violation {
  from: string;
  rule: { name: string };
}

describe('the boundaries', () => {
  let tree: PlantedTree;
  let found: Violation[];

  beforeAll(() => {
    const files = Object.fromEntries([...violations, ...allowed].map(([path, text]) => [path, `${text}\n`]));
    tree = plantTree(files, ['yaml', 'zod', 'node-forge', 'electron']);
    const program = join(checkout, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
    const folders = ['shared', 'electron', 'renderer', 'scripts', 'test'];
    const args = [program, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders];
    const run = spawnSync(process.execPath, args, { cwd: tree.root, encoding: 'utf8' });
    found = (JSON.parse(run.stdout) as { summary: { violations: Violation[] } }).summary.violations;
  }, 60_000);
  afterAll(() => {
    tree.remove();
  });

  it.each(violations)('refuse %s', (path, _text, rule) => {
    expect(found.filter(({ from }) => from === path).map((violation) => violation.rule.name)).toContain(rule);
  });

  it('allow the rest', () => {
    const planted = violations.map(([path]) => path);
    // A circle is told of each of its files.
    const rest = found.filter(({ from }) => !planted.includes(from) && from !== 'shared/plan/b.ts');
    expect(rest).toEqual([]);
  });
});
