/** What the command line needs of the terminal: lines out, a yes, a password that is not shown. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether a person can be asked. */
  readonly interactive: boolean;
  confirm(question: string): Promise<boolean>;
  /** Asks without showing what is typed. */
  askSecret(question: string): Promise<string>;
}

/** Swallows the echo that readline would write for every key. */
class Silence extends Writable {
  override _write(_chunk: unknown, _encoding: BufferEncoding, done: () => void): void {
    done();
  }
}

async function ask(question: string, output: Writable, terminal: boolean): Promise<string> {
  const lines = createInterface({ input: process.stdin, output, terminal });
  process.stderr.write(question);
  try {
    return await lines.question('');
  } finally {
    lines.close();
  }
}

export const systemTerminal: Terminal = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  interactive: process.stdin.isTTY && process.stderr.isTTY,
  confirm: async (question) => /^y(es)?$/i.test((await ask(`${question} [y/N] `, process.stderr, false)).trim()),
  askSecret: async (question) => {
    const typed = await ask(question, new Silence(), true);
    process.stderr.write('\n');
    return typed;
  },
};
