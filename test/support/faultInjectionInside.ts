/**
 * Faults inside this process: one chosen call of Node's synchronous file functions fails, takes fewer bytes than it
 * says, or is the moment at which the process dies, after which no call reaches the disk any more. A thousand times
 * cheaper than a process under strace, which `durabilityKinds` asks whether these calls are all there are.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { constants } from 'node:os';

type FileFunction = (...words: unknown[]) => unknown;

const names = [
  'accessSync', 'closeSync', 'fchmodSync', 'fchownSync', 'fstatSync', 'fsyncSync', 'ftruncateSync', 'linkSync', 'lstatSync', 'mkdirSync', 'openSync',
  'readSync', 'readdirSync', 'readlinkSync', 'renameSync', 'rmdirSync', 'statSync', 'unlinkSync', 'writeSync',
] as const;
type Name = (typeof names)[number];

/** Calls after which the tree, or what is on the disk of it, may be another than before. */
const changing: ReadonlySet<Name> = new Set(['fchmodSync', 'fchownSync', 'fsyncSync', 'ftruncateSync', 'linkSync', 'mkdirSync', 'renameSync', 'rmdirSync', 'unlinkSync', 'writeSync']);

export interface FileCall {
  /** From 0, of the calls on the tree. */
  readonly number: number;
  readonly name: Name;
  /** Below the tree. */
  readonly path: string;
  readonly changes: boolean;
  /** Of a write; 0 for every other call. */
  readonly bytes: number;
}

/** `die` before the call; `error` instead of it; `takes` says that many bytes were written, and writes none. */
export type InsideFault = { die: true } | { error: 'ENOSPC' | 'EIO' | 'EACCES' } | { takes: number };

const real = createRequire(import.meta.url)('node:fs') as Record<Name, FileFunction>;

function systemError(code: 'ENOSPC' | 'EIO' | 'EACCES', name: string): Error {
  return Object.assign(new Error(`${code}: injected, ${name}`), { code, errno: -constants.errno[code], syscall: name.replace('Sync', '') });
}

class Watch {
  readonly calls: FileCall[] = [];
  readonly #root: string;
  readonly #originals = new Map<Name, FileFunction>(names.map((name) => [name, real[name]]));
  readonly #open = new Map<number, string>();
  readonly #at: number;
  readonly #fault: InsideFault | null;
  readonly #fromThereOn: boolean;
  #dead = false;

  constructor(root: string, at: number, fault: InsideFault | null, fromThereOn: boolean) {
    this.#root = root;
    this.#at = at;
    this.#fault = fault;
    this.#fromThereOn = fromThereOn;
    for (const name of names) real[name] = (...words) => this.#pass(name, words);
    syncBuiltinESMExports();
  }

  /** Gives the functions back, and closes what a dead process held open. */
  end(): void {
    for (const [name, original] of this.#originals) real[name] = original;
    syncBuiltinESMExports();
    for (const fd of this.#open.keys()) this.#originals.get('closeSync')?.(fd);
  }

  #pathOf(name: Name, words: readonly unknown[]): string | null {
    const [first, second] = words;
    const path = typeof first === 'number' ? this.#open.get(first) : String(name === 'linkSync' || name === 'renameSync' ? second : first);
    return path?.startsWith(this.#root) === true ? path.slice(this.#root.length) : null;
  }

  #pass(name: Name, words: unknown[]): unknown {
    const path = this.#pathOf(name, words);
    if (this.#dead) throw systemError('EIO', name);
    if (path === null) return this.#call(name, words);
    const number = this.calls.length;
    const creates = name === 'openSync' && typeof words[1] === 'number' && (words[1] & 0o100) !== 0;
    const bytes = name === 'writeSync' ? Number(words[3]) : 0;
    this.calls.push({ number, name, path, changes: changing.has(name) || creates, bytes });
    const first = this.calls[this.#at];
    const struck = number === this.#at || (this.#fromThereOn && first !== undefined && number > this.#at && first.name === name);
    return struck && this.#fault !== null ? this.#strike(name, words, this.#fault) : this.#call(name, words);
  }

  #strike(name: Name, words: unknown[], fault: InsideFault): unknown {
    if ('takes' in fault) return fault.takes;
    if ('die' in fault) this.#dead = true;
    // The descriptor is gone either way: close(2).
    else if (name === 'closeSync') this.#call(name, words);
    throw systemError('die' in fault ? 'EIO' : fault.error, name);
  }

  #call(name: Name, words: unknown[]): unknown {
    const result = this.#originals.get(name)?.(...words);
    if (name === 'openSync' && typeof result === 'number') this.#open.set(result, String(words[0]));
    if (name === 'closeSync') this.#open.delete(Number(words[0]));
    return result;
  }
}

/** Does `work` while its calls on the tree are counted. @returns what it came to, or what it threw, and the calls */
export async function watched<T>(root: string, work: () => Promise<T>, strike: { at: number; fault: InsideFault; fromThereOn?: boolean } | null = null): Promise<{ result: T | null; error: unknown; calls: FileCall[] }> {
  const watch = new Watch(root, strike?.at ?? -1, strike?.fault ?? null, strike?.fromThereOn ?? false);
  try {
    return { result: await work(), error: null, calls: watch.calls };
  } catch (error) {
    return { result: null, error, calls: watch.calls };
  } finally {
    watch.end();
  }
}
