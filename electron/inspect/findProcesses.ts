/** Running servers that take a web.yml, from /proc. On other systems none are found, and a person names the address. */
import { basename, isAbsolute, join, resolve } from 'node:path';
import { realPath } from '../host/readFiles.ts';
import { WizardError } from '../wizardError.ts';
import type { Account } from '../../shared/model/hostFacts.ts';
import type { ServerKind } from '../../shared/model/setupFacts.ts';
import { flagValue, listenAddressesOf, splitListen } from '../../shared/prometheus/flags.ts';
import { kindOfProgram, knownServers, webConfigOf } from '../../shared/prometheus/servers.ts';
import { accountOf } from './accounts.ts';
import { readUnit } from './findUnits.ts';
import { listeningSockets, socketsOf, type ListeningSocket } from './listeningSockets.ts';
import type { Machine } from './machine.ts';
import { entriesOf, textOr } from './readQuietly.ts';

export interface FoundServer {
  readonly kind: ServerKind;
  readonly pid: number;
  readonly account: Account;
  /** The program file where this user may know it, else its name as it was called. */
  readonly binary: string | null;
  readonly args: string[];
  readonly workingDirectory: string | null;
  /** Absolute where the working directory is known; null for a server without one. */
  readonly configFile: string | null;
  readonly webConfigFile: string | null;
  /** Every address it listens on: as the flags say, or as the kernel does where they differ. */
  readonly listens: string[];
  readonly unit: string | null;
  readonly mayControl: boolean;
}

/** A running Prometheus, which always has a configuration. */
export interface ServerProcess extends FoundServer {
  readonly kind: 'prometheus';
  readonly configFile: string;
}

/** By its name; Prometheus also by the flags that no other server has beside --config.file. */
function kindOf(program: string, args: readonly string[]): ServerKind | null {
  const known = kindOfProgram(basename(program));
  if (known !== null) return known;
  const store = flagValue(args, 'storage.tsdb.path') ?? flagValue(args, 'storage.agent.path');
  const isPrometheus = store !== null && flagValue(args, 'config.file') !== null && !/^(?:node|electron|promseal)/i.test(basename(program));
  return isPrometheus ? 'prometheus' : null;
}

function linkedFile(path: string): string | null {
  try {
    return realPath(path);
  } catch (error) {
    if (error instanceof WizardError) return null;
    throw error;
  }
}

/** The system unit of a process, proc_pid_cgroup(5). The unit must start such a server: a shell's service is not its. */
function unitOf(machine: Machine, pid: number, kind: ServerKind): string | null {
  const found = /^\d+:[^:]*:\/system\.slice\/(?:.*\/)?([^/\n]+\.service)$/m.exec(textOr(join(machine.proc, String(pid), 'cgroup')));
  const unit = found?.[1] ?? null;
  return unit !== null && kindOfProgram(basename(readUnit(machine, unit)?.binary ?? '')) === kind ? unit : null;
}

function accountOfProcess(machine: Machine, pid: number): Account | null {
  const status = textOr(join(machine.proc, String(pid), 'status'));
  const effective = (name: string): string | undefined => new RegExp(`^${name}:\\t\\d+\\t(\\d+)`, 'm').exec(status)?.[1];
  const [uid, gid] = [effective('Uid'), effective('Gid')];
  return uid === undefined || gid === undefined ? null : accountOf(machine.etc, Number(uid), Number(gid));
}

/** What the flags say, unless the kernel tells that this process listens elsewhere. */
function listensOf(machine: Machine, pid: number, said: string[], sockets: readonly ListeningSocket[]): string[] {
  const held = socketsOf(machine.proc, pid);
  const seen = sockets.filter(({ inode }) => held?.has(inode) === true);
  const ports = new Set(seen.map(({ port }) => port));
  if (seen.length === 0 || said.every((listen) => ports.has(splitListen(listen)?.port ?? -1))) return said;
  return seen.map(({ host, port }) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`));
}

function readProcess(machine: Machine, pid: number, sockets: () => readonly ListeningSocket[]): FoundServer | null {
  const folder = join(machine.proc, String(pid));
  const [called = '', ...args] = textOr(join(folder, 'cmdline')).replace(/\0$/, '').split('\0');
  const exe = linkedFile(join(folder, 'exe'));
  const kind = called === '' ? null : (kindOf(called, args) ?? (exe === null ? null : kindOf(exe, args)));
  if (kind === null) return null;
  const account = accountOfProcess(machine, pid);
  if (account === null) return null;
  const workingDirectory = linkedFile(join(folder, 'cwd'));
  const absolute = (path: string): string => (workingDirectory === null ? path : resolve(workingDirectory, path));
  const config = knownServers[kind].configFile;
  const web = webConfigOf(kind, args);
  const user = process.geteuid?.();
  return {
    kind,
    pid,
    account,
    binary: exe ?? (isAbsolute(called) ? called : null),
    args,
    workingDirectory,
    configFile: config === null ? null : absolute(flagValue(args, 'config.file') ?? config),
    webConfigFile: web === null ? null : absolute(web),
    listens: listensOf(machine, pid, listenAddressesOf(args, knownServers[kind].listen), sockets()),
    unit: unitOf(machine, pid, kind),
    mayControl: user === 0 || user === account.uid,
  };
}

/** Every server of a known kind that this user can see, lowest number first. */
export function findServers(machine: Machine): FoundServer[] {
  let sockets: ListeningSocket[] | null = null;
  const once = (): ListeningSocket[] => (sockets ??= listeningSockets(machine.proc));
  return entriesOf(machine.proc)
    .filter(({ name }) => /^\d+$/.test(name))
    .map(({ name }) => Number(name))
    .sort((one, other) => one - other)
    .map((pid) => readProcess(machine, pid, once))
    .filter((found) => found !== null);
}

/** Every Prometheus among them. */
export function findProcesses(machine: Machine): ServerProcess[] {
  return findServers(machine).filter((found): found is ServerProcess => found.kind === 'prometheus');
}
