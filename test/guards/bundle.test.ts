/** What is shipped: which modules the bundles want from outside, and what the page loads. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/ensureBuilt.ts';
import { checkout } from './plantedTree.ts';

const dist = join(checkout, 'dist');

/** Every module that a text names, however it names it. */
function importsOf(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** Follows imports between bundles, lazy ones too.
 *  @returns the modules that are not part of dist */
function outsideImports(entry: string): string[] {
  const outside = new Set<string>();
  const bundles = new Set([entry]);
  for (const bundle of bundles) {
    for (const name of importsOf(readFileSync(bundle, 'utf8'))) {
      if (name.startsWith('.')) bundles.add(join(dirname(bundle), name));
      else outside.add(name);
    }
  }
  return [...outside].sort();
}

const isBuiltin = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name);

/** Runs a bundle on the Node that this machine has, which may be older than the one that runs the tests. */
function runBundle(name: string, args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const node = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => existsSync(path)) ?? process.execPath;
  const options = { cwd: '/', encoding: 'utf8', timeout: 20_000 } as const;
  const { status, stdout, stderr } = spawnSync(node, [join(dist, 'electron', name), ...args], options);
  return { status, stdout, stderr };
}

/** What a page would load or run that a policy without 'unsafe-inline' and other origins refuses. */
function refusedByPolicy(html: string): string[] {
  const inline = [...html.matchAll(/<script\b([^>]*)>([^<]*)/g)].filter(
    ([, attributes = '', body = '']) => !/\bsrc=/.test(attributes) || body.trim() !== '',
  );
  const rules = [/<style\b/g, /\sstyle=/g, /\son\w+=/g, /(?:src|href|action)=["'](?:\w+:)?\/\/[^"']*/g, /javascript:/g];
  return [...inline.map(([text]) => text), ...rules.flatMap((rule) => html.match(rule) ?? [])];
}

beforeAll(() => {
  if (!ensureBuilt(checkout)) throw new Error('The build failed; npm run build says why.');
}, 120_000);

describe('the command-line bundle', () => {
  const cli = join(dist, 'electron/cli.js');

  it('wants nothing but what Node has, and never Electron', () => {
    expect(outsideImports(cli).filter((name) => !isBuiltin(name))).toEqual([]);
  });

  it('is a program', () => {
    expect(readFileSync(cli, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    if (process.platform !== 'win32') expect(statSync(cli).mode & 0o111).toBe(0o111);
  });

  it('runs on the Node of this machine, outside the checkout', () => {
    const { stdout, ...rest } = runBundle('cli.js', ['--help']);
    expect(rest).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('promseal apply');
  });
});

describe('the entries', () => {
  it('are imported by no other bundle, which would wait for them for ever', () => {
    const folder = join(dist, 'electron');
    const bundles = readdirSync(folder).filter((name) => name.endsWith('.js'));
    const imported = bundles.flatMap((name) => importsOf(readFileSync(join(folder, name), 'utf8')));
    expect(bundles).toEqual(expect.arrayContaining(['cli.js', 'main.js']));
    expect(imported.filter((name) => name === './cli.js' || name === './main.js')).toEqual([]);
  });
});

describe('the desktop bundles', () => {
  it('want nothing but Electron and what Node has', () => {
    const wanted = outsideImports(join(dist, 'electron/main.js'));
    expect(wanted).toContain('electron');
    expect(wanted.filter((name) => name !== 'electron' && !isBuiltin(name))).toEqual([]);
  });

  it('have a preload script that requires Electron and nothing else', () => {
    const text = readFileSync(join(dist, 'electron/preload.cjs'), 'utf8');
    expect(importsOf(text)).toEqual(['electron']);
    expect(text).not.toMatch(/^\s*(import|export)\b/m);
  });
});

describe('the workers', () => {
  it.each(['bcryptWorker', 'dispatchWorker', 'rehearsal'])('%s wants nothing but what Node has', (name) => {
    expect(outsideImports(join(dist, `electron/${name}.js`)).filter((wanted) => !isBuiltin(wanted))).toEqual([]);
  });

  it('the rehearsal server is a program on the Node of this machine', () => {
    const { status, stdout, stderr } = runBundle('rehearsal.js', ['--version']);
    expect({ status, printed: (stdout + stderr).trim() !== '' }).toEqual({ status: 0, printed: true });
  });
});

describe('the page', () => {
  it.each([
    '<script>run()</script>',
    '<script type="module">run()</script>',
    '<style>p{}</style>',
    '<p style="color:red">',
    '<body onload="run()">',
    '<script src="https://cdn.example/a.js"></script>',
    '<link rel="stylesheet" href="//cdn.example/a.css">',
    '<a href="javascript:run()">',
  ])('would be refused with %s', (html) => {
    expect(refusedByPolicy(html)).not.toEqual([]);
  });

  it('loads files of its own only', () => {
    const html = readFileSync(join(dist, 'renderer/index.html'), 'utf8');
    expect(refusedByPolicy(html)).toEqual([]);
    const loaded = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(loaded.some((path) => path.endsWith('.js'))).toBe(true);
    for (const path of loaded) expect(existsSync(join(dist, 'renderer', path)), path).toBe(true);
  });
});
