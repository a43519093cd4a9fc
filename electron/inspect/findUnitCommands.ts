/** Commands of systemd units that may ask a server how it is: curl, wget and promtool. */
import { join } from 'node:path';
import type { UnitCommand, UnitCommandSetting } from '../../shared/model/setupFacts.ts';
import { fileState } from '../host/readFiles.ts';
import { homeOf } from './accounts.ts';
import type { Machine } from './machine.ts';
import { entriesOf, textOr } from './readQuietly.ts';
import { readExecCommands } from './unitCommand.ts';
import { environmentOf, lastSetting, listSettings, readUnitFiles, serviceNames, type UnitSetting } from './unitFiles.ts';

const settings: readonly UnitCommandSetting[] = ['ExecCondition', 'ExecStartPre', 'ExecStart', 'ExecStartPost', 'ExecReload'];
const client = /\b(?:curl|wget|promtool)\b/;

/** Units that the links in folders such as multi-user.target.wants start, with what their timers start. */
function enabledUnits({ unitFolders }: Machine): ReadonlySet<string> {
  const targets = unitFolders.flatMap((folder) => entriesOf(folder).filter(({ name }) => /\.(?:wants|requires|upholds)$/.test(name)).map(({ name }) => join(folder, name)));
  const wanted = targets.flatMap((target) => entriesOf(target)).map(({ name }) => name);
  const timers = wanted.filter((name) => name.endsWith('.timer'));
  const timed = timers.map((timer) => {
    const text = unitFolders.map((folder) => textOr(join(folder, timer))).find((each) => each !== '') ?? '';
    return /^\s*Unit\s*=\s*(\S+)/m.exec(text)?.[1] ?? timer.replace(/timer$/, 'service');
  });
  return new Set([...wanted, ...timed]);
}

/** What may not be looked at may be there. */
const mayBeThere = (path: string): boolean => fileState(path).kind !== 'absent';

/** Settings of wget that send a password, trust an authority, or lead elsewhere; Debian's own /etc/wgetrc has none of them. */
const wgetSetting = /^\s*(?:(?:http_?)?(?:user|password|passwd)|header|ca_?(?:certificate|directory)|check_?certificate|input|base|https?_?proxy)\s*=/im;

/** Source: curl(1), CONFIG FILE; wget(1), FILES: it reads .netrc too, which curl does only when told. */
function ownSettings({ etc }: Machine, home: string | null, environment: ReadonlySet<string>): UnitCommand['ownSettings'] {
  const isMoved = (names: readonly string[]): boolean => home === null || names.some((name) => environment.has(name));
  const inHome = (names: readonly string[]): boolean => names.some((name) => mayBeThere(join(home ?? '/', name)));
  const curl = isMoved(['CURL_HOME', 'XDG_CONFIG_HOME', 'HOME']) || inHome(['.curlrc', '.config/curlrc']);
  const wget = isMoved(['WGETRC', 'SYSTEM_WGETRC', 'HOME']) || inHome(['.wgetrc', '.netrc']) || wgetSetting.test(textOr(join(etc, 'wgetrc')));
  return [...(curl ? ['curl' as const] : []), ...(wget ? ['wget' as const] : [])];
}

function passedOn(all: readonly UnitSetting[]): string[] {
  return listSettings(all, 'PassEnvironment').flatMap(({ value }) => value.split(/\s+/));
}

function commandsOf(machine: Machine, unit: string, enabled: ReadonlySet<string>): UnitCommand[] {
  const files = readUnitFiles(machine, unit);
  if (files === null || !files.settings.some(({ value }) => client.test(value))) return [];
  const environment = environmentOf(machine, files.settings);
  const names = new Set([...environment.keys(), ...passedOn(files.settings)]);
  const home = homeOf(machine.etc, lastSetting(files.settings, 'User') ?? 'root');
  const common = { unit, enabled: enabled.has(unit), environment: [...names], ownSettings: ownSettings(machine, home, names) };
  return settings.flatMap((setting) =>
    listSettings(files.settings, setting).flatMap(({ value, path, line }) =>
      readExecCommands(value, unit, environment)
        .filter(({ words }) => words.some((word) => client.test(word)))
        .map(({ words, mayFail }) => ({ ...common, setting, path, line, words, mayFail })),
    ),
  );
}

/**
 * @param running names of units whose servers are known, which may be instances of a template
 * @returns the commands of every service, in the order of the units' names
 */
export function findUnitCommands(machine: Machine, running: readonly string[]): UnitCommand[] {
  const enabled = enabledUnits(machine);
  return [...new Set([...serviceNames(machine), ...running])].sort().flatMap((unit) => commandsOf(machine, unit, enabled));
}
