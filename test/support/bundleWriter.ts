/** Writes a bundle as a process of its own that can be killed at any system call. Arguments: a file with its contents, and the folder to make. */
import { writeSync } from 'node:fs';
import { writeBundle } from '../../electron/apply/bundleFolder.ts';
import { WizardError } from '../../electron/wizardError.ts';
import { keptContents } from './bundleFaults.ts';

const [contents = '', folder = ''] = process.argv.slice(2);
try {
  writeBundle(folder, keptContents(contents));
  writeSync(1, '{}\n');
} catch (error) {
  process.exitCode = 5;
  writeSync(1, `${JSON.stringify(error instanceof WizardError ? error.failure : { code: 'UNTYPED', message: String(error) })}\n`);
}
