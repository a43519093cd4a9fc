/**
 * `npm run dev`: the window, built and opened again whenever a source is saved. `npm run dev:web`, or no window to be
 * had: the page from vite's server, which replaces what was edited, before the built privileged side.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createServer } from 'vite';
import { buildAll } from './build.ts';
import { chooseFace } from '../electron/cli/chooseFace.ts';
import { findElectron } from '../electron/cli/findElectron.ts';
import { projectRoot } from './projectRoot.ts';

/** Editors save in several steps; this many milliseconds without another one make a change. */
const settleMs = 200;

function nextChange(): Promise<'changed'> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const watchers = ['shared', 'electron', 'renderer'].map((layer) =>
      watch(join(projectRoot, layer), { recursive: true }, () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          for (const watcher of watchers) watcher.close();
          resolve('changed');
        }, settleMs);
      }),
    );
  });
}

/** A source that does not build is said and waited for. */
async function tryBuild(): Promise<boolean> {
  try {
    await buildAll(projectRoot);
    return true;
  } catch (error) {
    process.stderr.write(`${String(error)}\n`);
    return false;
  }
}

async function endProcess(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}

async function devWindow(electron: string): Promise<number> {
  for (;;) {
    const change = nextChange();
    if (!(await tryBuild())) {
      await change;
      continue;
    }
    const child = spawn(electron, [projectRoot], { stdio: 'inherit' });
    const closed = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : 1));
    const first = await Promise.race([closed, change]);
    if (first !== 'changed') return first;
    await endProcess(child);
  }
}

/** The link that the privileged side prints, which works once. */
async function readLink(child: ChildProcess): Promise<URL> {
  if (child.stdout === null) throw new TypeError('The output of the privileged side is not piped.');
  for await (const line of createInterface({ input: child.stdout })) {
    const link = /http:\/\/\S+/.exec(line)?.[0];
    if (link !== undefined) return new URL(link);
  }
  throw new Error('The privileged side ended without a link.');
}

async function devWeb(): Promise<number> {
  if (!(await tryBuild())) return 1;
  const cli = join(projectRoot, 'dist/electron/cli.js');
  const child = spawn(process.execPath, [cli, 'serve'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const link = await readLink(child);
  // The guard compares Origin with Host by name and port, so both must stay what the browser sent.
  const target = { target: link.origin, changeOrigin: false };
  const proxy = { '/rpc': target, '/session': target };
  const server = await createServer({
    configFile: join(projectRoot, 'vite.config.ts'),
    server: { host: '127.0.0.1', proxy },
  });
  await server.listen();
  const { local = [] } = server.resolvedUrls ?? {};
  process.stdout.write(`${local[0] ?? ''}${link.hash}\n`);
  const [code] = (await once(child, 'exit')) as [number | null];
  await server.close();
  return code ?? 1;
}

const face = chooseFace({ platform: process.platform, environment: process.env, electron: findElectron(projectRoot) });
const wantsWeb = process.argv.includes('--web');
if (!wantsWeb && face.kind === 'browser') process.stderr.write(`The page is served instead, since ${face.because}.\n`);
process.exitCode = wantsWeb || face.kind === 'browser' ? await devWeb() : await devWindow(face.electron);
