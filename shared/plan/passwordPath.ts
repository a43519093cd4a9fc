/** The file in the working folder that holds one user's password. */
import { inFolder } from './paths.ts';

/** FNV-1a over UTF-16 units: only tells names apart, it protects nothing. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

/**
 * Names the file after the user where that is safe on every system; any other name, such as one with a slash, a
 * leading dot or a capital letter that some file systems do not tell apart, gives a name of its own (K-32).
 */
export function passwordPath(folder: string, user: string): string {
  const safe = /^[a-z0-9][a-z0-9._-]{0,63}$/.test(user) && !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/.test(user);
  const readable = user.normalize('NFC').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 32);
  return inFolder(folder, safe ? `${user}.password` : `${readable === '' ? 'user' : readable}-${fingerprint(user)}.password`);
}
