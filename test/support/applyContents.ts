/** The files of the change that `applyWorker.ts` makes, in the order of their renames. */
import { join } from 'node:path';

export interface Content {
  readonly path: string;
  readonly content: string;
  /** Null keeps the mode of the file that is replaced. */
  readonly mode: number | null;
}

/** @param word told in every file, so that files of two changes can be told apart */
export function contentsOf(folder: string, word: string): Content[] {
  return [
    { path: join(folder, 'tls', 'prometheus.crt'), content: `certificate ${word}\n`.repeat(60), mode: 0o644 },
    { path: join(folder, 'tls', 'prometheus.key'), content: `key ${word}\n`.repeat(20), mode: 0o600 },
    { path: join(folder, 'prometheus.yml'), content: `# ${word}\n`.padEnd(10_240, `job ${word}\n`), mode: null },
    { path: join(folder, 'web.yml'), content: `basic_auth_users: # ${word}\n`.repeat(10), mode: null },
  ];
}
