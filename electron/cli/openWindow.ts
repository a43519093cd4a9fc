/** Opens the window where there can be one. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { passOn } from '../host/passOn.ts';
import { chooseFace } from './chooseFace.ts';
import { findElectron } from './findElectron.ts';
import type { Terminal } from './terminal.ts';

/** @returns the exit code of the window, or null where there can be none; then the browser face takes its place */
export async function openWindow(terminal: Terminal): Promise<number | null> {
  const here = dirname(fileURLToPath(import.meta.url));
  const face = chooseFace({ platform: process.platform, environment: process.env, electron: findElectron(here) });
  if (face.kind === 'window') return await passOn(face.electron, [join(here, '../..')]);
  terminal.err(`There is no window, since ${face.because}. Open the link in a browser.`);
  return null;
}
