/** Files by the names that configurations give them. */
import type { MaterialFacts } from '../../model/materialFacts.ts';
import type { SetupFacts } from '../../model/setupFacts.ts';
import { inFolder } from '../../plan/paths.ts';

/** A path without `.`, `..` and doubled separators, as the system sees it when no folder on the way is a link. */
export function cleanPath(path: string): string {
  const separator = /^[A-Za-z]:\\|^\\\\/.test(path) ? '\\' : '/';
  const parts: string[] = [];
  for (const part of path.split(separator === '\\' ? /[\\/]/ : '/')) {
    if (part === '..' && parts.length > 1) parts.pop();
    else if (part !== '.' && part !== '..' && (part !== '' || parts.length === 0)) parts.push(part);
  }
  return parts.length === 1 && parts[0] === '' ? separator : parts.join(separator);
}

/** The absolute path of what a file in `folder` names. */
export function pathFrom(folder: string, written: string): string {
  return cleanPath(inFolder(folder, written));
}

/**
 * Whether a field that takes a path holds a PEM text instead, which may be a private key: it is no file, and must not be
 * shown as the name of one.
 */
export function holdsPem(written: string): boolean {
  return written.includes('-----BEGIN ');
}

/** What is known of a file; null when nobody looked. */
export function fileAt(setup: SetupFacts, path: string): MaterialFacts | null {
  return setup.files[path] ?? null;
}

/** Whether a file is certainly not there. */
export function isMissing(file: MaterialFacts | null): boolean {
  if (file === null) return false;
  return file.state.kind === 'absent' || (file.state.kind === 'unusable' && file.state.reason.includes('leads nowhere'));
}
