/** Where programs are looked for. */
import { dirname, join } from 'node:path';
import { isFolder } from '../host/folders.ts';
import type { Machine } from './machine.ts';
import { entriesOf } from './readQuietly.ts';

/** The folders of PATH, in order. */
export function foldersOfPath(): string[] {
  const separator = process.platform === 'win32' ? ';' : ':';
  return (process.env['PATH'] ?? '').split(separator).filter((folder) => folder !== '');
}

/** A folder, or all folders whose name begins with the part before a final `*`. */
function expandStar(folder: string): string[] {
  if (!folder.endsWith('*')) return [folder];
  const start = folder.slice(0, -1);
  return entriesOf(dirname(start)).map(({ name }) => join(dirname(start), name)).filter((path) => path.startsWith(start) && isFolder(path));
}

/** Every folder a Prometheus may be in, each once: PATH first, then the usual places of this machine. */
export function programFolders(machine: Machine): string[] {
  return [...new Set([...foldersOfPath(), ...machine.programFolders.flatMap(expandStar)])];
}
