/**
 * Finds processes that a run of tests started and did not end. They are known by the session of the runner, or, when
 * they left it as a managed server does, by the run's own temporary folder in their arguments, folder or environment.
 * Reads /proc, so it finds nothing on systems without one.
 */
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';

export interface Leftover {
  readonly pid: number;
  /** Clock ticks after the system's start; with the pid it names one process for ever. */
  readonly startTicks: string;
  readonly command: string;
}

interface RunningProcess extends Leftover {
  readonly state: string;
  readonly parent: number;
  readonly session: number;
}

function readOrEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    // The process has ended meanwhile, or belongs to somebody else.
    return '';
  }
}

/** Fields of proc(5) /proc/PID/stat; the name in brackets may hold spaces and brackets, so count from the last one. */
function readProcess(pid: number): RunningProcess | null {
  const stat = readOrEmpty(() => readFileSync(`/proc/${String(pid)}/stat`, 'utf8'));
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, parent, , session] = fields;
  const startTicks = fields[19];
  if (state === undefined || parent === undefined || session === undefined || startTicks === undefined) return null;
  const words = readOrEmpty(() => readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8'));
  const command = words.replaceAll('\0', ' ').trim();
  return { pid, startTicks, command, state, parent: Number(parent), session: Number(session) };
}

function mentions(pid: number, folder: string): boolean {
  const own = `/proc/${String(pid)}`;
  const words = ['cmdline', 'environ'].map((name) => readOrEmpty(() => readFileSync(`${own}/${name}`, 'utf8')));
  return [readOrEmpty(() => readlinkSync(`${own}/cwd`)), ...words].some((text) => text.includes(folder));
}

/** @param sessions ids of the sessions that the runner opened
 *  @param folder the run's own temporary folder
 *  @returns processes that still run, this one and its parents excepted */
export function findLeftovers(sessions: readonly number[], folder: string): Leftover[] {
  if (!existsSync('/proc/self/stat')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((name) => readProcess(Number(name)))
    .filter((found): found is RunningProcess => found !== null && found.state !== 'Z' && found.state !== 'X')
    .filter(({ pid, session }) => sessions.includes(session) || mentions(pid, folder))
    .map(({ pid, startTicks, command }) => ({ pid, startTicks, command }));
}

/** Ends one process, if it is still the one that was found. */
export function endLeftover(leftover: Leftover): void {
  if (readProcess(leftover.pid)?.startTicks !== leftover.startTicks) return;
  try {
    process.kill(leftover.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
