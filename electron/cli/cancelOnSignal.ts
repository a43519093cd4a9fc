/** Ctrl-C while a change is being made: it is put back, and the person is told so. */
import type { Client } from '../../shared/contract/client.ts';
import { shellQuote } from '../../shared/doctor/shellQuote.ts';
import { calledAs } from './calledAs.ts';
import type { Terminal } from './terminal.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** As shells tell a program that was ended by Ctrl-C. */
const interruptedExit = 130;

export interface SignalWatch {
  /** Whether the person asked to stop. */
  readonly asked: () => boolean;
  readonly end: () => void;
}

/** @param folder named in what is said when somebody insists */
export function cancelOnSignal(client: Client, folder: string, terminal: Terminal): SignalWatch {
  let asked = false;
  const stop = (): void => {
    if (asked) {
      terminal.err(`Left half way. This puts it back: ${calledAs()} recover ${shellQuote(folder)}`);
      process.exit(interruptedExit);
    }
    asked = true;
    terminal.err('Stopping. What was changed is being put back; Ctrl-C again leaves it half way.');
    void client['apply.cancel']({});
  };
  for (const signal of signals) process.on(signal, stop);
  return {
    asked: () => asked,
    end: () => {
      for (const signal of signals) process.off(signal, stop);
    },
  };
}
