/** Brings the server back to how it ran before a change, after its files were put back. */
import { findListener } from '../inspect/findListener.ts';
import { findManaged, startManaged, stopManaged } from '../process/managedProcess.ts';
import { signalProcess } from '../process/signalProcess.ts';
import { mayRestartUnits, restartUnit } from '../process/systemd.ts';
import { flagValue, listenAddressOf } from '../../shared/prometheus/flags.ts';
import { awaitStart } from './awaitServer.ts';
import type { ProcessBefore } from './journal.ts';
import { reloadOurs, stopDeadlineMs } from './processActions.ts';
import type { RollBackRun } from './rollBack.ts';

async function restoreOurs(folder: string, before: ProcessBefore, run: RollBackRun): Promise<void> {
  const onLine = (line: string): void => run.tell({ type: 'log', line });
  const now = findManaged(folder);
  if (!before.running) {
    await stopManaged(folder, stopDeadlineMs);
    return;
  }
  const same = now !== null && JSON.stringify(now.argv) === JSON.stringify(before.argv);
  // TLS on or off is fixed at start, so a server that may have been restarted for it is started anew as well.
  if (same && now.startedAt < run.startedAt) return await reloadOurs(folder, listenAddressOf(before.argv), onLine);
  await stopManaged(folder, stopDeadlineMs);
  const managed = await startManaged(folder, { argv: before.argv, workingDirectory: before.workingDirectory, account: null }, run.context.now());
  await awaitStart(folder, managed, { onLine, answers: null });
}

/**
 * @throws the codes of starting, stopping and reloading; then the server is not as it was, and the caller says so
 */
export async function restoreProcess(folder: string, before: ProcessBefore, run: RollBackRun): Promise<void> {
  switch (before.control) {
    case 'promseal':
    case 'rehearsal':
      return await restoreOurs(folder, before, run);
    case 'systemd':
      if (before.running && before.unit !== null && mayRestartUnits()) await restartUnit(before.unit);
      return;
    case 'process': {
      // PromSeal never restarts it; when it has read a new prometheus.yml, it reads the old one again.
      const args = before.argv.slice(1);
      const listener = flagValue(args, 'config.file') === null && args.length === 0 ? null : await findListener(listenAddressOf(args));
      if (listener?.mayControl === true) signalProcess(listener.pid, 'SIGHUP');
    }
  }
}
