/** Certificates and keys that lie beside the configurations and that none of them names, where one is missing. */
import { dirname, join } from 'node:path';
import { entriesOf } from '../inspect/readQuietly.ts';
import { readMaterial } from './readMaterial.ts';
import type { SetupFiles } from './setupFiles.ts';

/** A folder full of certificates is that of another program. */
const mostFiles = 40;

/** What an emptied web.yml named may still lie there, and so may the authority behind a ca_file that is gone. */
function foldersOf({ webs, scrapes, files }: SetupFiles): string[] {
  const emptied = [...webs].filter(([, { facts }]) => facts.tls === null && facts.users.length === 0).map(([path]) => path);
  const isMissing = [...files.values()].some(({ state }) => state.kind === 'absent');
  return [...new Set([...emptied, ...(isMissing ? [...webs.keys(), ...scrapes.keys()] : [])].map((path) => dirname(path)))];
}

/** Adds what is found to the files of the setup; a repair says which of them it takes. */
export function addMaterialBeside(setup: SetupFiles): void {
  for (const folder of foldersOf(setup)) {
    const named = entriesOf(folder).filter(({ name, kind }) => kind === 'file' && /\.(?:crt|cer|pem|key)$/i.test(name)).slice(0, mostFiles);
    for (const path of named.map(({ name }) => join(folder, name))) if (!setup.files.has(path)) setup.files.set(path, readMaterial(path));
  }
}
