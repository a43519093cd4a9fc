/**
 * A local page that leads a browser to the link. The browser is started with the name of this file, so that the link's
 * key is in no process's arguments (L-05). It is readable by its owner only and removed on first use and on exit.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { makeFolder, removeEmptyFolder } from '../host/folders.ts';
import { createFile } from '../host/createFiles.ts';
import { removeFile } from '../host/writeFiles.ts';

export interface RedirectPage {
  readonly path: string;
  /** Its folder, where only this user may look. */
  readonly folder: string;
  /** Removes the page and what was written beside it. A second call does nothing. */
  remove(): void;
}

/** What the browser's starter prints goes into this file beside the page. */
export const openerLog = 'opener.log';

/**
 * @param under the system's folder for temporary files
 * @param link the full link with its key; made by us, and of characters that need no escaping
 * @throws FILE_NOT_WRITABLE and the other codes of writing
 */
export function writeRedirectPage(under: string, link: string): RedirectPage {
  const folder = join(under, `promseal-${randomBytes(16).toString('hex')}`);
  const path = join(folder, 'open.html');
  makeFolder(folder, 0o700);
  const page = `<!doctype html>\n<meta charset="utf-8">\n<meta http-equiv="refresh" content="0; url=${link}">\n<title>PromSeal</title>\n`;
  createFile(path, Buffer.from(page), 0o600);
  return {
    path,
    folder,
    remove() {
      removeFile(path);
      removeFile(join(folder, openerLog));
      removeEmptyFolder(folder);
    },
  };
}
