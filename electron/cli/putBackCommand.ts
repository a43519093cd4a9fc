/** promseal undo and promseal recover. */
import type { Client } from '../../shared/contract/client.ts';
import { fullPath } from '../host/fullPath.ts';
import { pathFacts } from '../host/statFiles.ts';
import { RunTeller, type TellOptions } from './tellRun.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

export interface PutBackOptions extends TellOptions {
  readonly kind: 'undo' | 'recover';
  /** For undo: down to this one; the newest when left out. */
  readonly checkpoint: string | undefined;
  readonly force: boolean;
}

/** What can be undone, for somebody who named a checkpoint that cannot. */
async function tellCheckpoints(folder: string, client: Client, terminal: Terminal): Promise<void> {
  const setup = await client['host.openSetup']({ folder });
  if (!setup.ok || setup.value.checkpoints.length === 0) return;
  terminal.err('Changes that can be undone, newest first:');
  for (const { id, at, files } of setup.value.checkpoints) terminal.err(`  ${id}  ${new Date(at).toISOString()}  ${files.join(', ')}`);
}

/** The answers file is easily given in place of its folder. @throws UsageError */
function throwIfFile(path: string, kind: PutBackOptions['kind']): void {
  if (pathFacts(path)?.isFile === true) throw new UsageError(`${kind} takes the folder of the setup, and ${path} is a file`);
}

/** @returns exit code: 0 when everything was put back. @throws UsageError for a file */
export async function putBackCommand(folder: string, options: PutBackOptions, client: Client, terminal: Terminal): Promise<number> {
  const path = fullPath(folder);
  const { kind, checkpoint, force, json } = options;
  throwIfFile(path, kind);
  const teller = new RunTeller(options, terminal);
  const done =
    kind === 'undo'
      ? await client['apply.undo']({ folder: path, force, ...(checkpoint === undefined ? {} : { checkpoint }) }, (event) => teller.event(event))
      : await client['apply.recover']({ folder: path, force }, (event) => teller.event(event));
  if (!done.ok) {
    if (done.failure.code === 'CHECKPOINT_NOT_FOUND' && !json) await tellCheckpoints(path, client, terminal);
    return teller.failure(done.failure);
  }
  const well = done.value.outcome === 'rolledBack' && done.value.failure === null;
  teller.report(done.value, well);
  return well ? 0 : 1;
}
