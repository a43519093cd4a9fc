/** What the command line needs of the terminal: lines out, a yes, a password that is not shown. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { printable } from './printable.ts';
import { Stopped } from './stopped.ts';

export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** How wide the output is; endless for a file or a pipe. */
  readonly columns: number;
  /** Whether a person can be asked. */
  readonly interactive: boolean;
  /** @throws Stopped */
  confirm(question: string): Promise<boolean>;
  /** Asks without showing what is typed. @throws Stopped */
  askSecret(question: string): Promise<string>;
}

/** Swallows the echo that readline would write for every key. */
class Silence extends Writable {
  override _write(_chunk: unknown, _encoding: BufferEncoding, done: () => void): void {
    done();
  }
}

/** Ctrl-C and Ctrl-D close the interface without an answer. */
async function ask(question: string, output: Writable): Promise<string> {
  const lines = createInterface({ input: process.stdin, output, terminal: true, historySize: 0 });
  try {
    return await new Promise((resolve, reject) => {
      lines.once('close', () => reject(new Stopped()));
      lines.question(question).then(resolve, reject);
    });
  } finally {
    lines.close();
  }
}

const guarded = new WeakSet<NodeJS.WriteStream>();

/** A reader that went away, such as `head`, must not end a change half way. */
function write(stream: NodeJS.WriteStream, text: string): void {
  if (!guarded.has(stream)) stream.on('error', () => undefined);
  guarded.add(stream);
  stream.write(`${printable(text)}\n`);
}

export const systemTerminal: Terminal = {
  out: (text) => write(process.stdout, text),
  err: (text) => write(process.stderr, text),
  columns: process.stdout.isTTY ? process.stdout.columns : Infinity,
  interactive: process.stdin.isTTY && process.stderr.isTTY,
  confirm: async (question) => /^y(es)?$/i.test((await ask(`${question} [y/N] `, process.stderr)).trim()),
  askSecret: async (question) => {
    process.stderr.write(question);
    const typed = await ask('', new Silence());
    process.stderr.write('\n');
    return typed;
  },
};
