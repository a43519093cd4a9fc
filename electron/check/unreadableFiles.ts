/** Which files of a setup the account of their server cannot read (K-04). */
import { pathFacts } from '../host/statFiles.ts';
import { canRead } from '../inspect/accountReach.ts';
import type { Machine } from '../inspect/machine.ts';
import type { SeenServer } from './seenServer.ts';
import type { SetupFiles } from './setupFiles.ts';

/** Every file that a server opens: its configurations and what they name. */
function filesOf({ webConfigFile, configFile, kind }: SeenServer, { webs, scrapes }: SetupFiles): string[] {
  const web = webConfigFile === null ? [] : [webConfigFile, ...(webs.get(webConfigFile)?.names ?? [])];
  const config = configFile === null || kind !== 'prometheus' ? [] : [configFile, ...(scrapes.get(configFile)?.names ?? [])];
  return [...web, ...config];
}

/** @returns path to name of the account; what is not there, or may not be looked at, is left out */
export function unreadableFiles(servers: readonly SeenServer[], setup: SetupFiles, machine: Machine): Record<string, string> {
  const found = servers.flatMap((server) => {
    const { account } = server;
    if (account === null) return [];
    const closed = [...new Set(filesOf(server, setup))].filter((path) => pathFacts(path)?.isFile === true && !canRead(account, path, machine.etc));
    return closed.map((path): [string, string] => [path, account.name]);
  });
  return Object.fromEntries(found);
}
