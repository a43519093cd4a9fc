/** Start, restart and reload: what a plan does to processes, each watched until the server itself shows the effect. */
import type { Answers } from '../../shared/model/answers.ts';
import type { HostFacts } from '../../shared/model/hostFacts.ts';
import type { Action, Endpoint } from '../../shared/model/plan.ts';
import { fileSize } from '../host/readFiles.ts';
import { findListener } from '../inspect/findListener.ts';
import type { ServerProcess } from '../inspect/findProcesses.ts';
import { looksReady } from '../probe/looksReady.ts';
import { reloadOverHttp } from '../probe/prometheusStatus.ts';
import { findManaged, reloadManaged, startManaged, stopManaged } from '../process/managedProcess.ts';
import { logPath } from '../process/readLog.ts';
import { signalProcess } from '../process/signalProcess.ts';
import { reloadUnit, restartUnit } from '../process/systemd.ts';
import type { ProgramContext } from '../programContext.ts';
import { WizardError } from '../wizardError.ts';
import type { ApplyRun } from './applyRun.ts';
import { awaitReload, awaitStart } from './awaitServer.ts';
import { confirmReload } from './confirmReload.ts';
import type { ProcessBefore } from './journal.ts';
import { apiAccess, serverAccess } from './serverAccess.ts';

type ProcessAction = Extract<Action, { kind: 'process.start' | 'process.restart' | 'process.reload' | 'service.restart' }>;

export const stopDeadlineMs = 20_000;

/** How the server runs now, for putting it back. */
export function processBefore(facts: HostFacts): ProcessBefore {
  const { server, folder } = facts;
  const managed = server.control === 'promseal' || server.control === 'rehearsal' ? findManaged(folder.path) : null;
  const argv = managed?.argv ?? (server.binary === null ? [] : [server.binary, ...server.args]);
  return {
    // Where only files are written no action touches a process, and none of this is asked for.
    control: server.control === 'none' ? 'process' : server.control,
    running: server.running,
    argv,
    workingDirectory: managed?.workingDirectory ?? server.workingDirectory ?? folder.path,
    unit: server.unit,
    servedTls: server.servesTls,
  };
}

/** The stand-in server is a program of PromSeal's own, which only the entry knows how to start. */
function realArgv(argv: readonly string[], answers: Answers, context: ProgramContext): string[] {
  return answers.server.kind === 'rehearsal' ? [...context.rehearsalCommand, ...argv.slice(1)] : [...argv];
}

/** Whether the server that answers is the one that was set up: its own leaf, or for clear HTTP its own readiness. */
async function answersAsPlanned(run: ApplyRun, endpoint: Endpoint, signal: AbortSignal): Promise<boolean> {
  const access = apiAccess(run.prepared.plan, serverAccess(run.prepared.plan, run.prepared.facts, run.material), run.context.now(), 2000);
  if (signal.aborted) return false;
  return await looksReady({ ...access, endpoint });
}

async function start(run: ApplyRun, argv: readonly string[], workingDirectory: string): Promise<void> {
  const { plan, facts } = run.prepared;
  const input = { argv: realArgv(argv, run.answers, run.context), workingDirectory, account: facts.server.account };
  const managed = await startManaged(plan.folder, input, run.context.now());
  await awaitStart(plan.folder, managed, {
    onLine: (line) => run.tell({ type: 'log', line }),
    answers: (signal) => answersAsPlanned(run, plan.endpoint, signal),
    signal: run.signal,
  });
}

/** @throws SERVER_NOT_RUNNING */
function theirProcess({ prepared, context }: ApplyRun): ServerProcess {
  const { listen } = prepared.facts.server;
  const found = findListener(listen, context.machine);
  if (found === null) throw new WizardError('SERVER_NOT_RUNNING', { listen });
  return found;
}

async function reload(run: ApplyRun, how: 'signal' | 'lifecycle' | 'systemd'): Promise<void> {
  const { plan, facts } = run.prepared;
  const { unit, listen, control } = facts.server;
  if (control === 'promseal' || control === 'rehearsal') return await reloadOurs(plan.folder, listen, (line) => run.tell({ type: 'log', line }));
  const access = apiAccess(plan, serverAccess(plan, facts, run.material), run.context.now());
  if (how === 'lifecycle') {
    await reloadOverHttp(access);
    return;
  }
  await confirmReload(access, async () => {
    if (how === 'systemd' && unit !== null) await reloadUnit(unit);
    else signalProcess(theirProcess(run).pid, 'SIGHUP');
  });
}

/** Reloads the managed server and reads the result back from its log. */
export async function reloadOurs(folder: string, listen: string, onLine: (line: string) => void): Promise<void> {
  const from = fileSize(logPath(folder)) ?? 0;
  if (!reloadManaged(folder)) throw new WizardError('SERVER_NOT_RUNNING', { listen });
  await awaitReload(folder, from, onLine);
}

/** @throws the codes of starting, stopping, reloading and of a server that does not become ready */
export async function runProcessAction(action: ProcessAction, run: ApplyRun): Promise<void> {
  switch (action.kind) {
    case 'process.start':
      return await start(run, action.argv, action.workingDirectory);
    case 'process.restart':
      await stopManaged(run.prepared.plan.folder, stopDeadlineMs);
      return await start(run, action.argv, action.workingDirectory);
    case 'process.reload':
      return await reload(run, action.how);
    case 'service.restart':
      return await restartUnit(action.unit);
  }
}
