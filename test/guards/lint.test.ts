/** Plants one violation a file and expects the lint rules to name it; and allows what the exceptions allow. */
import { relative } from 'node:path';
import { ESLint, type Linter } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plantTree, type PlantedTree } from './plantedTree.ts';

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

/** Path, text, and the rule that must name it. */
const violations: readonly (readonly [path: string, text: string, rule: string])[] = [
  ['shared/time.ts', 'export const at = (): number => Date.now();', 'no-restricted-globals'],
  ['shared/newDate.ts', 'export const at = (): unknown => new Date();', 'no-restricted-syntax'],
  ['shared/chance.ts', 'export const chance = (): number => Math.random();', 'no-restricted-syntax'],
  ['shared/throws.ts', "export function refuse(): never { throw new Error('no'); }", 'no-restricted-syntax'],
  ['shared/waits.ts', 'export const wait = async (): Promise<number> => 1;', 'no-restricted-syntax'],
  ['shared/any.ts', 'export const read = (value: any): string => String(value);', '@typescript-eslint/no-explicit-any'],
  [
    'shared/bang.ts',
    'export const first = (all: string[]): string => all[0]!;',
    '@typescript-eslint/no-non-null-assertion',
  ],
  ['shared/long.ts', lines(201, (index) => `export const n${String(index)} = ${String(index)};`), 'max-lines'],
  [
    'shared/longFunction.ts',
    `export function long(): number {\nlet n = 0;\n${lines(60, () => 'n += 1;')}\nreturn n;\n}`,
    'max-lines-per-function',
  ],
  [
    'shared/branches.ts',
    `export function branches(n: number): number {
      ${lines(21, (index) => `if (n === ${String(index)}) return ${String(index + 1)};`)}
      return n;
    }`,
    'complexity',
  ],
  [
    'shared/switch.ts',
    "export function name(kind: 'a' | 'b'): string { switch (kind) { case 'a': return 'A'; } return ''; }",
    '@typescript-eslint/switch-exhaustiveness-check',
  ],
  ['shared/enum.ts', 'export enum Kind { A }', 'no-restricted-syntax'],
  ['shared/later.ts', '// TODO finish this\nexport const later = 1;', 'no-warning-comments'],
  ['electron/starts.ts', "export { spawn } from 'node:child_process';", 'no-restricted-imports'],
  ['electron/host/starts.ts', "export { spawn } from 'node:child_process';", 'no-restricted-imports'],
  ['electron/host/files.ts', "export { spawn } from 'node:child_process';", 'no-restricted-imports'],
  ['electron/reads.ts', "export { readFileSync } from 'node:fs';", 'no-restricted-imports'],
  ['electron/readsLater.ts', "export { readFile } from 'node:fs/promises';", 'no-restricted-imports'],
  ['electron/unprefixed.ts', "export { readFileSync } from 'fs';", 'no-restricted-imports'],
  ['electron/host/exec.ts', "export { readFileSync } from 'node:fs';", 'no-restricted-imports'],
  ['electron/rpc/window.ts', "export { app } from 'electron';", 'no-restricted-imports'],
  [
    'electron/floats.ts',
    'const work = (): Promise<void> => Promise.resolve();\nexport function go(): void { work(); }',
    '@typescript-eslint/no-floating-promises',
  ],
  ['electron/shellTrue.ts', 'export const how = { shell: true };', 'no-restricted-syntax'],
  ['electron/trusting.ts', 'export const how = { rejectUnauthorized: false };', 'no-restricted-syntax'],
  ['electron/trustingAll.ts', "process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';\nexport {};", 'no-restricted-syntax'],
  ['electron/host/writeFiles.ts', "import fs from 'node:fs';\nfs.chmodSync('a', 0o600);", 'no-restricted-syntax'],
  ['electron/host/folders.ts', "import { chmodSync as mode } from 'node:fs';\nmode('a', 0);", 'no-restricted-syntax'],
  ['electron/hidden.ts', "export const hidden = process.getBuiltinModule('node:os');", 'no-restricted-syntax'],
  ['electron/evaluates.ts', "export const value: unknown = eval('1');", 'no-eval'],
  [
    'renderer/Html.tsx',
    "export const Html = () => <p dangerouslySetInnerHTML={{ __html: '<b>' }} />;",
    'no-restricted-syntax',
  ],
  ['renderer/html.ts', "export function show(at: HTMLElement): void { at.innerHTML = '<b>'; }", 'no-restricted-syntax'],
  ['renderer/unused.ts', '// eslint-disable-next-line no-eval\nexport const n = 1;', 'unused-directive'],
];

/** Text that the exceptions allow where it stands. */
const allowed: readonly (readonly [path: string, text: string])[] = [
  ['electron/host/network.ts', 'export const reading = { rejectUnauthorized: false };'],
  ['electron/host/readFiles.ts', "export { readFileSync } from 'node:fs';"],
  ['electron/main.ts', "export { app } from 'electron';"],
  ['electron/shell/window.ts', "export { BrowserWindow } from 'electron';"],
  ['shared/plain.ts', 'export const double = (n: number): number => 2 * n;'],
  ['test/long.test.ts', `export function table(): number {\nlet n = 0;\n${lines(200, () => 'n += 1;')}\nreturn n;\n}`],
];

/** An unused directive has no rule; anything else without one is told by its message. */
function nameRule({ ruleId, message }: Linter.LintMessage): string {
  return ruleId ?? (message.startsWith('Unused eslint-disable') ? 'unused-directive' : message);
}

describe('the lint rules', () => {
  let tree: PlantedTree;
  const rulesByPath = new Map<string, string[]>();

  beforeAll(async () => {
    const files = [...violations, ...allowed].map(([path, text]) => [path, `${text}\n`] as const);
    tree = plantTree(Object.fromEntries(files), 'real');
    const results = await new ESLint({ cwd: tree.root }).lintFiles(['.']);
    for (const { filePath, messages } of results) {
      const rules = messages.map(nameRule);
      rulesByPath.set(relative(tree.root, filePath).replaceAll('\\', '/'), rules);
    }
  }, 60_000);
  afterAll(() => {
    tree.remove();
  });

  it.each(violations)('refuse %s', (path, _text, rule) => {
    expect(rulesByPath.get(path)).toContain(rule);
  });

  it.each(allowed)('allow %s', (path) => {
    expect(rulesByPath.get(path)).toEqual([]);
  });
});
