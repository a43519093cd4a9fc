/** Reads a file and words its errors as Go's `os.ReadFile` does. */
import { systemCode } from '../host/fileError.ts';
import { readText } from '../host/readFiles.ts';
import { WizardError } from '../wizardError.ts';

export type GoRead = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: string };

const goWords: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  ENOTDIR: 'not a directory',
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
};

/** @returns the text, or such as `open web.yml: no such file or directory` */
export function readAsGo(path: string): GoRead {
  try {
    return { ok: true, text: readText(path) };
  } catch (error) {
    if (!(error instanceof WizardError)) throw error;
    if (error.code === 'FILE_NOT_REGULAR') return { ok: false, error: `read ${path}: is a directory` };
    const system = systemCode(error.cause) || systemCode(error);
    return { ok: false, error: `open ${path}: ${goWords[system] ?? 'input/output error'}` };
  }
}
