/** The other servers that take a web.yml, as scripts/fetchPrometheus.ts unpacks them; started like Prometheus. */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ServerKind } from '../../shared/model/setupFacts.ts';
import { freePort, startServer, type RunningServer } from './realPrometheus.ts';

const fetched = fileURLToPath(new URL('../../.cache/exporters/', import.meta.url));

/** Alertmanager of Debian reads its templates from here; where it is not installed, its own are mounted there for it alone. */
const templates = '/usr/share/prometheus';
const needsMount = (program: string): boolean => program.endsWith('alertmanager') && !existsSync(`${templates}/alertmanager/default.tmpl`);

/** @returns the program, the newest where there are several; null when none was fetched or it cannot run here */
export function exporterProgram(kind: Exclude<ServerKind, 'prometheus'>, version = ''): string | null {
  const names = existsSync(fetched) ? readdirSync(fetched).filter((name) => name.startsWith(`${kind}-${version}`)).sort() : [];
  const name = names.at(-1);
  if (name === undefined) return null;
  const program = `${fetched}${name}/usr/bin/prometheus-${kind.replace('_', '-')}`;
  return needsMount(program) && process.getuid?.() !== 0 ? null : program;
}

/** @param args beside the listen address */
export async function startExporter(program: string, folder: string, args: readonly string[]): Promise<RunningServer> {
  const port = await freePort();
  const flags = [`--web.listen-address=127.0.0.1:${port}`, ...args];
  if (!needsMount(program)) return await startServer(program, flags, folder, port, 'TLS is');
  const own = program.replace(/\/bin\/[^/]+$/, '/share/prometheus');
  return await startServer('unshare', ['-m', 'sh', '-euc', `mount --bind "$0" ${templates}; exec "$@"`, own, program, ...flags], folder, port, 'TLS is');
}
