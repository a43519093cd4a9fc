/** `npm start`: the window where there can be one, else the same wizard in a browser. */
import { join } from 'node:path';
import { chooseFace } from './chooseFace.ts';
import { ensureBuilt } from './ensureBuilt.ts';
import { findElectron } from './findElectron.ts';
import { passOn } from './passOn.ts';
import { projectRoot } from './projectRoot.ts';

async function start(): Promise<number> {
  if (!ensureBuilt(projectRoot)) return 1;
  const electron = findElectron(projectRoot);
  const face = chooseFace({ platform: process.platform, environment: process.env, electron });
  const rest = process.argv.slice(2);
  if (face.kind === 'window') return passOn(face.electron, [projectRoot, ...rest]);
  process.stderr.write(`PromSeal opens in your browser, since ${face.because}.\n`);
  return passOn(process.execPath, [join(projectRoot, 'dist/electron/cli.js'), 'serve', ...rest]);
}

process.exitCode = await start();
