/** A Prometheus whose files PromSeal may read and not write: another account's, or a folder without the right to write. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startServer, type RunningServer } from './realPrometheus.ts';

export interface ClosedSetup {
  readonly folder: string;
  readonly port: number;
  readonly server: RunningServer;
  readonly path: (name: string) => string;
}

/** The account that has no rights there; undefined where the test has none itself. */
export const stranger = process.geteuid?.() === 0 ? 65_534 : undefined;

/** @param arrange makes the files, given the folder and the port of the server; prometheus.yml is among them */
export async function withClosedSetup(prometheus: string, arrange: (folder: string, port: number) => { args?: string[] }, work: (setup: ClosedSetup) => Promise<void>): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), 'promseal-closed-'));
  const [folder, data] = [join(base, 'prometheus'), join(base, 'data')];
  for (const each of [folder, data]) mkdirSync(each);
  const port = await freePort();
  const { args = [] } = arrange(folder, port);
  chmodSync(base, 0o755);
  chmodSync(folder, 0o555);
  const flags = [`--config.file=${join(folder, 'prometheus.yml')}`, `--web.listen-address=127.0.0.1:${String(port)}`, `--storage.tsdb.path=${data}`, ...args];
  const server = await startServer(prometheus, flags, '/', port, 'Server is ready to receive web requests');
  try {
    await work({ folder, port, server, path: (name) => join(folder, name) });
  } finally {
    await server.stop();
    chmodSync(folder, 0o755);
    rmSync(base, { recursive: true, force: true });
  }
}

/** Every name below the folder, hidden ones too. */
export const namesIn = (folder: string): string[] => readdirSync(folder).sort();

/** A prometheus.yml that scrapes itself, which everybody may read. */
export function openScrape(folder: string, port: number): void {
  writeFileSync(join(folder, 'prometheus.yml'), `# theirs\nglobal: {scrape_interval: 1s}\nscrape_configs:\n  - job_name: self\n    static_configs: [{targets: ['localhost:${String(port)}']}]\n`, { mode: 0o644 });
}
