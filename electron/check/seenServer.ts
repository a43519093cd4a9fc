/** A server as processes, units and PromSeal's own records show it, before anything is asked of it. */
import { basename, dirname, resolve } from 'node:path';
import { problem, type Problem } from '../../shared/errors/failure.ts';
import type { Account } from '../../shared/model/hostFacts.ts';
import type { ServerKind, SetupServer } from '../../shared/model/setupFacts.ts';
import { flagValue, listenAddressesOf } from '../../shared/prometheus/flags.ts';
import { kindOfProgram, knownServers, webConfigOf } from '../../shared/prometheus/servers.ts';
import { accountOf, findAccount, findGroup } from '../inspect/accounts.ts';
import type { FoundServer } from '../inspect/findProcesses.ts';
import { kindOfUnit, type Unit } from '../inspect/findUnits.ts';
import type { Machine } from '../inspect/machine.ts';
import { findManaged, type ManagedProcess } from '../process/managedProcess.ts';

export interface SeenServer extends Omit<SetupServer, 'version' | 'promtool' | 'capabilities' | 'served' | 'live'> {
  /** The program file where it is known. */
  readonly binary: string | null;
}

type Paths = Pick<SeenServer, 'configFile' | 'webConfigFile'>;

/** The files that a command line names, or that the server takes by itself. */
export function filesOfArgs(kind: ServerKind, args: readonly string[], workingDirectory: string): Paths {
  const { configFile } = knownServers[kind];
  const web = webConfigOf(kind, args);
  return {
    configFile: configFile === null ? null : resolve(workingDirectory, flagValue(args, 'config.file') ?? configFile),
    webConfigFile: web === null ? null : resolve(workingDirectory, web),
  };
}

const same = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((word, at) => word === other[at]);

/** Whether PromSeal started the process, by the record in one of the folders that it uses. */
function isOurs({ pid, configFile, webConfigFile, workingDirectory }: FoundServer): boolean {
  const paths = [configFile, webConfigFile].filter((path) => path !== null).map((path) => dirname(path));
  const folders = new Set([...paths, ...(workingDirectory === null ? [] : [workingDirectory])]);
  return [...folders].some((folder) => findManaged(folder)?.pid === pid);
}

/** @param unit that starts it, as it is written now; null for a process that no unit starts */
export function seenProcess(found: FoundServer, unit: Unit | null): SeenServer {
  const { kind, pid, account, binary, args, workingDirectory, configFile, webConfigFile, listens } = found;
  return {
    kind, pid, account, binary, args, workingDirectory, configFile, webConfigFile,
    running: true,
    control: found.unit !== null ? 'systemd' : isOurs(found) ? 'promseal' : 'process',
    unit: found.unit,
    nextArgs: unit === null || same(unit.args, args) ? null : unit.args,
    listen: listens[0] ?? knownServers[kind].listen,
  };
}

function accountOfUnit(machine: Machine, unit: Unit): { account: Account | null; problems: Problem[] } {
  const user = unit.user ?? 'root';
  const account = findAccount(machine.etc, user);
  if (account === null) return { account: null, problems: [problem('ACCOUNT_UNKNOWN', { unit: unit.unit, user }, { severity: 'warning' })] };
  const gid = unit.group === null ? null : findGroup(machine.etc, unit.group);
  return { account: { ...account, gid: gid ?? account.gid }, problems: [] };
}

/** A unit whose server does not run. @returns null for a unit that starts none of the known servers */
export function seenUnit(machine: Machine, unit: Unit): { server: SeenServer; problems: Problem[] } | null {
  const kind = kindOfUnit(unit);
  if (kind === null) return null;
  const workingDirectory = unit.workingDirectory ?? '/';
  const { account, problems } = accountOfUnit(machine, unit);
  const server: SeenServer = {
    kind, account, workingDirectory,
    binary: unit.binary,
    running: false,
    pid: null,
    control: 'systemd',
    unit: unit.unit,
    args: unit.args,
    nextArgs: null,
    ...filesOfArgs(kind, unit.args, workingDirectory),
    listen: listenAddressesOf(unit.args, knownServers[kind].listen)[0] ?? knownServers[kind].listen,
  };
  return { server, problems };
}

/**
 * A server that PromSeal started, also the stand-in, which no process list shows as a Prometheus.
 * @param rehearsalCommand program and first arguments of the stand-in
 */
export function seenManaged(machine: Machine, managed: ManagedProcess, rehearsalCommand: readonly string[]): SeenServer {
  const { argv, pid, workingDirectory } = managed;
  const program = argv[0] ?? '';
  const isRehearsal = kindOfProgram(basename(program)) === null && rehearsalCommand.every((word, at) => argv[at] === word);
  const args = argv.slice(isRehearsal ? rehearsalCommand.length : 1);
  return {
    kind: 'prometheus',
    binary: isRehearsal ? null : program,
    running: true,
    pid,
    control: 'promseal',
    unit: null,
    account: ownAccount(machine),
    args,
    nextArgs: null,
    workingDirectory,
    ...filesOfArgs('prometheus', args, workingDirectory),
    listen: listenAddressesOf(args)[0] ?? knownServers.prometheus.listen,
  };
}

/** What PromSeal starts runs as PromSeal does, unless /proc says otherwise; null where there are no accounts. */
function ownAccount(machine: Machine): Account | null {
  const [uid, gid] = [process.geteuid?.(), process.getegid?.()];
  return uid === undefined || gid === undefined ? null : accountOf(machine.etc, uid, gid);
}
