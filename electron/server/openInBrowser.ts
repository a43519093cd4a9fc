/** Asks the desktop to open a local file in the person's browser. */
import { join } from 'node:path';
import { startDetached } from '../host/exec.ts';
import { closeDescriptor } from '../host/streamedFiles.ts';
import { openForAppend } from '../host/appendFiles.ts';
import { openerLog, type RedirectPage } from './redirectPage.ts';

/** The program that opens a file with whatever is set for its kind. On Windows `start` is a word of the shell. */
export function openerCommand(platform: NodeJS.Platform, path: string): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open', path];
  return platform === 'win32' ? ['cmd.exe', '/d', '/c', 'start', '""', path] : ['xdg-open', path];
}

/**
 * Starts the opener and leaves it alone: on some desktops it is the browser itself and runs as long.
 * @throws PROGRAM_NOT_FOUND, PROGRAM_NOT_EXECUTABLE
 */
export async function openInBrowser(page: RedirectPage, platform: NodeJS.Platform = process.platform): Promise<void> {
  const [program, ...args] = openerCommand(platform, page.path);
  const logFd = openForAppend(join(page.folder, openerLog), 0o600);
  try {
    await startDetached(program, args, { cwd: page.folder, logFd, onDesktop: true });
  } finally {
    closeDescriptor(logFd);
  }
}
