/**
 * The page's files, read once at the start into a fixed map from request path to bytes. A request only ever looks a
 * text up in it, so there is no path to join and nothing to escape from (E-17, L-11). Both faces use it.
 */
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { listDirectory } from '../host/folders.ts';
import { readBytes } from '../host/readFiles.ts';

export interface StaticFile {
  readonly bytes: Buffer;
  /** null where packing gains nothing. */
  readonly gzip: Buffer | null;
  readonly contentType: string;
}
export type StaticFiles = ReadonlyMap<string, StaticFile>;

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};

function readFolder(folder: string, prefix: string, into: Map<string, StaticFile>): void {
  for (const { name, kind } of listDirectory(folder)) {
    if (kind === 'folder') readFolder(join(folder, name), `${prefix}${name}/`, into);
    const contentType = contentTypes[extname(name)];
    // A file of a kind that the page does not load is none of its files.
    if (kind !== 'file' || contentType === undefined) continue;
    const bytes = readBytes(join(folder, name));
    const packed = gzipSync(bytes);
    into.set(`${prefix}${name}`, { bytes, gzip: packed.length < bytes.length ? packed : null, contentType });
  }
}

/**
 * Reads a built page.
 * @param folder the build's folder, with index.html in it
 * @throws FILE_NOT_FOUND and the other codes of reading
 */
export function loadStaticFiles(folder: string): StaticFiles {
  const files = new Map<string, StaticFile>();
  readFolder(folder, '/', files);
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);
  return files;
}

/**
 * @param target path of the request as it came, encoded; a query is ignored
 * @returns the file of exactly that name, or null
 */
export function findStaticFile(files: StaticFiles, target: string): StaticFile | null {
  return files.get(target.split('?', 1)[0] ?? '') ?? null;
}
