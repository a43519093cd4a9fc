/** Where PromSeal keeps what it needs to undo a change: beside the setup that it is about, for its user alone. */
import { join } from 'node:path';

export const stateFolderMode = 0o700;
export const stateFileMode = 0o600;

export function stateFolder(folder: string): string {
  return join(folder, '.promseal');
}
