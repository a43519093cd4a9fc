import type { Machine } from './inspect/machine.ts';

/** What the program is given by its entry: where things are, what time it is, how the stand-in server is started. */
export interface ProgramContext {
  /** Where the facts of the machine stand; this machine unless a test has a tree of its own. */
  readonly machine?: Machine;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Program and first arguments that run the rehearsal server. */
  readonly rehearsalCommand: readonly string[];
  /** Where settings are kept, by default under the user's own configuration folder. */
  readonly settingsFolder: string;
  /** Setups whose server ends with PromSeal, because the person chose so. */
  readonly stopAtExit: Set<string>;
  /** Unexpected errors, by the reference that the user sees. */
  readonly log: (ref: string, error: unknown) => void;
}
