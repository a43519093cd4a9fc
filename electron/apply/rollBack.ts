/** Puts files and process back as a checkpoint recorded them. */
import { startCommand } from '../../shared/plan/handCommands.ts';
import { shellQuote } from '../../shared/doctor/shellQuote.ts';
import type { ApplyEvent } from '../../shared/model/report.ts';
import type { ProgramContext } from '../programContext.ts';
import { WizardError } from '../wizardError.ts';
import { restoreProcess } from './restoreProcess.ts';
import { restoreCheckpoint, type RestoreOptions, type RestoreResult } from './restore.ts';

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

const tellLine = (run: RollBackRun, error: unknown): void => run.tell({ type: 'log', line: error instanceof Error ? error.message : String(error) });

const recoverCommand = (folder: string, force = false): string => `promseal recover ${force ? '--force ' : ''}${shellQuote(folder)}`;

/**
 * Brings the process back after the files were. What goes wrong is told by `complete` and `commands`, never thrown:
 * the caller is on its way out of a failure already.
 */
export async function withProcess(folder: string, result: RestoreResult, run: RollBackRun): Promise<RolledBack> {
  const byHand = result.failed.map(({ command }) => command);
  const before = result.process;
  if (result.changedSince.length > 0) return { ...result, complete: false, commands: [] };
  // The server must not be started on files that are half old: recovering does that once they are whole.
  if (byHand.length > 0) return { ...result, complete: false, commands: [...byHand, recoverCommand(folder)] };
  try {
    const commands = before === null ? [] : await restoreProcess(folder, before, run);
    return { ...result, complete: commands.length === 0, commands };
  } catch (error) {
    tellLine(run, error);
    const again = before?.running === true ? [startCommand(before.workingDirectory, before.argv)] : [];
    return { ...result, complete: false, commands: again };
  }
}

/**
 * The way back out of a change that failed. Never throws for what the disk does: when the undo log itself cannot be
 * read, the command says how to try again.
 */
export async function rollBack(folder: string, id: string, run: RollBackRun, options: RestoreOptions): Promise<RolledBack> {
  try {
    const undone = await withProcess(folder, restoreCheckpoint(folder, id, options), run);
    return undone.changedSince.length === 0 ? undone : { ...undone, commands: [recoverCommand(folder, true)] };
  } catch (error) {
    if (!(error instanceof WizardError)) throw error;
    tellLine(run, error);
    const nothing = { restored: [], failed: [], changedSince: [], kept: [], process: null };
    return { ...nothing, complete: false, commands: [recoverCommand(folder)] };
  }
}
