/**
 * Runs a process under strace so that one chosen system call kills it, fails, or takes fewer bytes than it was given.
 * A clean run is traced first; its calls that touch the tree under test are the boundaries, and each gets runs of its
 * own. Calls are counted by name on the main thread only, where Node's synchronous file functions run; a run proves
 * from its own trace that it hit the call that was meant.
 */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { findProgram } from './findProgram.ts';

const traced =
  'openat,read,write,pread64,pwrite64,fsync,fdatasync,ftruncate,fstat,newfstatat,statx,lstat,stat,access,faccessat2,close,' +
  'rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,fchmod,fchown,readlink,readlinkat,getdents64';

/** A system call on the tree: the `ordinal`-th of its name (from 1) that touches it. */
export interface Boundary {
  readonly name: string;
  readonly ordinal: number;
  /** Of all calls of that name in the process, from 1. */
  readonly count: number;
  /** The `count` of the first call of that name that touches the tree: what comes before is Node's own start. */
  readonly first: number;
  readonly text: string;
}

/** `kill` before the call; `error` instead of it; `retval` forges a result without making the call. */
export type Fault = { kill: true } | { error: string } | { retval: number };

export interface Run {
  readonly exitCode: number | null;
  readonly answer: { code?: string; message?: string; failed?: { path: string; command: string; state: string }[] } | null;
  /** Whether the fault hit the boundary that was meant. */
  readonly hit: boolean;
}

/** Why faults cannot be injected here; null when they can. */
export function injectionObstacle(): string | null {
  const strace = findProgram('strace');
  if (process.platform !== 'linux' || strace === null) {
    return 'strace is not installed (apt-get install strace)';
  }
  const tried = spawnSync(strace, ['-f', '--seccomp-bpf', '-o', '/dev/null', '-e', 'trace=openat', '/bin/true']);
  return tried.status === 0 ? null : `strace may not trace here: ${String(tried.stderr).trim().slice(0, 200)}`;
}

/** One file without imports starts twice as fast as the sources, which matters for a thousand starts. */
export async function bundleWorker(entry: string): Promise<{ path: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'promseal-worker-'));
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: { ssr: entry, outDir: folder, minify: true, rolldownOptions: { output: { entryFileNames: 'worker.mjs' } } },
  });
  return { path: join(folder, 'worker.mjs'), remove: () => rmSync(folder, { recursive: true }) };
}

interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly trace: string[];
}

/** Lets only the traced calls stop the process, which is three times as fast; strace can do that with threads only. */
const quickly = ['-f', '--seccomp-bpf'];

/** Runs the worker under strace. @returns its end and the lines of its main thread, without the thread's number */
function trace(traceFile: string, options: readonly string[], argv: readonly string[]): Promise<Finished> {
  const args = ['-y', '-s', '16', '-o', traceFile, ...options, process.execPath, ...argv];
  return new Promise((resolve, reject) => {
    execFile('strace', args, { timeout: 20_000 }, (error, stdout) => {
      if (error !== null && typeof error.code === 'string') {
        reject(new Error('strace did not start', { cause: error }));
        return;
      }
      const lines = readFileSync(traceFile, 'utf8').split('\n');
      const main = options.includes('-f') ? (lines[0]?.split(' ')[0] ?? '') : '';
      const own = whole(lines.filter((line) => line.startsWith(main)).map((line) => line.slice(main.length).trimStart()));
      const code = typeof error?.code === 'number' ? error.code : null;
      resolve({ exitCode: error === null ? 0 : code, stdout, trace: own });
    });
  });
}

/** Joins the halves of a call during which another thread's call was written down. */
function whole(lines: readonly string[]): string[] {
  const joined: string[] = [];
  for (const line of lines) {
    const begun = joined.at(-1);
    if (line.startsWith('<... ') && begun !== undefined) {
      joined[joined.length - 1] = begun + line;
    } else {
      joined.push(line);
    }
  }
  return joined;
}

