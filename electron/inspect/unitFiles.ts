/** The files of a systemd unit and what they set, read from the files themselves, so that systemd need not run. */
import { join } from 'node:path';
import { pathFacts } from '../host/statFiles.ts';
import type { Machine } from './machine.ts';
import { entriesOf, textOr } from './readQuietly.ts';
import { readEnvironmentFile, splitWords } from './unitCommand.ts';

/** A setting of the [Service] section, and where it stands; the line counts from 1. */
export interface UnitSetting {
  readonly key: string;
  readonly value: string;
  readonly path: string;
  readonly line: number;
}

/** Settings of the [Service] section in order; a backslash at a line's end joins it with the next. */
function serviceSettings(path: string): UnitSetting[] {
  const settings: UnitSetting[] = [];
  let section = '';
  let line = 1;
  for (const text of textOr(path).split(/(?<!\\)\n/)) {
    const joined = text.replace(/\\\n/g, ' ');
    const header = /^\s*\[(.+)\]\s*$/.exec(joined);
    const setting = /^\s*([A-Za-z]\w*)\s*=\s*(.*?)\s*$/.exec(joined);
    if (header !== null) section = header[1] ?? '';
    else if (setting !== null && section === 'Service') settings.push({ key: setting[1] ?? '', value: setting[2] ?? '', path, line });
    line += text.split('\n').length;
  }
  return settings;
}

/**
 * The unit file that counts, and the drop-ins of every folder; one of the same name in an earlier folder replaces a
 * later one. An empty file, as a link to /dev/null is one, masks the unit (systemd.unit(5)).
 */
function filesOf(machine: Machine, unit: string): string[] {
  const template = unit.replace(/@[^.]+\./, '@.');
  const names = [...new Set([unit, template])];
  const candidates = names.flatMap((name) => machine.unitFolders.map((folder) => join(folder, name)));
  const main = candidates.find((path) => pathFacts(path) !== null);
  const dropIns = new Map<string, string>();
  for (const folder of machine.unitFolders.flatMap((root) => names.map((name) => join(root, `${name}.d`)))) {
    for (const { name, kind } of entriesOf(folder)) {
      if (kind === 'file' && name.endsWith('.conf') && !dropIns.has(name)) dropIns.set(name, join(folder, name));
    }
  }
  const inOrder = [...dropIns].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, path]) => path);
  return main === undefined || textOr(main) === '' ? [] : [main, ...inOrder];
}

export interface UnitFiles {
  /** The unit file itself. */
  readonly path: string;
  /** In the order in which they count, those of drop-ins behind. */
  readonly settings: readonly UnitSetting[];
}

/** @returns null when there is no such unit, or it is masked */
export function readUnitFiles(machine: Machine, unit: string): UnitFiles | null {
  const files = filesOf(machine, unit);
  const path = files[0];
  return path === undefined ? null : { path, settings: files.flatMap(serviceSettings) };
}

/** All settings of a list; an empty one forgets those before it (systemd.syntax(7)). */
export function listSettings(settings: readonly UnitSetting[], name: string): UnitSetting[] {
  const list = settings.filter(({ key }) => key === name);
  return list.slice(list.findLastIndex(({ value }) => value === '') + 1);
}

/** The value that counts of a setting that holds one; null without one. */
export function lastSetting(settings: readonly UnitSetting[], name: string): string | null {
  return settings.findLast(({ key }) => key === name)?.value || null;
}

/** What Environment= and EnvironmentFile= give to the commands of a unit. */
export function environmentOf({ etc }: Machine, settings: readonly UnitSetting[]): Map<string, string> {
  const environment = new Map<string, string>();
  for (const { text } of listSettings(settings, 'Environment').flatMap(({ value }) => splitWords(value))) {
    const at = text.indexOf('=');
    if (at > 0) environment.set(text.slice(0, at), text.slice(at + 1));
  }
  // Files count after Environment=, whatever the order they are written in.
  for (const { value } of listSettings(settings, 'EnvironmentFile')) {
    const file = value.replace(/^-/, '');
    const path = file.startsWith('/etc/') ? join(etc, file.slice(5)) : file;
    for (const [name, text] of readEnvironmentFile(textOr(path))) environment.set(name, text);
  }
  return environment;
}

/** Names of the services that have a unit file of their own; those that are only made from a template are not among them. */
export function serviceNames({ unitFolders }: Machine): string[] {
  const names = unitFolders.flatMap((folder) => entriesOf(folder)).map(({ name }) => name);
  return [...new Set(names.filter((name) => name.endsWith('.service') && !name.includes('@.')))];
}
