/**
 * The Prometheus that PromSeal starts itself. It goes on when PromSeal ends; `process.json` in the setup's state folder is how
 * the next PromSeal finds it. A process is only ever signalled by its number after its start was compared, so a number
 * that the system has given to another process is never trusted.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { startDetached, type DetachedChild } from '../host/exec.ts';
import { makeFolder } from '../host/folders.ts';
import { fileSize, readText } from '../host/readFiles.ts';
import { closeDescriptor } from '../host/streamedFiles.ts';
import { openForAppend } from '../host/appendFiles.ts';
import { removeFile, writeFileAtomic } from '../host/writeFiles.ts';
import type { Account } from '../../shared/model/hostFacts.ts';
import { WizardError } from '../wizardError.ts';
import { stateFolder, stateFolderMode } from '../apply/stateFolder.ts';
import { throwUnlessOurs } from '../host/trustedPath.ts';
import { logPath } from './readLog.ts';
import { startMark } from './startMark.ts';

const ManagedProcess = z.object({
  pid: z.number().int().positive(),
  /** What `startMark` said of it when it was started. */
  startTicks: z.string(),
  /** Program and arguments. */
  argv: z.array(z.string()).min(1),
  workingDirectory: z.string(),
  /** Epoch milliseconds. */
  startedAt: z.number(),
  /** Where its lines begin in the log, in bytes. */
  logFrom: z.number().int().min(0),
});
export type ManagedProcess = z.infer<typeof ManagedProcess>;

export interface ProcessExit {
  /** null when a signal ended it, or when it was not started by this very program and nobody can know. */
  readonly code: number | null;
  readonly signal: string | null;
}

export interface StartInput {
  /** Program and arguments. */
  readonly argv: readonly string[];
  readonly workingDirectory: string;
  readonly account?: Account | null;
}

const logLimit = 5 * 1024 * 1024;
const pollMs = 25;
const recordPath = (folder: string): string => join(stateFolder(folder), 'process.json');

/** Children of this very program, whose exit codes the system tells only to us. */
const children = new Map<number, DetachedChild>();

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Starts Prometheus for a setup and writes down how to find it again.
 * @param now epoch milliseconds
 * @throws PROGRAM_NOT_FOUND, PROGRAM_NOT_EXECUTABLE, SERVER_ALREADY_RUNNING, and the codes of host/writeFiles
 */
export async function startManaged(folder: string, input: StartInput, now: number): Promise<ManagedProcess> {
  const [program = '', ...args] = input.argv;
  const running = findManaged(folder);
  if (running !== null) throw new WizardError('SERVER_ALREADY_RUNNING', { pid: running.pid, folder });
  makeFolder(stateFolder(folder), stateFolderMode);
  const log = logPath(folder);
  if ((fileSize(log) ?? 0) > logLimit) removeFile(log);
  const logFrom = fileSize(log) ?? 0;
  const logFd = openForAppend(log, 0o600);
  try {
    const child = await startDetached(program, args, { cwd: input.workingDirectory, logFd, account: input.account ?? null });
    children.set(child.pid, child);
    // A child that has ended at once leaves no start to read; its record then matches nothing that runs.
    const startTicks = startMark(child.pid) ?? 'ended';
    const { workingDirectory } = input;
    const managed: ManagedProcess = { pid: child.pid, startTicks, argv: [...input.argv], workingDirectory, startedAt: now, logFrom };
    recordManaged(folder, managed);
    return managed;
  } finally {
    closeDescriptor(logFd);
  }
}

/** Writes down how to find a process again. Errors are those of `writeFileAtomic`. */
export function recordManaged(folder: string, managed: ManagedProcess): void {
  writeFileAtomic(recordPath(folder), `${JSON.stringify(managed, null, 2)}\n`, { mode: 0o600 });
}

/** The record of the last start, whether or not it still runs; null when there is none that can be read. */
export function lastManaged(folder: string): ManagedProcess | null {
  try {
    const path = recordPath(folder);
    throwUnlessOurs(path);
    const read = ManagedProcess.safeParse(JSON.parse(readText(path)));
    return read.success ? read.data : null;
  } catch {
    // None, not JSON, or not ours alone to write: then there is nothing that may be signalled on its word.
    return null;
  }
}

/** The Prometheus that PromSeal started for this folder and that still runs; null otherwise. */
export function findManaged(folder: string): ManagedProcess | null {
  const managed = lastManaged(folder);
  return managed !== null && stillRuns(managed) ? managed : null;
}

/** Whether this very process still runs. */
export function stillRuns(managed: ManagedProcess): boolean {
  return startMark(managed.pid) === managed.startTicks;
}

/** How a process ended; null while it runs. Of a child of ours the end counts once the system has told its exit code. */
export function exitOf(managed: ManagedProcess): ProcessExit | null {
  if (stillRuns(managed)) return null;
  const child = children.get(managed.pid);
  return child === undefined ? { code: null, signal: null } : child.exit();
}

/** Signals the process if it is still the one that was started. @returns false when it is gone */
function signalManaged(managed: ManagedProcess, signal: NodeJS.Signals): boolean {
  if (!stillRuns(managed)) return false;
  try {
    return process.kill(managed.pid, signal);
  } catch (cause) {
    if (!stillRuns(managed)) return false;
    throw new WizardError('SERVER_NOT_OURS_TO_SIGNAL', { pid: managed.pid }, { cause });
  }
}

/** Waits until a process has ended. @returns whether it has, within the deadline in milliseconds */
export async function waitUntilEnded(managed: ManagedProcess, deadlineMs: number): Promise<boolean> {
  const until = performance.now() + deadlineMs;
  while (exitOf(managed) === null) {
    if (performance.now() >= until) return false;
    await sleep(pollMs);
  }
  return true;
}

/**
 * Ends the managed Prometheus: SIGTERM, so that it closes its database, and SIGKILL when the deadline has passed.
 * @param deadlineMs how long it may take to end by itself
 * @returns what was stopped; null when nothing ran
 * @throws SERVER_DOES_NOT_END, SERVER_NOT_OURS_TO_SIGNAL
 */
export async function stopManaged(folder: string, deadlineMs: number): Promise<ManagedProcess | null> {
  const managed = findManaged(folder);
  if (managed === null) return null;
  await endProcess(managed, deadlineMs);
  return managed;
}

async function endProcess(managed: ManagedProcess, deadlineMs: number): Promise<void> {
  signalManaged(managed, 'SIGTERM');
  if (await waitUntilEnded(managed, deadlineMs)) return;
  signalManaged(managed, 'SIGKILL');
  if (!(await waitUntilEnded(managed, 2000))) throw new WizardError('SERVER_DOES_NOT_END', { pid: managed.pid });
}

/**
 * Makes the managed Prometheus read prometheus.yml again, by a signal to this process alone.
 * @returns false when it does not run
 * @throws SERVER_NOT_OURS_TO_SIGNAL
 */
export function reloadManaged(folder: string): boolean {
  const managed = findManaged(folder);
  return managed !== null && signalManaged(managed, 'SIGHUP');
}