const isCall = (line: string): boolean => /^\w+\(/.test(line);
const nameOf = (line: string): string => line.slice(0, line.indexOf('('));

/** The boundaries of a clean run of the worker. @param root the tree; its path stands in every call that touches it */
export async function boundariesOf(traceFile: string, argv: readonly string[], root: string): Promise<Boundary[]> {
  const { exitCode, trace: lines, stdout } = await trace(traceFile, [...quickly, '-e', `trace=${traced}`], argv);
  if (exitCode !== 0) {
    throw new Error(`the clean run ended with ${String(exitCode)}: ${stdout}`);
  }
  const all = new Map<string, number>();
  const touching = new Map<string, { first: number; ordinal: number }>();
  return lines.filter(isCall).flatMap((text) => {
    const name = nameOf(text);
    const count = (all.get(name) ?? 0) + 1;
    all.set(name, count);
    if (!text.includes(root)) {
      return [];
    }
    const before = touching.get(name) ?? { first: count, ordinal: 0 };
    const place = { first: before.first, ordinal: before.ordinal + 1 };
    touching.set(name, place);
    return [{ name, ...place, count, text: text.replaceAll(root, '') }];
  });
}

/** Killed at a call that only reads, a run leaves what one leaves that is killed at the next call that does not. */
export function changesTheTree({ name, text }: Boundary): boolean {
  return !/^(statx|newfstatat|fstat|readlink|pread64|read|getdents64|close|access|lstat|stat)/.test(name) && (name !== 'openat' || text.includes('O_CREAT'));
}

function faultWords(fault: Fault): string {
  if ('kill' in fault) {
    return 'signal=SIGKILL';
  }
  return 'error' in fault ? `error=${fault.error}` : `retval=${fault.retval}`;
}

export interface FaultyRun {
  readonly traceFile: string;
  readonly argv: readonly string[];
  readonly root: string;
  readonly boundary: Boundary;
  readonly fault: Fault;
  /** How many calls earlier or later this run's start-up made than the clean one. */
  readonly shift?: number;
  /** Every later call of that name fails as well: the disk stays full. */
  readonly fromThereOn?: boolean;
}

/** Runs the worker once with a fault at one boundary. */
export async function runWithFault(run: FaultyRun): Promise<Run & { missedBy: number }> {
  const { boundary, root, fault } = run;
  const struckCall = boundary.count + (run.shift ?? 0);
  const when = `${struckCall}${run.fromThereOn === true ? '+' : ''}`;
  const inject = `inject=${boundary.name}:${faultWords(fault)}:when=${when}`;
  // With the quick way strace 6.1 does not deliver a signal.
  const speed = 'kill' in fault ? [] : quickly;
  const done = await trace(run.traceFile, [...speed, '-e', `trace=${boundary.name}`, '-e', inject], run.argv);
  const calls = done.trace.filter(isCall);
  const at = 'kill' in fault ? calls.length - 1 : calls.findIndex((line) => line.includes('(INJECTED)'));
  const ordinal = calls.slice(0, at + 1).filter((line) => line.includes(root)).length;
  const killed = done.trace.some((line) => line.startsWith('+++ killed by SIGKILL'));
  const struck = 'kill' in fault ? killed : at >= 0;
  const hit = struck && ordinal === boundary.ordinal && calls[at]?.includes(root) === true;
  const answer = done.stdout.trim() === '' ? null : (JSON.parse(done.stdout) as Run['answer']);
  const first = calls.findIndex((line) => line.includes(root));
  const missedBy = first < 0 ? 1 : first + 1 - boundary.first - (run.shift ?? 0);
  return { exitCode: killed ? null : done.exitCode, answer, hit, missedBy };
}

/** Does `work` for each item, two at a time, and stops at the first that fails. */
export async function twoAtATime<T>(items: readonly T[], work: (item: T, lane: number) => Promise<void>): Promise<void> {
  const rest = [...items];
  const lane = async (number: number): Promise<void> => {
    try {
      for (let item = rest.shift(); item !== undefined; item = rest.shift()) {
        await work(item, number);
      }
    } finally {
      rest.length = 0;
    }
  };
  const ends = await Promise.allSettled([lane(1), lane(2)]);
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) {
    throw failed.reason;
  }
}
