/** Puts files and process back as a checkpoint recorded them. */
import type { ApplyEvent } from '../../shared/model/report.ts';
import type { ProgramContext } from '../programContext.ts';
import { shellQuote } from '../../shared/doctor/shellQuote.ts';
import { restoreProcess } from './restoreProcess.ts';
import { restoreCheckpoint, type RestoreResult } from './restore.ts';

export interface RolledBack extends RestoreResult {
  /** Everything is as it was, the process included. */
  readonly complete: boolean;
  /** What a person has to run for what could not be put back. */
  readonly commands: string[];
}

export interface RollBackRun {
  context: ProgramContext;
  tell: (event: ApplyEvent) => void;
  /** When the change that is put back began, epoch milliseconds: a server that is older was not restarted by it. */
  startedAt: number;
}

/**
 * Brings the process back after the files were. What goes wrong is told by `complete` and `commands`, never thrown:
 * the caller is on its way out of a failure already.
 */
export async function withProcess(folder: string, result: RestoreResult, run: RollBackRun): Promise<RolledBack> {
  const commands = result.failed.map(({ command }) => command);
  if (result.changedSince.length > 0) return { ...result, complete: false, commands };
  try {
    if (result.process !== null) await restoreProcess(folder, result.process, run);
  } catch (error) {
    run.tell({ type: 'log', line: error instanceof Error ? error.message : String(error) });
    const again = (result.process?.argv ?? []).map(shellQuote).join(' ');
    return { ...result, complete: false, commands: again === '' ? commands : [...commands, again] };
  }
  return { ...result, complete: result.failed.length === 0, commands };
}

/**
 * @param options.force put back over changes that somebody made since
 * @throws CHECKPOINT_NOT_FOUND
 */
export async function rollBack(folder: string, id: string, run: RollBackRun, options: { force?: boolean } = {}): Promise<RolledBack> {
  return await withProcess(folder, restoreCheckpoint(folder, id, options), run);
}
