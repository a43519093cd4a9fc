/** What is known of the server before anything is asked of a program or a port: where each kind of answer finds it. */
import { join, resolve } from 'node:path';
import { problem, type Problem } from '../../shared/errors/failure.ts';
import type { Answers, ServerAnswer } from '../../shared/model/answers.ts';
import type { Account, ServerFacts } from '../../shared/model/hostFacts.ts';
import { flagValue, listenAddressOf } from '../../shared/prometheus/flags.ts';
import { findManaged } from '../process/managedProcess.ts';
import { mayRestartUnits } from '../process/systemd.ts';
import { releasePlatform } from '../release/releasePlatform.ts';
import { findAccount, findGroup, unlessOurs } from './accounts.ts';
import { fullPath } from '../host/fullPath.ts';
import { findListener, sameListen } from './findListener.ts';
import { findProcesses, type ServerProcess } from './findProcesses.ts';
import { readUnit, type Unit } from './findUnits.ts';
import type { Machine } from './machine.ts';

type Settled = 'running' | 'control' | 'unit' | 'mayControl' | 'args' | 'workingDirectory' | 'configFile' | 'webConfigFile' | 'listen' | 'account' | 'problems';
export interface ServerView extends Pick<ServerFacts, Settled> {
  readonly binary: string | null;
  /** Where the running server listens now; null when it does not run. */
  readonly listensNow: string | null;
}

/** A server that does not run, of which nothing is known. */
const unknown: Omit<ServerView, 'control' | 'listen'> = {
  running: false,
  unit: null,
  mayControl: false,
  args: [],
  workingDirectory: null,
  configFile: null,
  webConfigFile: null,
  account: null,
  problems: [],
  binary: null,
  listensNow: null,
};

function filesOf(args: readonly string[], workingDirectory: string): { configFile: string; webConfigFile: string | null } {
  const web = flagValue(args, 'web.config.file') ?? '';
  return {
    configFile: resolve(workingDirectory, flagValue(args, 'config.file') ?? 'prometheus.yml'),
    webConfigFile: web === '' ? null : resolve(workingDirectory, web),
  };
}

/** Where the program is, or will be once it was downloaded. */
export function binaryOf(server: ServerAnswer, folder: string): string | null {
  if (server.kind === 'binary') return fullPath(server.binary);
  const platform = releasePlatform();
  return server.kind === 'download' && platform !== null ? join(folder, `prometheus-${server.version}.${platform}`, 'prometheus') : null;
}

/** A server that PromSeal starts: found by the record of its last start. */
function viewOfOurs(server: Extract<ServerAnswer, { kind: 'binary' | 'download' | 'rehearsal' }>, folder: string, rehearsalCommand: readonly string[]): ServerView {
  const binary = binaryOf(server, folder);
  const managed = findManaged(folder);
  const control = server.kind === 'rehearsal' ? 'rehearsal' : 'promseal';
  const base: ServerView = { ...unknown, binary, control, mayControl: true, listen: server.listen };
  if (managed === null) return base;
  const command = server.kind === 'rehearsal' ? rehearsalCommand : [binary ?? ''];
  const runs = managed.argv.slice(command.length);
  const sameProgram = command.every((word, at) => managed.argv[at] === word);
  return {
    ...base,
    running: true,
    // Another program runs here now: none of its arguments count as already given, so that it is restarted.
    args: sameProgram ? runs : [],
    workingDirectory: managed.workingDirectory,
    ...filesOf(runs, managed.workingDirectory),
    listensNow: listenAddressOf(managed.argv.slice(1)),
  };
}

function viewOfProcess(found: ServerProcess, listen: string): ServerView {
  const { binary, unit, args, workingDirectory, configFile, webConfigFile } = found;
  return {
    binary, unit, args, workingDirectory, configFile, webConfigFile, listen,
    running: true,
    control: unit === null ? 'process' : 'systemd',
    mayControl: unit === null ? found.mayControl : mayRestartUnits(),
    account: unlessOurs(found.account),
    listensNow: listen,
    problems: [],
  };
}

function accountOfUnit(machine: Machine, unit: Unit): { account: Account | null; problems: Problem[] } {
  const user = unit.user ?? 'root';
  const account = findAccount(machine.etc, user);
  if (account === null) return { account: null, problems: [problem('ACCOUNT_UNKNOWN', { unit: unit.unit, user }, { severity: 'warning' })] };
  const gid = unit.group === null ? null : findGroup(machine.etc, unit.group);
  return { account: unlessOurs({ ...account, gid: gid ?? account.gid }), problems: [] };
}

/** A unit counts as it is written, for that is what a restart starts; whether it runs, and where, the process tells. */
function viewOfUnit(machine: Machine, name: string): ServerView {
  const fullName = name.includes('.') ? name : `${name}.service`;
  const base: ServerView = { ...unknown, control: 'systemd', unit: fullName, listen: listenAddressOf([]) };
  const unit = readUnit(machine, fullName);
  if (unit === null) return { ...base, problems: [problem('UNIT_NOT_FOUND', { unit: fullName }, { field: 'server.unit' })] };
  const process = findProcesses(machine).find((each) => each.unit === fullName) ?? null;
  const workingDirectory = unit.workingDirectory ?? '/';
  const said = listenAddressOf(unit.args);
  const { account, problems } = accountOfUnit(machine, unit);
  return {
    ...base,
    binary: unit.binary,
    running: process !== null,
    mayControl: mayRestartUnits(),
    args: unit.args,
    workingDirectory,
    ...filesOf(unit.args, workingDirectory),
    listen: said,
    listensNow: process === null ? null : (process.listens.find((each) => sameListen(each, said)) ?? process.listens[0] ?? said),
    account,
    problems,
  };
}

/** @param folder absolute */
export function viewServer(answers: Answers, folder: string, machine: Machine, rehearsalCommand: readonly string[]): ServerView {
  const { server } = answers;
  switch (server.kind) {
    case 'binary':
    case 'download':
    case 'rehearsal':
      return viewOfOurs(server, folder, rehearsalCommand);
    case 'running': {
      const found = findListener(server.listen, machine);
      return found === null ? { ...unknown, control: 'process', listen: server.listen } : viewOfProcess(found, server.listen);
    }
    case 'service':
      return viewOfUnit(machine, server.unit);
    case 'files':
      return { ...unknown, control: 'none', listen: server.listen };
  }
}
