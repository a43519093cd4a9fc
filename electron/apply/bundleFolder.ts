/** Writes a bundle. Its script comes last: a folder that holds one is complete. */
import { join } from 'node:path';
import { bundleManifest, bundleSums } from '../../shared/exports/bundleManifest.ts';
import { bundleScript } from '../../shared/exports/bundleScript.ts';
import { pathDetails } from '../host/fileError.ts';
import { makeFolder } from '../host/folders.ts';
import { entryFacts } from '../host/statFiles.ts';
import { writeFileAtomic } from '../host/writeFiles.ts';
import { WizardError } from '../wizardError.ts';
import type { BundleContents } from './bundleContents.ts';

const folderMode = 0o700;
const fileMode = 0o600;

/**
 * @param folder absolute; it must not be there yet
 * @returns path of the script
 * @throws BUNDLE_FOLDER_TAKEN, and the codes of writing
 */
export function writeBundle(folder: string, { spec, files, sums, credentials }: BundleContents): string {
  if (entryFacts(folder) !== null) throw new WizardError('BUNDLE_FOLDER_TAKEN', pathDetails(folder));
  for (const part of [folder, join(folder, 'files'), join(folder, 'proof')]) makeFolder(part, folderMode);
  const write = (name: string, content: string | Uint8Array): void => writeFileAtomic(join(folder, name), content, { mode: fileMode });
  for (const [staged, bytes] of files) write(join('files', staged), bytes);
  for (const { file, text } of credentials) write(join('proof', file), text);
  write('sums', bundleSums(spec.files, sums));
  write('manifest.json', bundleManifest(spec, sums));
  const script = join(folder, 'install.sh');
  writeFileAtomic(script, bundleScript(spec), { mode: folderMode });
  return script;
}
