/** Running Prometheus servers, from /proc. On other systems none are found, and a person names the address. */
import { basename, isAbsolute, join, resolve } from 'node:path';
import { realPath } from '../host/readFiles.ts';
import { WizardError } from '../wizardError.ts';
import type { Account } from '../../shared/model/hostFacts.ts';
import { flagValue, listenAddressesOf, splitListen } from '../../shared/prometheus/flags.ts';
import { accountOf } from './accounts.ts';
import { readUnit } from './findUnits.ts';
import { listeningSockets, socketsOf, type ListeningSocket } from './listeningSockets.ts';
import type { Machine } from './machine.ts';
import { entriesOf, textOr } from './readQuietly.ts';

export interface ServerProcess {
  readonly pid: number;
  readonly account: Account;
  /** The program file where this user may know it, else its name as it was called. */
  readonly binary: string | null;
  readonly args: string[];
  readonly workingDirectory: string | null;
  /** Absolute where the working directory is known. */
  readonly configFile: string;
  readonly webConfigFile: string | null;
  /** Every address it listens on: as the flags say, or as the kernel does where they differ. */
  readonly listens: string[];
  readonly unit: string | null;
  readonly mayControl: boolean;
}

const prometheusName = /^prometheus(?:[-_.]?v?\d.*)?(?:\.exe)?$/;

/** By its name, or by the flags that no other server has beside --config.file. */
function isPrometheus(program: string, args: readonly string[]): boolean {
  if (prometheusName.test(basename(program))) return true;
  const store = flagValue(args, 'storage.tsdb.path') ?? flagValue(args, 'storage.agent.path');
  return store !== null && flagValue(args, 'config.file') !== null && !/^(?:node|electron|promseal)/i.test(basename(program));
}

function linkedFile(path: string): string | null {
  try {
    return realPath(path);
  } catch (error) {
    if (error instanceof WizardError) return null;
    throw error;
  }
}

/** The system unit of a process, proc_pid_cgroup(5). The unit must start a Prometheus: a shell's service is not its. */
function unitOf(machine: Machine, pid: number): string | null {
  const found = /^\d+:[^:]*:\/system\.slice\/(?:.*\/)?([^/\n]+\.service)$/m.exec(textOr(join(machine.proc, String(pid), 'cgroup')));
  const unit = found?.[1] ?? null;
  return unit !== null && prometheusName.test(basename(readUnit(machine, unit)?.binary ?? '')) ? unit : null;
}

function accountOfProcess(machine: Machine, pid: number): Account | null {
  const status = textOr(join(machine.proc, String(pid), 'status'));
  const effective = (name: string): string | undefined => new RegExp(`^${name}:\\t\\d+\\t(\\d+)`, 'm').exec(status)?.[1];
  const [uid, gid] = [effective('Uid'), effective('Gid')];
  return uid === undefined || gid === undefined ? null : accountOf(machine.etc, Number(uid), Number(gid));
}

/** What the flags say, unless the kernel tells that this process listens elsewhere. */
function listensOf(machine: Machine, pid: number, args: readonly string[], sockets: readonly ListeningSocket[]): string[] {
  const said = listenAddressesOf(args);
  const held = socketsOf(machine.proc, pid);
  const seen = sockets.filter(({ inode }) => held?.has(inode) === true);
  const ports = new Set(seen.map(({ port }) => port));
  if (seen.length === 0 || said.every((listen) => ports.has(splitListen(listen)?.port ?? -1))) return said;
  return seen.map(({ host, port }) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`));
}

function readProcess(machine: Machine, pid: number, sockets: () => readonly ListeningSocket[]): ServerProcess | null {
  const folder = join(machine.proc, String(pid));
  const [called = '', ...args] = textOr(join(folder, 'cmdline')).replace(/\0$/, '').split('\0');
  const exe = linkedFile(join(folder, 'exe'));
  if (called === '' || !(isPrometheus(called, args) || (exe !== null && isPrometheus(exe, args)))) return null;
  const account = accountOfProcess(machine, pid);
  if (account === null) return null;
  const workingDirectory = linkedFile(join(folder, 'cwd'));
  const absolute = (path: string): string => (workingDirectory === null ? path : resolve(workingDirectory, path));
  const web = flagValue(args, 'web.config.file');
  const user = process.geteuid?.();
  return {
    pid,
    account,
    binary: exe ?? (isAbsolute(called) ? called : null),
    args,
    workingDirectory,
    // Its default, from the help text of Prometheus.
    configFile: absolute(flagValue(args, 'config.file') ?? 'prometheus.yml'),
    webConfigFile: web === null || web === '' ? null : absolute(web),
    listens: listensOf(machine, pid, args, sockets()),
    unit: unitOf(machine, pid),
    mayControl: user === 0 || user === account.uid,
  };
}

/** Every Prometheus that this user can see, lowest number first. */
export function findProcesses(machine: Machine): ServerProcess[] {
  let sockets: ListeningSocket[] | null = null;
  const once = (): ListeningSocket[] => (sockets ??= listeningSockets(machine.proc));
  return entriesOf(machine.proc)
    .filter(({ name }) => /^\d+$/.test(name))
    .map(({ name }) => Number(name))
    .sort((one, other) => one - other)
    .map((pid) => readProcess(machine, pid, once))
    .filter((found) => found !== null);
}
