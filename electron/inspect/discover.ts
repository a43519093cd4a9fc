/** Looks for every Prometheus on this machine, for a person to choose from. Reads, and asks programs for their version. */
import { homedir, hostname, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Discovery, FoundBinary } from '../../shared/model/discovery.ts';
import { realPath } from '../host/readFiles.ts';
import { findManaged } from '../process/managedProcess.ts';
import { releasePlatform } from '../release/releasePlatform.ts';
import { WizardError } from '../wizardError.ts';
import { certificateNames } from './certificateNames.ts';
import { checkBinary, isProgram } from './checkBinary.ts';
import { configFileInUse } from './configFileInUse.ts';
import { programFolders } from './findBinaries.ts';
import { findProcesses, type ServerProcess } from './findProcesses.ts';
import { findUnits } from './findUnits.ts';
import { thisMachine, type Machine } from './machine.ts';
import { programOn } from './findListener.ts';

const portsToTry = 20;

/** A binary that runs and says that it is Prometheus; null for any other. */
async function unlessOther(path: string, from: FoundBinary['from']): Promise<FoundBinary | null> {
  try {
    return isProgram(path) ? await checkBinary(path, from) : null;
  } catch (error) {
    if (error instanceof WizardError) return null;
    throw error;
  }
}

async function findBinaries(machine: Machine, processes: readonly ServerProcess[], units: readonly { binary: string | null }[]): Promise<FoundBinary[]> {
  const name = process.platform === 'win32' ? 'prometheus.exe' : 'prometheus';
  const places: [string | null, FoundBinary['from']][] = [
    ...programFolders(machine).map((folder): [string, 'path'] => [join(folder, name), 'path']),
    ...processes.map(({ binary }): [string | null, 'process'] => [binary, 'process']),
    ...units.map(({ binary }): [string | null, 'unit'] => [binary, 'unit']),
  ];
  // Links and a merged /usr give one program several paths: it is shown once, as what they lead to.
  const real = places.flatMap(([path, from]): [string, FoundBinary['from']][] =>
    path !== null && isAbsolute(path) && isProgram(path) ? [[realPath(path), from]] : [],
  );
  const once = new Map(real.reverse());
  const found = await Promise.all([...once].reverse().map(([path, from]) => unlessOther(path, from)));
  return found.filter((binary) => binary !== null);
}

async function versionOrNull(binary: string | null): Promise<string | null> {
  return (binary === null ? null : (await unlessOther(binary, 'process'))?.version) ?? null;
}

/** 127.0.0.1:9090, or the next port that nothing listens on. */
async function freeListen(machine: Machine): Promise<string> {
  for (let port = 9090; port < 9090 + portsToTry; port += 1) {
    if ((await programOn(`127.0.0.1:${port}`, machine)) === null) return `127.0.0.1:${port}`;
  }
  return '127.0.0.1:9090';
}

/** Whether PromSeal started this process: the setup in its working directory has it on record. */
const isManaged = ({ pid, workingDirectory }: ServerProcess): boolean => workingDirectory !== null && findManaged(workingDirectory)?.pid === pid;

/** A folder of its own for one more server: not the one in which another that PromSeal started is running. */
function freeFolder(inUse: readonly (string | null)[]): string {
  const first = join(homedir(), 'prometheus_sealed');
  for (let number = 1; ; number += 1) {
    const folder = number === 1 ? first : `${first}-${String(number)}`;
    if (!inUse.includes(folder)) return folder;
  }
}

/** Everything there is to choose from. Never throws for what it cannot see: that is simply not found. */
export async function discover(machine: Machine = thisMachine): Promise<Discovery> {
  const processes = findProcesses(machine);
  const managed = new Set(processes.filter(isManaged));
  const units = findUnits(machine, new Set(processes.flatMap(({ unit }) => unit ?? [])));
  const [binaries, versions, configFiles, suggestedListen] = await Promise.all([
    findBinaries(machine, processes, units),
    Promise.all(processes.map(({ binary }) => versionOrNull(binary))),
    Promise.all(processes.map(async (found) => (managed.has(found) ? found.configFile : await configFileInUse(found)))),
    freeListen(machine),
  ]);
  return {
    hostname: hostname(),
    user: userInfo().username,
    home: homedir(),
    names: certificateNames(machine),
    binaries,
    processes: processes.map((found, index) => {
      const { pid, account, binary, args, workingDirectory, webConfigFile, listens, unit, mayControl } = found;
      return {
        pid, binary, args, workingDirectory, webConfigFile, unit, mayControl,
        configFile: configFiles[index] ?? null,
        user: account.name,
        version: versions[index] ?? null,
        listen: listens[0] ?? '',
        managed: managed.has(found),
      };
    }),
    units,
    releasePlatform: releasePlatform(),
    suggestedFolder: freeFolder([...managed].map(({ workingDirectory }) => workingDirectory)),
    suggestedListen,
  };
}
