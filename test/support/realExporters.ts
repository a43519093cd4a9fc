/** The other servers that take a web.yml, as scripts/fetchPrometheus.ts unpacks them; started like Prometheus. */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ServerKind } from '../../shared/model/setupFacts.ts';
import { freePort, startServer, type RunningServer } from './realPrometheus.ts';

const fetched = fileURLToPath(new URL('../../.cache/exporters/', import.meta.url));

/** @returns the program, the newest where there are several; null when none was fetched */
export function exporterProgram(kind: Exclude<ServerKind, 'prometheus'>, version = ''): string | null {
  const names = existsSync(fetched) ? readdirSync(fetched).filter((name) => name.startsWith(`${kind}-${version}`)).sort() : [];
  const name = names.at(-1);
  return name === undefined ? null : `${fetched}${name}/usr/bin/prometheus-${kind.replace('_', '-')}`;
}

/** @param args beside the listen address */
export async function startExporter(program: string, folder: string, args: readonly string[]): Promise<RunningServer> {
  const port = await freePort();
  return await startServer(program, [`--web.listen-address=127.0.0.1:${port}`, ...args], folder, port, 'TLS is');
}
