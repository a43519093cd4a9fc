/** Brings the server back to how it ran before a change, after its files were put back. */
import { readWebConfig } from '../../shared/prometheus/webConfig.ts';
import { resolve } from 'node:path';
import { fileState, readText } from '../host/readFiles.ts';
import { unlessOurs } from '../inspect/accounts.ts';
import { findListener } from '../inspect/findListener.ts';
import type { ServerProcess } from '../inspect/findProcesses.ts';
import { readUnit } from '../inspect/findUnits.ts';
import { thisMachine, type Machine } from '../inspect/machine.ts';
import { servesTls } from '../inspect/servesTls.ts';
import { adoptUnrecorded } from '../process/adoptUnrecorded.ts';
import { findManaged, lastManaged, startManaged, stopManaged } from '../process/managedProcess.ts';
import { signalProcess } from '../process/signalProcess.ts';
import { mayRestartUnits, restartUnit } from '../process/systemd.ts';
import { flagValue, listenAddressOf, splitListen } from '../../shared/prometheus/flags.ts';
import { reloadCommand, restartCommands, startCommand, unitBackCommands, unitRestartCommand, withProcessNumber } from '../../shared/plan/handCommands.ts';
import { awaitStart } from './awaitServer.ts';
import type { ProcessBefore } from './journal.ts';
import { reloadOurs, stopDeadlineMs } from './processActions.ts';
import type { RollBackRun } from './rollBack.ts';

/** The server of this setup that a person started after ours had ended: on its port, or on the one it had before. */
function startedByHand(folder: string, before: ProcessBefore, machine: Machine): ServerProcess | null {
  const last = lastManaged(folder)?.argv ?? before.argv;
  const configs = [last, before.argv].map((argv) => resolve(before.workingDirectory, flagValue(argv, 'config.file') ?? 'prometheus.yml'));
  const listens = [last, before.argv].map((argv) => listenAddressOf(argv.slice(1)));
  const found = listens.map((listen) => findListener(listen, machine)).find((each) => each !== null) ?? null;
  // A stranger on the port of a server that is to be started again is told by that start.
  return found !== null && configs.includes(found.configFile) ? found : null;
}

async function restoreOurs(folder: string, before: ProcessBefore, run: RollBackRun): Promise<string[]> {
  const onLine = (line: string): void => run.tell({ type: 'log', line });
  const now = findManaged(folder) ?? adoptUnrecorded(folder, run.context.now());
  const byHand = now === null ? startedByHand(folder, before, run.context.machine ?? thisMachine) : null;
  if (byHand !== null) return await giveBack(byHand, before);
  if (!before.running) {
    await stopManaged(folder, stopDeadlineMs);
    return [];
  }
  const same = now !== null && JSON.stringify(now.argv) === JSON.stringify(before.argv);
  // TLS on or off is fixed at start, so a server that may have been restarted for it is started anew as well.
  if (same && now.startedAt < run.startedAt) {
    await reloadOurs(folder, listenAddressOf(before.argv), onLine);
    return [];
  }
  await stopManaged(folder, stopDeadlineMs);
  const managed = await startManaged(folder, { argv: before.argv, workingDirectory: before.workingDirectory, account: null }, run.context.now());
  await awaitStart(folder, managed, { onLine, answers: null });
  return [];
}

/** Whether the server speaks TLS as it did, or where that is not known as the web.yml that was put back says: it is settled when it starts. */
async function speaksAsBefore({ args, workingDirectory, listens }: ServerProcess, { servedTls }: ProcessBefore): Promise<boolean> {
  const named = flagValue(args, 'web.config.file') ?? '';
  const path = resolve(workingDirectory ?? '/', named);
  const written = named !== '' && fileState(path).kind === 'file' && readWebConfig(readText(path)).tls?.enables === true;
  const wanted = servedTls ?? written;
  const place = splitListen(listens[0] ?? '');
  return place === null || ((await servesTls(place.host, place.port)) ?? wanted) === wanted;
}

/** @returns what its owner has to run, because PromSeal never restarts what it did not start */
async function restoreTheirs(before: ProcessBefore, machine: Machine): Promise<string[]> {
  const found = findListener(listenAddressOf(before.argv.slice(1)), machine);
  if (found === null) return before.running ? [startCommand(before.workingDirectory, before.argv)] : [];
  return await giveBack(found, before);
}

/** The same for the server that was found. Where none ran before, it is to be ended alone. */
async function giveBack(found: ServerProcess, before: ProcessBefore): Promise<string[]> {
  const asBefore = JSON.stringify(found.args) === JSON.stringify(before.argv.slice(1)) && (await speaksAsBefore(found, before));
  if (!before.running || !asBefore) {
    const server = { ...found, account: unlessOurs(found.account), isRoot: process.geteuid?.() === 0 };
    const commands = withProcessNumber(restartCommands(server, before.argv), found.pid);
    return before.running ? commands : commands.slice(0, -1);
  }
  if (!found.mayControl) return withProcessNumber([reloadCommand(null)], found.pid);
  signalProcess(found.pid, 'SIGHUP');
  return [];
}

async function restoreUnit(unit: string, before: ProcessBefore, machine: Machine): Promise<string[]> {
  if (!before.running) return [];
  if (JSON.stringify(readUnit(machine, unit)?.args) !== JSON.stringify(before.argv.slice(1))) return unitBackCommands(unit);
  if (!mayRestartUnits()) return [unitRestartCommand(unit)];
  await restartUnit(unit);
  return [];
}

/**
 * @returns the commands that a person has to run for the server to be as it was
 * @throws the codes of starting, stopping and reloading; then the server is not as it was, and the caller says so
 */
export async function restoreProcess(folder: string, before: ProcessBefore, run: RollBackRun): Promise<string[]> {
  const machine = run.context.machine ?? thisMachine;
  switch (before.control) {
    case 'promseal':
    case 'rehearsal':
      return await restoreOurs(folder, before, run);
    case 'systemd':
      return before.unit === null ? [] : await restoreUnit(before.unit, before, machine);
    case 'process':
      return await restoreTheirs(before, machine);
  }
}
