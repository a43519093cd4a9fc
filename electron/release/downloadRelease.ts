/**
 * Downloads an official release of Prometheus. The archive is compared with the publisher's list of checksums before it
 * is opened. The list comes from the same place and is not signed: it proves that the archive is whole, not who made it.
 */
import { createHash, randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { FoundBinary } from '../../shared/model/discovery.ts';
import { makeFolder, removeEmptyFolder, syncFolder } from '../host/folders.ts';
import { pathFacts } from '../host/statFiles.ts';
import { closeDescriptor, openNew, removeTree, renameFolder, writePiece } from '../host/streamedFiles.ts';
import { checkBinary } from '../inspect/checkBinary.ts';
import { WizardError } from '../wizardError.ts';
import { fetchRelease, isProtected } from './fetchRelease.ts';
import { releasePlatform } from './releasePlatform.ts';
import { releaseRefusal } from './releaseProblem.ts';
import { checksumOf } from './sha256sums.ts';
import { unpackRelease } from './unpackRelease.ts';

export interface DownloadInput {
  readonly version: string;
  /** Such as linux-amd64; this machine's when left out. */
  readonly platform?: string;
  /** Folder that gets `prometheus-<version>.<platform>/`. */
  readonly into: string;
  /** https://github.com, or a mirror with the same paths. */
  readonly host: string;
  readonly signal: AbortSignal;
  /** Bytes so far, and of the whole where that is known. */
  readonly onProgress: (done: number, total: number | null) => void;
}

const maxArchiveBytes = 400 * 1024 * 1024;
const maxListBytes = 1024 * 1024;

/** Where the files of a version are, by the layout of GitHub releases. */
function addressOf(host: string, version: string): string {
  let base: URL;
  try {
    base = new URL(host);
  } catch (cause) {
    throw new WizardError('RELEASE_HOST_INVALID', { host }, { cause });
  }
  if (!isProtected(base) || base.username !== '' || base.password !== '') throw new WizardError('RELEASE_HOST_INVALID', { host: base.origin });
  return `${base.origin}${base.pathname.replace(/\/+$/, '')}/prometheus/prometheus/releases/download/v${version}`;
}

async function listedChecksum(address: string, file: string, { host, signal }: DownloadInput): Promise<string | null> {
  const pieces: Uint8Array[] = [];
  const url = `${address}/sha256sums.txt`;
  if (!(await fetchRelease({ url, host, signal, maxBytes: maxListBytes, onPiece: (piece) => pieces.push(piece) }))) return null;
  const sum = checksumOf(Buffer.concat(pieces).toString('utf8'), file);
  if (sum === null) throw new WizardError('RELEASE_CHECKSUM_MISSING', { host, file });
  return sum;
}

/** Streams the archive to a file of its own, 0600. @returns its SHA-256; null when the host does not have it */
async function fetchArchive(url: string, path: string, { host, signal, onProgress }: DownloadInput): Promise<string | null> {
  const hash = createHash('sha256');
  const fd = openNew(path, 0o600);
  let done = 0;
  try {
    const onPiece = (piece: Uint8Array, total: number | null): void => {
      hash.update(piece);
      writePiece(fd, piece, path);
      done += piece.length;
      onProgress(done, total);
    };
    return (await fetchRelease({ url, host, signal, maxBytes: maxArchiveBytes, onPiece })) ? hash.digest('hex') : null;
  } finally {
    closeDescriptor(fd);
  }
}

/** Says that it is Prometheus of this version, or why it does not run. */
async function tryBinary(folder: string, version: string, platform: string): Promise<FoundBinary> {
  try {
    return await checkBinary(join(folder, 'prometheus'), 'download');
  } catch (cause) {
    throw new WizardError('RELEASE_DOES_NOT_RUN', { version, platform }, { cause });
  }
}

/**
 * @returns the program in `<into>/prometheus-<version>.<platform>/`; what is there already is used as it is
 * @throws RELEASE_VERSION_INVALID, RELEASE_TOO_OLD, RELEASE_PLATFORM_UNKNOWN, RELEASE_WINDOWS_ZIP, RELEASE_HOST_INVALID,
 *   RELEASE_NOT_FOUND, RELEASE_HOST_UNREACHABLE, RELEASE_REDIRECT_REFUSED, RELEASE_TOO_LARGE,
 *   RELEASE_CHECKSUM_MISSING, RELEASE_CHECKSUM_WRONG, RELEASE_ARCHIVE_ODD, RELEASE_DOES_NOT_RUN, CANCELLED, and the
 *   codes of writing. After any of them nothing is left
 */
export async function downloadRelease(input: DownloadInput): Promise<FoundBinary> {
  const { version, into, host, signal } = input;
  const platform = input.platform ?? releasePlatform() ?? 'unknown';
  const refusal = releaseRefusal(version, platform === 'unknown' ? null : platform);
  if (refusal !== null) throw new WizardError(...refusal);
  const stem = `prometheus-${version}.${platform}`;
  const target = join(into, stem);
  if (pathFacts(target) !== null) return await tryBinary(target, version, platform);
  const address = addressOf(host, version);
  const file = `${stem}.tar.gz`;
  const notThere = (): WizardError => new WizardError('RELEASE_NOT_FOUND', { host, version, platform });
  const staging = join(into, `.${stem}.promseal-${randomBytes(8).toString('hex')}`);
  const made = makeFolder(into, 0o700);
  let done = false;
  try {
    makeFolder(join(staging, 'files'), 0o755);
    const expected = await listedChecksum(address, file, input);
    if (expected === null) throw notThere();
    const archive = join(staging, file);
    const actual = await fetchArchive(`${address}/${file}`, archive, input);
    if (actual === null) throw notThere();
    if (actual !== expected) throw new WizardError('RELEASE_CHECKSUM_WRONG', { file, host, expected, actual });
    await unpackRelease(archive, stem, join(staging, 'files'), signal);
    await tryBinary(join(staging, 'files'), version, platform);
    if (signal.aborted) throw new WizardError('CANCELLED');
    renameFolder(join(staging, 'files'), target);
    syncFolder(dirname(target));
    done = true;
    return await tryBinary(target, version, platform);
  } finally {
    removeTree(staging);
    if (!done) for (const folder of made.reverse()) removeEmptyFolder(folder);
  }
}
