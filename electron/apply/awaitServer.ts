/**
 * Waits for a server that PromSeal started or reloaded. Its own log says that it is ready, which no stranger on the
 * port can fake; the leaf that is served says that it is ours who answers (F14).
 */
import { readLogLine } from '../../shared/prometheus/logLine.ts';
import type { ManagedProcess } from '../process/managedProcess.ts';
import { readLog } from '../process/readLog.ts';
import { waitForReady } from '../process/waitForReady.ts';
import { WizardError } from '../wizardError.ts';

interface Watch {
  readonly onLine: (line: string) => void;
  /** Asks over the network; null when only the log is to be believed. */
  readonly answers: ((signal: AbortSignal) => Promise<boolean>) | null;
  readonly signal?: AbortSignal;
}

const readyMarker = 'Server is ready to receive web requests.';
const startDeadlineMs = 30_000;
const reloadDeadlineMs = 10_000;
const pollMs = 50;

/** @throws what `waitForReady` throws */
export async function awaitStart(folder: string, managed: ManagedProcess, watch: Watch): Promise<void> {
  let marked = false;
  await waitForReady(folder, managed, {
    deadlineMs: startDeadlineMs,
    onLine: (line) => {
      marked ||= readLogLine(line).message === readyMarker;
      watch.onLine(line);
    },
    isReady: async (signal) => marked && (watch.answers === null || (await watch.answers(signal))),
    ...(watch.signal === undefined ? {} : { signal: watch.signal }),
  });
}

/**
 * Reads the result of a reload back from the log.
 * @param from byte of the log at which the reload was asked for
 * @throws RELOAD_REFUSED with Prometheus's words, RELOAD_NOT_CONFIRMED at the deadline
 */
export async function awaitReload(folder: string, from: number, onLine: (line: string) => void): Promise<void> {
  const until = performance.now() + reloadDeadlineMs;
  const seen: string[] = [];
  for (let next = from; performance.now() < until; ) {
    const piece = readLog(folder, next);
    next = piece.next;
    for (const line of piece.lines) {
      seen.push(line);
      onLine(line);
      const { message } = readLogLine(line);
      if (message === 'Completed loading of configuration file') return;
      if (message === 'Error reloading config') throw new WizardError('RELOAD_REFUSED', {}, { raw: line });
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  throw new WizardError('RELOAD_NOT_CONFIRMED', { seconds: reloadDeadlineMs / 1000 }, { raw: seen.join('\n') });
}
