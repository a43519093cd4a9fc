/**
 * Writes a bundle, whole or not at all: under a temporary name beside its place, its script last, and then renamed. So
 * a folder of the name that was asked for is complete, and one that is not complete has no script in it.
 */
import { dirname, join } from 'node:path';
import { bundleManifest, bundleSums } from '../../shared/exports/bundleManifest.ts';
import { bundleScript } from '../../shared/exports/bundleScript.ts';
import { isTemporaryOf, temporaryName, unlinkQuietly } from '../host/createFiles.ts';
import { fileError, pathDetails } from '../host/fileError.ts';
import { folderFacts } from '../host/folderFacts.ts';
import { isFolder, listDirectory, makeFolder, removeEmptyFolder, syncFolder } from '../host/folders.ts';
import { entryFacts } from '../host/statFiles.ts';
import { renameFolder } from '../host/streamedFiles.ts';
import { writeFileAtomic } from '../host/writeFiles.ts';
import { WizardError } from '../wizardError.ts';
import type { BundleContents } from './bundleContents.ts';

const folderMode = 0o700;
const fileMode = 0o600;
const scriptName = 'install.sh';

/** For clearing up: the first error says more than one that comes then, and what is left goes with the next bundle of that name. */
function quietly(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof WizardError)) throw error;
  }
}

/** The script goes first, and where it does not go all stays: what is left is nothing half that could be run. */
function removeBundle(folder: string): void {
  const script = join(folder, scriptName);
  unlinkQuietly(script);
  if (entryFacts(script) !== null) return;
  quietly(() => {
    for (const { name } of listDirectory(folder)) {
      const path = join(folder, name);
      if (entryFacts(path)?.kind === 'folder') removeBundle(path);
      else unlinkQuietly(path);
    }
    removeEmptyFolder(folder);
  });
}

/** What runs left that were killed. Nobody else can have put it there: it belongs to this user, for whom alone it is. */
function clearLeftovers(folder: string): void {
  const parent = dirname(folder);
  if (!isFolder(parent)) return;
  for (const { name } of listDirectory(parent).filter((entry) => isTemporaryOf(entry.name, folder))) {
    const path = join(parent, name);
    const facts = entryFacts(path);
    if (facts?.kind === 'folder' && (facts.uid === process.geteuid?.() || process.geteuid === undefined)) removeBundle(path);
  }
}

function fill(folder: string, { spec, files, sums, credentials }: BundleContents): void {
  for (const part of ['files', 'proof']) makeFolder(join(folder, part), folderMode);
  const write = (name: string, content: string | Uint8Array): void => writeFileAtomic(join(folder, name), content, { mode: fileMode });
  for (const [staged, bytes] of files) write(join('files', staged), bytes);
  for (const { file, text } of credentials) write(join('proof', file), text);
  write('sums', bundleSums(spec.files, sums));
  write('manifest.json', bundleManifest(spec, sums));
  writeFileAtomic(join(folder, scriptName), bundleScript(spec), { mode: folderMode });
}

/**
 * @param folder absolute
 * @throws BUNDLE_FOLDER_TAKEN, and FOLDER_WORLD_WRITABLE where anybody could put another script in the place of the one that root runs
 */
export function throwUnlessFree(folder: string): void {
  if (entryFacts(folder) !== null) throw new WizardError('BUNDLE_FOLDER_TAKEN', pathDetails(folder));
  const open = folderFacts(folder).problems.some(({ code }) => code === 'FOLDER_WORLD_WRITABLE');
  if (open) throw new WizardError('FOLDER_WORLD_WRITABLE', pathDetails(dirname(folder)));
}

/**
 * @param folder absolute; it must not be there yet
 * @returns path of the script
 * @throws BUNDLE_FOLDER_TAKEN, FOLDER_WORLD_WRITABLE, and the codes of writing; then there is no such folder, or on a disk that
 *   does not even let it be taken away, a whole one
 */
export function writeBundle(folder: string, contents: BundleContents): string {
  throwUnlessFree(folder);
  clearLeftovers(folder);
  const above: string[] = [];
  const staging = temporaryName(folder);
  let isThere = false;
  try {
    above.push(...makeFolder(dirname(folder), folderMode));
    makeFolder(staging, folderMode);
    fill(staging, contents);
    renameFolder(staging, folder);
    isThere = true;
    syncFolder(dirname(folder));
  } catch (error) {
    // Under its name it is whole or absent, also while it is taken away.
    if (isThere) quietly(() => renameFolder(folder, staging));
    removeBundle(staging);
    for (const path of above.toReversed()) quietly(() => void removeEmptyFolder(path));
    throw fileError(error, folder, 'write');
  }
  return join(folder, scriptName);
}
