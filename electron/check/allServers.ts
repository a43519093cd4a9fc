/** Every server of a known kind on this machine: those that run, and those that a unit would start. */
import { join } from 'node:path';
import type { Problem } from '../../shared/errors/failure.ts';
import { realPath } from '../host/readFiles.ts';
import { pathFacts } from '../host/statFiles.ts';
import { findServers, type FoundServer } from '../inspect/findProcesses.ts';
import { serverUnits, type Unit } from '../inspect/findUnits.ts';
import type { Machine } from '../inspect/machine.ts';
import { textOr } from '../inspect/readQuietly.ts';
import { seenProcess, seenUnit, type SeenServer } from './seenServer.ts';
import { WizardError } from '../wizardError.ts';

export interface AllServers {
  readonly servers: readonly SeenServer[];
  /** Numbers of processes in a container: the paths on their command lines are those of another file system. */
  readonly elsewhere: ReadonlySet<number>;
  /** What could not be found out about a unit, by its name. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
}

/** Whether a process sees the same root folder; one that may not be asked is taken to, as most do. */
function sharesRoot(machine: Machine, pid: number): boolean {
  const theirs = pathFacts(join(machine.proc, String(pid), 'root', '.'))?.stamp;
  return theirs === undefined || theirs === pathFacts('/')?.stamp;
}

/** The path with its links followed, or as it is where nothing is there. */
export function realPathOr(path: string): string {
  try {
    return realPath(path);
  } catch (error) {
    if (error instanceof WizardError) return path;
    throw error;
  }
}

/**
 * The unit that starts a process. Without systemd an init script of Debian does, and it takes the same program,
 * account and arguments (/etc/default) as the unit beside it; its processes are children of process 1.
 */
function unitOf(machine: Machine, found: FoundServer, units: readonly Unit[]): Unit | null {
  if (found.unit !== null) return units.find(({ unit }) => unit === found.unit) ?? null;
  const parent = /^PPid:\t(\d+)/m.exec(textOr(join(machine.proc, String(found.pid), 'status')))?.[1];
  const { binary } = found;
  if (parent !== '1' || binary === null) return null;
  const candidates = units.filter((unit) => unit.binary !== null && realPathOr(unit.binary) === realPathOr(binary) && (unit.user ?? 'root') === found.account.name);
  const [only] = candidates;
  const script = only === undefined ? '' : join(machine.etc, 'init.d', only.unit.replace(/\.service$/, ''));
  return only !== undefined && candidates.length === 1 && pathFacts(script)?.isFile === true ? only : null;
}

export function allServers(machine: Machine): AllServers {
  const processes = findServers(machine);
  const elsewhere = new Set(processes.filter(({ pid }) => !sharesRoot(machine, pid)).map(({ pid }) => pid));
  const units = serverUnits(machine, new Set(processes.flatMap(({ unit }) => unit ?? [])));
  const started = processes.map((found) => ({ found, unit: elsewhere.has(found.pid) ? null : unitOf(machine, found, units) }));
  const claimed = new Set(started.flatMap(({ unit }) => unit?.unit ?? []));
  const idle = units.filter(({ unit }) => !claimed.has(unit)).map((unit) => seenUnit(machine, unit)).filter((seen) => seen !== null);
  return {
    servers: [...started.map(({ found, unit }) => seenProcess(found, unit)), ...idle.map(({ server }) => server)],
    elsewhere,
    problems: new Map(idle.map(({ server, problems }) => [server.unit ?? '', problems])),
  };
}
