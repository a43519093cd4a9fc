/** Unpacks an archive of a release. Only the four files PromSeal needs leave it, and only into the folder they are meant for. */
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Extract as TarStream, type Header } from 'tar-stream';
import { readFrom } from '../host/readFiles.ts';
import { closeDescriptor, openNew, writePiece } from '../host/streamedFiles.ts';
import { WizardError } from '../wizardError.ts';

/** What is taken out, and the mode it gets; what the archive says of modes and owners does not count. */
const wanted: ReadonlyMap<string, number> = new Map([['prometheus', 0o755], ['promtool', 0o755], ['LICENSE', 0o644], ['NOTICE', 0o644]]);
const needed = ['prometheus', 'promtool'];
const chunkBytes = 1024 * 1024;
const maxUnpackedBytes = 2 * 1024 * 1024 * 1024;
const maxEntries = 10_000;

/** Reads a file in pieces; a stream of Node's own would need the file system. */
async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  for (let offset = 0; ; ) {
    const piece = readFrom(path, offset, chunkBytes);
    if (piece.length === 0) return;
    offset += piece.length;
    yield piece;
    // Writing is synchronous as well: give the rest of the program its turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The bare name of an entry below the archive's one folder; throws a reason for anything that leads out of it. */
function nameIn(stem: string, { name, type }: Header): string | null {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (name.startsWith('/') || name.includes('\\') || name.includes('\0') || parts.includes('..')) throw new Error(`it holds the path ${JSON.stringify(name)}`);
  if (parts[0] !== stem) throw new Error(`it holds ${JSON.stringify(parts[0] ?? name)} beside ${stem}`);
  if (type !== 'file' && type !== 'directory') throw new Error(`${JSON.stringify(name)} is a ${type}`);
  return type === 'file' && parts.length === 2 ? (parts[1] ?? null) : null;
}

type Entry = TarStream extends AsyncIterable<infer One> ? One : never;

/** Reads an entry to its end; what `take` throws ends it. */
async function drain(entry: Entry, take: (piece: Uint8Array) => void): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    entry.on('data', (piece) => {
      try {
        if (piece instanceof Uint8Array) take(piece);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
        entry.destroy();
      }
    });
    entry.on('error', reject).on('end', () => resolve());
    // Neither an end nor an error: the archive itself broke off, and says why.
    entry.on('close', () => reject(new Error('it breaks off in the middle of a file')));
  });
}

async function writeEntry(entry: Entry, path: string, mode: number, count: (bytes: number) => void): Promise<void> {
  const fd = openNew(path, mode);
  try {
    await drain(entry, (piece) => {
      count(piece.length);
      writePiece(fd, piece, path);
    });
  } finally {
    closeDescriptor(fd);
  }
}

/**
 * @param archive a .tar.gz whose checksum was compared
 * @param stem the one folder in it, such as prometheus-3.5.0.linux-amd64
 * @param into an empty folder
 * @throws RELEASE_ARCHIVE_ODD with what is odd, CANCELLED, and the codes of writing; what was unpacked until then stays for the caller to remove
 */
export async function unpackRelease(archive: string, stem: string, into: string, signal: AbortSignal): Promise<void> {
  const tar = extract();
  const taken = new Set<string>();
  let unpacked = 0;
  let entries = 0;
  const count = (bytes: number): void => {
    unpacked += bytes;
    if (unpacked > maxUnpackedBytes) throw new Error('it unpacks to more than 2 GiB');
  };
  const readEntries = async (): Promise<void> => {
    for await (const entry of tar) {
      entries += 1;
      if (entries > maxEntries) throw new Error(`it holds more than ${maxEntries} files`);
      const name = nameIn(stem, entry.header);
      const mode = name === null ? undefined : wanted.get(name);
      if (name === null || mode === undefined) {
        await drain(entry, (piece) => count(piece.length));
        continue;
      }
      if (taken.has(name)) throw new Error(`it holds ${name} twice`);
      taken.add(name);
      await writeEntry(entry, join(into, name), mode, count);
    }
  };
  try {
    await Promise.all([pipeline(Readable.from(piecesOf(archive)), createGunzip(), tar, { signal }), readEntries()]);
    const missing = needed.filter((name) => !taken.has(name));
    if (missing.length > 0) throw new Error(`it has no ${missing.join(' and no ')}`);
  } catch (error) {
    if (signal.aborted) throw new WizardError('CANCELLED', {}, { cause: error });
    if (error instanceof WizardError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new WizardError('RELEASE_ARCHIVE_ODD', { file: `${stem}.tar.gz`, reason }, { cause: error });
  }
}
