/** systemd units that start Prometheus and other servers that take a web.yml, read from the unit files themselves, so that systemd need not run. */
import { basename, join } from 'node:path';
import type { FoundUnit } from '../../shared/model/discovery.ts';
import type { ServerKind } from '../../shared/model/setupFacts.ts';
import { kindOfProgram } from '../../shared/prometheus/servers.ts';
import { isFolder } from '../host/folders.ts';
import type { Machine } from './machine.ts';
import { entriesOf, textOr } from './readQuietly.ts';
import { readEnvironmentFile, readExecStart, splitWords } from './unitCommand.ts';

export interface Unit extends Omit<FoundUnit, 'active'> {
  readonly group: string | null;
  readonly workingDirectory: string | null;
  /** The command line that counts, as it is written; empty where there is none. */
  readonly execStart: string;
}

/** Settings of the [Service] section in order; a backslash at a line's end joins it with the next. */
function serviceSettings(text: string): [string, string][] {
  const settings: [string, string][] = [];
  let section = '';
  for (const line of text.replace(/\\\n/g, ' ').split('\n')) {
    const header = /^\s*\[(.+)\]\s*$/.exec(line);
    const setting = /^\s*([A-Za-z]\w*)\s*=\s*(.*?)\s*$/.exec(line);
    if (header !== null) section = header[1] ?? '';
    else if (setting !== null && section === 'Service') settings.push([setting[1] ?? '', setting[2] ?? '']);
  }
  return settings;
}

/** The unit file that counts, and the drop-ins of every folder; one of the same name in an earlier folder replaces a later one. */
function filesOf(machine: Machine, unit: string): string[] {
  const template = unit.replace(/@[^.]+\./, '@.');
  const names = [...new Set([unit, template])];
  const candidates = names.flatMap((name) => machine.unitFolders.map((folder) => join(folder, name)));
  const main = candidates.find((path) => textOr(path) !== '');
  const dropIns = new Map<string, string>();
  for (const folder of machine.unitFolders.flatMap((root) => names.map((name) => join(root, `${name}.d`)))) {
    for (const { name, kind } of entriesOf(folder)) {
      if (kind === 'file' && name.endsWith('.conf') && !dropIns.has(name)) dropIns.set(name, join(folder, name));
    }
  }
  const inOrder = [...dropIns].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, path]) => path);
  return main === undefined ? [] : [main, ...inOrder];
}

/** All values of a list setting; an empty one forgets those before it (systemd.syntax(7)). */
function listOf(settings: readonly [string, string][], name: string): string[] {
  const values = settings.filter(([key]) => key === name).map(([, value]) => value);
  return values.slice(values.lastIndexOf('') + 1);
}

function environmentOf(settings: readonly [string, string][], root: (path: string) => string): Map<string, string> {
  const environment = new Map<string, string>();
  for (const { text } of listOf(settings, 'Environment').flatMap(splitWords)) {
    const at = text.indexOf('=');
    if (at > 0) environment.set(text.slice(0, at), text.slice(at + 1));
  }
  // Files count after Environment=, whatever the order they are written in.
  for (const file of listOf(settings, 'EnvironmentFile')) {
    for (const [name, value] of readEnvironmentFile(textOr(root(file.replace(/^-/, ''))))) environment.set(name, value);
  }
  return environment;
}

/** Reads one unit with its drop-ins; null when there is no such unit. */
export function readUnit(machine: Machine, unit: string): Unit | null {
  const files = filesOf(machine, unit);
  const path = files[0];
  if (path === undefined) return null;
  const settings = files.flatMap((file) => serviceSettings(textOr(file)));
  const last = (name: string): string | null => settings.findLast(([key]) => key === name)?.[1] || null;
  const environment = environmentOf(settings, (file) => (file.startsWith('/etc/') ? join(machine.etc, file.slice(5)) : file));
  const execStart = listOf(settings, 'ExecStart').at(-1) ?? '';
  const [program, ...args] = readExecStart(execStart, unit, environment);
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
  const names = machine.unitFolders.flatMap((folder) => entriesOf(folder)).map(({ name }) => name);
  const services = [...new Set([...names.filter((name) => name.endsWith('.service') && !name.includes('@.')), ...active])];
  return services
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
