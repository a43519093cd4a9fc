/** Certificates and keys beside a web.yml that says nothing any more: what it named before may still lie there. */
import { dirname, join } from 'node:path';
import { entriesOf } from '../inspect/readQuietly.ts';
import { readMaterial } from './readMaterial.ts';
import type { SetupFiles } from './setupFiles.ts';

/** A folder full of certificates is that of another program. */
const mostFiles = 40;

/** Adds what is found to the files of the setup; a repair says which of them the server had. */
export function addPairsBeside({ webs, files }: SetupFiles): void {
  const emptied = [...webs].filter(([, { facts }]) => facts.tls === null && facts.users.length === 0);
  for (const folder of new Set(emptied.map(([path]) => dirname(path)))) {
    const named = entriesOf(folder).filter(({ name, kind }) => kind === 'file' && /\.(?:crt|cer|pem|key)$/i.test(name)).slice(0, mostFiles);
    for (const path of named.map(({ name }) => join(folder, name))) if (!files.has(path)) files.set(path, readMaterial(path));
  }
}
