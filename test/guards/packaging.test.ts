/** The packaged program has the switches that the security rules name, and only files of its own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { FUSES } from '../../electron/security.ts';
import { checkout } from './plantedTree.ts';

const config = parse(readFileSync(join(checkout, 'electron-builder.yml'), 'utf8')) as {
  asar: boolean;
  files: string[];
  publish: unknown;
  electronFuses: Record<string, boolean>;
};
const manifest = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
  main: string;
  bin: Record<string, string>;
  scripts: Record<string, string>;
};

describe('the package', () => {
  it('burns in the switches of E-18', () => {
    const lowered = Object.entries(FUSES).map(([name, on]) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, on]);
    // The builder cannot set this one; its default is the wanted value.
    const { wasmTrapHandlers, ...settable } = Object.fromEntries(lowered) as Record<string, boolean>;
    expect(wasmTrapHandlers).toBe(true);
    expect(config.electronFuses).toEqual(settable);
  });

  it('holds the bundles and no packages, and is published nowhere', () => {
    expect(config).toMatchObject({ asar: true, files: ['dist/**', '!node_modules/**'], publish: null });
  });

  it('starts what the build makes', () => {
    expect(manifest).toMatchObject({ main: 'dist/electron/main.js', bin: { promseal: 'dist/electron/cli.js' } });
  });

  it.each(['start', 'dev', 'dev:web', 'build', 'check', 'test', 'e2e', 'demo', 'bench', 'docs', 'promseal', 'dist'])(
    'has the script %s, and the file that it runs',
    (name) => {
      const script = manifest.scripts[name] ?? '';
      const [, file] = /^node (\S+\.ts)/.exec(script) ?? [];
      expect(script).not.toBe('');
      if (file !== undefined) expect(() => readFileSync(join(checkout, file))).not.toThrow();
    },
  );
});
