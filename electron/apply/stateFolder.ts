/**
 * Where PromSeal keeps what it needs to undo a change: beside the setup that it is about, for its user alone. For root
 * that is no safe place in a folder that another account can write to, such as that of Prometheus's own account: who
 * writes the undo log there would have root start any program and write any file.
 */
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { entryFacts } from '../host/statFiles.ts';
import { isOpenToOthers, throwUnlessOurs } from '../host/trustedPath.ts';

export const stateFolderMode = 0o700;
export const stateFileMode = 0o600;

let rootsOwn = '/var/lib/promseal';

/** Moves the folder that root keeps the state of others' setups in. For tests, which must leave the machine as it is. */
export function keepRootsStateIn(base: string): void {
  rootsOwn = base;
}

/**
 * The folder need not exist yet. Once root has kept state elsewhere, it stays there, whoever the setup belongs to later.
 * @param folder of the setup, absolute
 * @throws STATE_NOT_TRUSTED when somebody else could have written what is in it
 */
export function stateFolder(folder: string): string {
  const elsewhere = join(rootsOwn, createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16));
  const keptElsewhere = process.geteuid?.() === 0 && (entryFacts(elsewhere) !== null || isOpenToOthers(resolve(folder)));
  const state = keptElsewhere ? elsewhere : join(folder, '.promseal');
  throwUnlessOurs(state);
  return state;
}

/**
 * Root does not look into what another account keeps beside a setup, and must not say that there is nothing.
 * @throws STATE_NOT_TRUSTED
 */
export function throwIfKeptByAnother(folder: string): void {
  throwUnlessOurs(join(folder, '.promseal'));
}
