/** Settings on disk: theme, release host, recent folders, the wizard as it was left. Never a secret. */
import { join } from 'node:path';
import { Settings } from '../../shared/model/settings.ts';
import { makeFolder } from '../host/folders.ts';
import { readText } from '../host/readFiles.ts';
import { writeFileAtomic } from '../host/writeFiles.ts';
import { WizardError } from '../wizardError.ts';

const fileIn = (folder: string): string => join(folder, 'settings.json');

/** Reads the settings; a file that is missing, damaged or of another version gives the defaults. */
export function loadSettings(folder: string): Settings {
  let text: string;
  try {
    text = readText(fileIn(folder), 1024 * 1024);
  } catch (error) {
    if (error instanceof WizardError) return Settings.parse({});
    throw error;
  }
  try {
    return Settings.parse(JSON.parse(text));
  } catch {
    return Settings.parse({});
  }
}

/** Writes the settings. Errors are those of `makeFolder` and `writeFileAtomic`. */
export function saveSettings(folder: string, settings: Settings): void {
  makeFolder(folder, 0o700);
  writeFileAtomic(fileIn(folder), JSON.stringify(settings), { mode: 0o600 });
}
