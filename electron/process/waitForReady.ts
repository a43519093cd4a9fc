/**
 * Waits until a Prometheus that was just started serves. That the port answers is no sign of it: another server may
 * own the port (F14), and a child that fails for that lives on for a moment. So the child must be alive, must have
 * written that it serves, and the caller must recognise the one who answers.
 */
import { readLogLine } from '../../shared/prometheus/logLine.ts';
import { WizardError } from '../wizardError.ts';
import { exitError } from './explainExit.ts';
import { exitOf, type ManagedProcess } from './managedProcess.ts';
import { readLog, readWholeLog } from './readLog.ts';

export interface WaitInput {
  /** Recognises our server, such as by the leaf it serves. Must end by itself when the signal says so. */
  readonly isReady: (signal: AbortSignal) => Promise<boolean>;
  readonly deadlineMs: number;
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal;
}

const pollMs = 50;
/** What the exporter toolkit writes once it has the port, and Prometheus when it takes requests: one of these in every version. */
const serves = /^(?:Listening on|TLS is (?:enabled|disabled)\.|Server is ready to receive web requests\.)/;
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * @returns milliseconds it took
 * @throws what `explainExit` says when the process ends (within a second of its end), SERVER_NOT_READY at the deadline, CANCELLED. The
 *   process is left running in the last two cases: ending it is the caller's, who knows what to put back
 */
export async function waitForReady(folder: string, managed: ManagedProcess, input: WaitInput): Promise<number> {
  const started = performance.now();
  const deadline = AbortSignal.timeout(input.deadlineMs);
  const signal = input.signal === undefined ? deadline : AbortSignal.any([deadline, input.signal]);
  let next = managed.logFrom;
  let hasPort = false;
  const passOn = (): void => {
    const piece = readLog(folder, next);
    next = piece.next;
    hasPort ||= piece.lines.some((line) => serves.test(readLogLine(line).message));
    for (const line of piece.lines) input.onLine?.(line);
  };
  const ended = (): boolean => exitOf(managed) !== null;
  while (!signal.aborted) {
    passOn();
    if (ended()) break;
    if (!hasPort) {
      await sleep(pollMs);
      continue;
    }
    // The end of the process ends the question too: it must not wait for a stranger on the port.
    const asking = new AbortController();
    const watch = setInterval(() => ended() && asking.abort(), pollMs);
    try {
      const ready = await input.isReady(AbortSignal.any([signal, asking.signal]));
      if (ready && !ended()) return performance.now() - started;
    } finally {
      clearInterval(watch);
    }
    await sleep(pollMs);
  }
  passOn();
  const exit = exitOf(managed);
  const lines = readWholeLog(folder, managed.logFrom);
  if (exit !== null) throw exitError(lines, exit);
  if (input.signal?.aborted === true) throw new WizardError('CANCELLED');
  throw new WizardError('SERVER_NOT_READY', { seconds: Math.round(input.deadlineMs / 1000), pid: managed.pid }, { raw: lines.slice(-20).join('\n') });
}
