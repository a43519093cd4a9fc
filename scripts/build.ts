/**
 * Builds dist/: the renderer, the entries of the privileged side with every package they use, and the preload script.
 * It is built beside and moved into place, so that an interrupted build never leaves half a program.
 */
import { chmodSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { build, type BuildOptions, type InlineConfig, type LogLevel } from 'vite';
import { buildStamp } from './isBuildStale.ts';
import { projectRoot } from './projectRoot.ts';

/** Entries by the name of their bundle. The workers lie beside the entries, where their users look for them. */
export const privilegedEntries: Readonly<Record<string, string>> = {
  cli: 'electron/cli.ts',
  main: 'electron/main.ts',
  bcryptWorker: 'electron/auth/bcryptWorker.ts',
  dispatchWorker: 'electron/rpc/dispatchWorker.ts',
  rehearsal: 'electron/rehearsal/rehearsalMain.ts',
};

type RolldownOptions = NonNullable<BuildOptions['rolldownOptions']>;

/** The oldest Node that the bundles must run on. */
const target = 'node20';

/** A bundle that runs outside a browser. Bundling every package is what lets the program do without node_modules. */
function outsideBrowser(root: string, into: string, rolldownOptions: RolldownOptions): InlineConfig {
  return {
    configFile: false,
    root,
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: { ssr: true, target, outDir: into, emptyOutDir: false, minify: false, rolldownOptions },
  };
}

function privilegedSide(root: string, into: string): InlineConfig {
  return outsideBrowser(root, into, {
    input: Object.fromEntries(Object.entries(privilegedEntries).map(([name, path]) => [name, join(root, path)])),
    external: ['electron'],
    output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
  });
}

/** A sandboxed preload script is CommonJS in one file and may require nothing but electron. */
function preload(root: string, into: string): InlineConfig {
  return outsideBrowser(root, into, {
    input: { preload: join(root, 'electron/preload.ts') },
    external: ['electron'],
    output: { format: 'cjs', entryFileNames: '[name].cjs' },
  });
}

/** Makes `cli.js` a program of its own: a first line for the system, and the mode. */
function makeExecutable(path: string): void {
  const first = '#!/usr/bin/env node\n';
  const text = readFileSync(path, 'utf8');
  if (!text.startsWith('#!')) writeFileSync(path, first + text);
  chmodSync(path, 0o755);
}

/** @param root folder of the checkout
 *  @param logLevel how much the bundler says
 *  @throws what the bundler throws; dist/ is then as it was */
export async function buildAll(root: string, logLevel: LogLevel = 'warn'): Promise<void> {
  const begun = new Date();
  const beside = join(root, '.cache', `build-${String(process.pid)}`);
  const electron = join(beside, 'electron');
  const { NODE_ENV: before } = process.env;
  // A test runner's own value would put the development build of React into the program.
  process.env['NODE_ENV'] = 'production';
  try {
    await build({ logLevel, ...privilegedSide(root, electron) });
    await build({ logLevel, ...preload(root, electron) });
    makeExecutable(join(electron, 'cli.js'));
    await build({
      logLevel,
      configFile: join(root, 'vite.config.ts'),
      build: { outDir: join(beside, 'renderer') },
    });
    writeFileSync(join(beside, buildStamp), '');
    // A source saved while building must count as newer.
    utimesSync(join(beside, buildStamp), begun, begun);
    rmSync(join(root, 'dist'), { recursive: true, force: true });
    renameSync(beside, join(root, 'dist'));
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
    rmSync(beside, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  try {
    await buildAll(projectRoot);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`The build failed: ${process.stderr.isTTY ? message : stripVTControlCharacters(message)}\n`);
    process.exitCode = 1;
  }
}
