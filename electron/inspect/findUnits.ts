/** systemd units that start Prometheus and other servers that take a web.yml, read from the unit files themselves, so that systemd need not run. */
import { basename } from 'node:path';
import type { FoundUnit } from '../../shared/model/discovery.ts';
import type { ServerKind } from '../../shared/model/setupFacts.ts';
import { kindOfProgram } from '../../shared/prometheus/servers.ts';
import { isFolder } from '../host/folders.ts';
import type { Machine } from './machine.ts';
import { readExecStart } from './unitCommand.ts';
import { environmentOf, lastSetting, listSettings, readUnitFiles, serviceNames } from './unitFiles.ts';

export interface Unit extends Omit<FoundUnit, 'active'> {
  readonly group: string | null;
  readonly workingDirectory: string | null;
  /** The command line that counts, as it is written; empty where there is none. */
  readonly execStart: string;
}

/** Reads one unit with its drop-ins; null when there is no such unit. */
export function readUnit(machine: Machine, unit: string): Unit | null {
  const files = readUnitFiles(machine, unit);
  if (files === null) return null;
  const { path, settings } = files;
  const last = (name: string): string | null => lastSetting(settings, name);
  const execStart = listSettings(settings, 'ExecStart').at(-1)?.value ?? '';
  const [program, ...args] = readExecStart(execStart, unit, environmentOf(machine, settings));
  return {
    unit,
    path,
    execStart,
    args,
    binary: program ?? null,
    user: last('User'),
    group: last('Group'),
    workingDirectory: last('WorkingDirectory')?.replace(/^-/, '') ?? null,
  };
}

/** The kind of server that a unit starts; null for any other program. */
export function kindOfUnit({ binary }: Unit): ServerKind | null {
  return kindOfProgram(basename(binary ?? ''));
}

/**
 * Every unit that starts a server of a known kind, by name.
 * @param active names of the units that have such a server running, as the processes' control groups say
 */
export function serverUnits(machine: Machine, active: ReadonlySet<string>): Unit[] {
  return [...new Set([...serviceNames(machine), ...active])]
    .sort()
    .map((name) => readUnit(machine, name))
    .filter((unit) => unit !== null)
    .filter((unit) => kindOfUnit(unit) !== null);
}

/** Those that start Prometheus. @param active as for `serverUnits` */
export function findUnits(machine: Machine, active: ReadonlySet<string>): FoundUnit[] {
  const booted = isFolder('/run/systemd/system');
  return serverUnits(machine, active)
    .filter((unit) => kindOfUnit(unit) === 'prometheus')
    .map(({ unit, path, args, binary, user }) => ({
      unit, path, args, binary, user,
      active: active.has(unit) ? true : booted ? false : null,
    }));
}
