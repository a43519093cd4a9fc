/** The command line in the test's own process, with a terminal that keeps what it is told. */
import { runCommandLine } from '../../electron/cli/commandLine.ts';
import type { Terminal } from '../../electron/cli/terminal.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Person {
  /** What a person types, in order; nobody is there when left out. */
  readonly typed?: string[] | undefined;
  /** How wide the terminal is; endless when left out. */
  readonly columns?: number;
}

export async function runPromseal(argv: readonly string[], { typed, columns = Infinity }: Person = {}): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const answer = async (question: string): Promise<string> => {
    err.push(question);
    return typed?.shift() ?? '';
  };
  const terminal: Terminal = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    columns,
    interactive: typed !== undefined,
    confirm: async (question) => (await answer(question)) === 'y',
    askSecret: answer,
  };
  const code = await runCommandLine(argv, { rendererFolder: '/nowhere', terminal });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
