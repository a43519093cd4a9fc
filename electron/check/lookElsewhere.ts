/** Files that are named and not there, looked for where they may have been meant: beside what is there. */
import { basename, dirname, join, resolve } from 'node:path';
import { pathFacts } from '../host/statFiles.ts';
import { readMaterial } from './readMaterial.ts';
import type { SeenServer } from './seenServer.ts';
import type { SetupFiles } from './setupFiles.ts';

/** Folders in which people keep certificates beside a configuration. */
const usualNames = ['tls', 'certs', 'ssl', 'pki'];
/** Of files, and of places for each: a setup with thousands of broken paths is told without a guess for each. */
const mostMissing = 20;
const mostFolders = 40;

function foldersOf({ files, webs, scrapes }: SetupFiles, servers: readonly SeenServer[]): string[] {
  const configs = [...webs.keys(), ...scrapes.keys()].map((path) => dirname(path));
  const present = [...files].filter(([, { state }]) => state.kind !== 'absent').map(([path]) => dirname(path));
  const started = servers.map(({ workingDirectory }) => workingDirectory).filter((folder) => folder !== null);
  const below = [...configs, ...started].flatMap((folder) => usualNames.map((name) => join(folder, name)));
  return [...new Set([...configs, ...started, ...present, ...below, ...configs.map((folder) => resolve(folder, '..'))])].slice(0, mostFolders);
}

/** Adds what is found to the files of the setup; the checks say which of them was probably meant. */
export function lookElsewhere(setup: SetupFiles, servers: readonly SeenServer[]): void {
  const missing = [...setup.files].filter(([, { state }]) => state.kind === 'absent').map(([path]) => path).slice(0, mostMissing);
  if (missing.length === 0) return;
  const folders = foldersOf(setup, servers);
  for (const path of missing) {
    for (const candidate of folders.map((folder) => join(folder, basename(path)))) {
      if (!setup.files.has(candidate) && pathFacts(candidate) !== null) setup.files.set(candidate, readMaterial(candidate));
    }
  }
}
