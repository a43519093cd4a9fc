/** Puts the program together. All entries share it: the window, the browser face and the command line. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ApplySlot } from './apply/applySlot.ts';
import { stopDeadlineMs } from './apply/processActions.ts';
import { stopManaged } from './process/managedProcess.ts';
import type { ProgramContext } from './programContext.ts';
import { createDispatch, type Dispatch } from './rpc/dispatch.ts';
import { createHandlers } from './rpc/handlers.ts';
import { settingsFolder } from './settings/settingsFolder.ts';

export interface Program {
  readonly dispatch: Dispatch;
  readonly context: ProgramContext;
  /** Whether a change is being applied: such a program must not be closed for being idle. */
  busy(): boolean;
  /** Ends the servers that were to run only as long as PromSeal. Never rejects. */
  close(): Promise<void>;
}

/** The rehearsal server runs as a program of its own, like the Prometheus that it stands in for. */
function rehearsalCommand(): string[] {
  const here = dirname(fileURLToPath(import.meta.url));
  const bundled = import.meta.url.endsWith('.js');
  // In the window's program there is no Node to run a script with: it runs the stand-in itself, without a display.
  if (process.versions['electron'] !== undefined) {
    const app = 'defaultApp' in process ? [join(here, '../..')] : [];
    const headless = process.platform === 'linux' ? ['--ozone-platform=headless'] : [];
    return [process.execPath, ...app, ...headless, '--rehearsal-server'];
  }
  return [process.execPath, bundled ? join(here, 'rehearsal.js') : join(here, 'rehearsal', 'rehearsalMain.ts')];
}

function logToStandardError(ref: string, error: unknown): void {
  process.stderr.write(`promseal: unexpected error ${ref}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

/** @param overrides what an entry or a test settles otherwise */
export function createProgram(overrides: Partial<ProgramContext> = {}): Program {
  const context: ProgramContext = {
    now: () => Date.now(),
    rehearsalCommand: rehearsalCommand(),
    settingsFolder: settingsFolder(),
    stopAtExit: new Set(),
    log: logToStandardError,
    ...overrides,
  };
  const slot = new ApplySlot();
  return {
    dispatch: createDispatch(createHandlers(context, slot), context.log),
    context,
    busy: () => slot.busy,
    close: async () => {
      await Promise.allSettled([...context.stopAtExit].map((folder) => stopManaged(folder, stopDeadlineMs)));
    },
  };
}
