/** What the program is given by its entry: where things are, what time it is, how the stand-in server is started. */
export interface ProgramContext {
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
