/** The only place that starts other programs. Arguments are arrays, there is no shell, and children see few variables (K-35). */
import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import type { Account } from '../../shared/model/hostFacts.ts';
import { WizardError } from '../wizardError.ts';

export interface RunOptions {
  /** Written to standard input, which is then closed. The only way in for a password. */
  readonly input?: string;
  readonly cwd?: string;
  /** Run as this account; only root can, anybody else runs as themselves. */
  readonly account?: Account | null;
  /** After this many milliseconds the program and its children are asked to end, and two seconds later made to. */
  readonly deadlineMs: number;
  /** Of each of the two outputs this much is kept, the rest is read and dropped. */
  readonly maxBytes?: number;
}

export interface RunResult {
  /** null when a signal ended it. */
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  readonly truncated: boolean;
}

export interface DetachedChild {
  readonly pid: number;
  /** How it ended; null while it runs. */
  readonly exit: () => { code: number | null; signal: string | null } | null;
}

/** What a program needs to reach the desktop of the person who started PromSeal. */
const desktopVariables = ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_CURRENT_DESKTOP'] as const;
const passedOn = ['PATH', 'HOME', 'LANG', 'TZ', 'SystemRoot'] as const;
const graceMs = 2000;
const oneMebibyte = 1024 * 1024;
const onWindows = process.platform === 'win32';

/** The variables a child gets. HOME is left out for another account: it names a folder that account cannot read. */
function environment(account: Account | null): Record<string, string> {
  return variables(account === null ? passedOn : passedOn.filter((name) => name !== 'HOME'));
}

function variables(wanted: readonly string[]): Record<string, string> {
  return Object.fromEntries(wanted.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}

/** Options both kinds of children share. A group of its own lets the deadline reach what the program starts. */
function spawnOptions(account: Account | null | undefined, cwd: string | undefined): SpawnOptions {
  const other = process.getuid?.() === 0 && account != null && account.uid !== 0 ? account : null;
  return {
    env: environment(other),
    detached: !onWindows,
    windowsHide: true,
    ...(cwd === undefined ? {} : { cwd }),
    ...(other === null ? {} : { uid: other.uid, gid: other.gid }),
  };
}

/** Why a program did not even start, as a code of the catalogue. */
function startFailure(program: string, cwd: string | undefined, cause: unknown): WizardError {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
  if (code === 'ENOENT') return new WizardError('PROGRAM_NOT_FOUND', { program, folder: cwd ?? '.' }, { cause });
  return new WizardError('PROGRAM_NOT_EXECUTABLE', { program, reason: code }, { cause });
}

/** Starts a child; what the system refuses at once (others are events) gets the same words. */
function launch(program: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  try {
    return spawn(program, args, options);
  } catch (cause) {
    throw startFailure(program, undefined, cause);
  }
}

/** Signals the child's whole group, or the child alone where there are no groups. One that is gone is no error. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(onWindows ? child.pid : -child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') child.kill(signal);
  }
}

/** Keeps the first bytes of a stream and reads on, so that a talkative program is never blocked by us. */
function keepFirst(stream: NodeJS.ReadableStream | null, maxBytes: number): () => { text: string; truncated: boolean } {
  const kept: Buffer[] = [];
  let length = 0;
  let truncated = false;
  stream?.on('data', (chunk: Buffer) => {
    const room = maxBytes - length;
    if (chunk.length > room) truncated = true;
    if (room > 0) kept.push(chunk.subarray(0, room));
    length += Math.min(room, chunk.length);
  });
  return () => ({ text: Buffer.concat(kept).toString('utf8'), truncated });
}

/**
 * Runs a program to its end.
 * @throws PROGRAM_NOT_FOUND, PROGRAM_NOT_EXECUTABLE. A bad exit code, a signal or the deadline is a result, not an error.
 */
export async function run(program: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const { input, cwd, account, deadlineMs, maxBytes = oneMebibyte } = options;
  const child = launch(program, args, { ...spawnOptions(account, cwd), stdio: ['pipe', 'pipe', 'pipe'] });
  const stdout = keepFirst(child.stdout, maxBytes);
  const stderr = keepFirst(child.stderr, maxBytes);
  // A program that does not read its input breaks the pipe; its exit code says what there is to say.
  child.stdin?.on('error', () => undefined).end(input ?? '');
  let timedOut = false;
  const timers = [
    setTimeout(() => {
      timedOut = true;
      signalGroup(child, 'SIGTERM');
    }, deadlineMs),
    setTimeout(() => {
      signalGroup(child, 'SIGKILL');
      // What left the group may still hold the pipes open; the deadline holds all the same.
      child.stdout?.destroy();
      child.stderr?.destroy();
    }, deadlineMs + graceMs),
  ];
  try {
    return await new Promise<RunResult>((resolve, reject) => {
      child.once('error', (cause) => reject(startFailure(program, cwd, cause)));
      child.once('close', (code, signal) => {
        const [out, err] = [stdout(), stderr()];
        resolve({ code, signal, stdout: out.text, stderr: err.text, timedOut, truncated: out.truncated || err.truncated });
      });
    });
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

/**
 * Asks a small program of the system for a line, without giving way to anything else meanwhile.
 * @returns its trimmed output, empty when it could not be asked in time
 */
export function runNow(program: string, args: readonly string[], deadlineMs: number): string {
  const { status, stdout } = spawnSync(program, args, { env: environment(null), encoding: 'utf8', timeout: deadlineMs, windowsHide: true });
  return status === 0 ? stdout.trim() : '';
}

/**
 * Starts a program that outlives PromSeal, with both outputs going to an open file.
 * @param options.logFd descriptor of the log; stays the caller's to close
 * @param options.onDesktop also hands on what reaches the person's desktop, for opening a browser
 * @throws PROGRAM_NOT_FOUND, PROGRAM_NOT_EXECUTABLE
 */
export async function startDetached(
  program: string,
  args: readonly string[],
  options: { cwd: string; logFd: number; account?: Account | null; onDesktop?: boolean },
): Promise<DetachedChild> {
  const { cwd, logFd, account, onDesktop = false } = options;
  const base = spawnOptions(account, cwd);
  const env = onDesktop ? { ...base.env, ...variables(desktopVariables) } : base.env;
  const child = launch(program, args, { ...base, env, detached: true, stdio: ['ignore', logFd, logFd] });
  let ended: { code: number | null; signal: string | null } | null = null;
  child.once('exit', (code, signal) => {
    ended = { code, signal };
  });
  return await new Promise<DetachedChild>((resolve, reject) => {
    child.once('error', (cause) => reject(startFailure(program, cwd, cause)));
    child.once('spawn', () => {
      child.unref();
      if (child.pid !== undefined) resolve({ pid: child.pid, exit: () => ended });
    });
  });
}
