/** Which servers and files a target of a check means. */
import { basename, dirname, join, relative } from 'node:path';
import { problem, type Problem } from '../../shared/errors/failure.ts';
import type { CheckTarget } from '../../shared/model/checkTarget.ts';
import { fullPath } from '../host/fullPath.ts';
import { listDirectory } from '../host/folders.ts';
import { asProblem } from '../inspect/asProblem.ts';
import { programOn, sameListen } from '../inspect/findListener.ts';
import { readUnit } from '../inspect/findUnits.ts';
import type { Machine } from '../inspect/machine.ts';
import { findManaged } from '../process/managedProcess.ts';
import { WizardError } from '../wizardError.ts';
import { realPathOr, type AllServers } from './allServers.ts';
import { seenManaged, type SeenServer } from './seenServer.ts';
import { isUsualName } from './setupFiles.ts';

export interface Choice {
  readonly servers: readonly SeenServer[];
  /** Absolute. */
  readonly paths: readonly string[];
  readonly problems: readonly Problem[];
}

interface Surroundings {
  readonly machine: Machine;
  readonly all: AllServers;
  readonly rehearsalCommand: readonly string[];
}

const nobody: Choice = { servers: [], paths: [], problems: [] };

const configFilesOf = ({ kind, configFile, webConfigFile }: SeenServer): string[] =>
  [kind === 'prometheus' ? configFile : null, webConfigFile].filter((path) => path !== null);

function isIn(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith('../'));
}

/** The stand-in of a folder, which the list of processes does not know as a server. */
function standIn(folder: string, { machine, all, rehearsalCommand }: Surroundings): SeenServer[] {
  const managed = findManaged(folder);
  return managed === null || all.servers.some(({ pid }) => pid === managed.pid) ? [] : [seenManaged(machine, managed, rehearsalCommand)];
}

/** Where a server names the same file by another path, its path counts: what the file names begins at that folder. */
function chooseByFiles(paths: readonly string[], around: Surroundings): Choice {
  const folders = [...new Set(paths.map((path) => dirname(path)))];
  const candidates = [...around.all.servers, ...folders.flatMap((folder) => standIn(folder, around))].filter(({ pid }) => pid === null || !around.all.elsewhere.has(pid));
  const real = new Map(paths.map((path) => [realPathOr(path), path]));
  const servers = candidates.filter((server) => configFilesOf(server).some((path) => real.has(realPathOr(path))));
  const taken = new Set(servers.flatMap(configFilesOf).map(realPathOr));
  return { servers, paths: paths.filter((path) => !taken.has(realPathOr(path))), problems: [] };
}

/** Names of configurations in a folder. */
function configsIn(folder: string): { paths: string[]; problems: Problem[] } {
  try {
    // A pipe, a folder or a broken link of that name is told of rather than passed over.
    const entries = listDirectory(folder).filter(({ name, kind }) => isUsualName(name) || (kind === 'file' && /\.ya?ml$/i.test(name)));
    return { paths: entries.map(({ name }) => join(folder, name)), problems: [] };
  } catch (error) {
    if (!(error instanceof WizardError)) throw error;
    return { paths: [], problems: [asProblem(error, { path: folder })] };
  }
}

function chooseByFolder(folder: string, around: Surroundings): Choice {
  const real = realPathOr(folder);
  const uses = (server: SeenServer): boolean => {
    const here = server.workingDirectory !== null && realPathOr(server.workingDirectory) === real;
    return here || configFilesOf(server).some((path) => isIn(real, realPathOr(path)));
  };
  const seen = around.all.servers.filter((server) => !(server.pid !== null && around.all.elsewhere.has(server.pid)) && uses(server));
  const servers = [...seen, ...standIn(folder, around)];
  const taken = new Set(servers.flatMap(configFilesOf).map(realPathOr));
  const { paths, problems } = configsIn(folder);
  return { servers, paths: paths.filter((path) => !taken.has(realPathOr(path))), problems };
}

/** A server in a container is named, and its files, which are not those of this machine, are left alone. */
function withoutContainers(found: SeenServer, { elsewhere }: AllServers): Choice {
  if (found.pid === null || !elsewhere.has(found.pid)) return { ...nobody, servers: [found] };
  const { listen, pid } = found;
  return { ...nobody, problems: [problem('CHECK_SERVER_IN_CONTAINER', { listen, pid }, { severity: 'warning' })] };
}

async function chooseByListen(listen: string, { machine, all }: Surroundings): Promise<Choice> {
  const candidates = all.servers.filter((server) => sameListen(server.listen, listen));
  const found = candidates.find(({ running }) => running) ?? candidates[0];
  if (found !== undefined) return withoutContainers(found, all);
  const program = await programOn(listen, machine);
  const extra = { field: 'listen' };
  return { ...nobody, problems: [program === null ? problem('SERVER_NOT_RUNNING', { listen }, extra) : problem('SERVER_NOT_PROMETHEUS', { listen, program }, extra)] };
}

function chooseByUnit(name: string, { machine, all }: Surroundings): Choice {
  const unit = name.includes('.') ? name : `${name}.service`;
  const found = all.servers.find((server) => server.unit === unit);
  if (found !== undefined) return withoutContainers(found, all);
  const read = readUnit(machine, unit);
  const extra = { field: 'unit' };
  if (read === null) return { ...nobody, problems: [problem('UNIT_NOT_FOUND', { unit }, extra)] };
  return { ...nobody, problems: [problem('CHECK_UNIT_OTHER', { unit, program: basename(read.binary ?? 'nothing') }, extra)] };
}

/** @returns the servers that are meant, the files that are not theirs, and why there are none */
export async function chooseServers(target: CheckTarget, around: Surroundings): Promise<Choice> {
  switch (target.kind) {
    case 'files': {
      const paths = [...new Set(target.paths.map((path) => fullPath(path)))];
      return target.offline === true ? { ...nobody, paths } : chooseByFiles(paths, around);
    }
    case 'folder': {
      const folder = fullPath(target.folder);
      return target.offline === true ? { ...nobody, ...configsIn(folder) } : chooseByFolder(folder, around);
    }
    case 'server':
      return await chooseByListen(target.listen, around);
    case 'unit':
      return chooseByUnit(target.unit, around);
  }
}
