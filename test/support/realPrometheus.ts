/** Starts a real Prometheus, or the rehearsal in its place, waits until it listens, and ends it by its process id. */
import { spawn, execFileSync, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

export interface PrometheusLine {
  /** Such as 2.42. */
  readonly line: string;
  readonly prometheus: string;
  readonly promtool: string;
}

export interface RunningServer {
  readonly port: number;
  readonly pid: number;
  /** Everything it has written so far. */
  readonly log: () => string;
  /** Exit code, null while it runs. */
  readonly exitCode: () => number | null;
  readonly stop: () => Promise<void>;
}

const fetched = fileURLToPath(new URL('../../.cache/prometheus/', import.meta.url));
const rehearsalProgram = fileURLToPath(new URL('../../electron/rehearsal/rehearsalMain.ts', import.meta.url));

/** Every Prometheus on this machine: the fetched lines, the system's own, and PROMSEAL_PROMETHEUS_<LINE> (2.53 is 2_53). */
export function prometheusLines(): PrometheusLine[] {
  const found = new Map<string, PrometheusLine>();
  const add = (line: string, prometheus: string, promtool: string): void => {
    if (existsSync(prometheus)) found.set(line, { line, prometheus, promtool });
  };
  const own = '/usr/bin/prometheus';
  if (existsSync(own)) add(lineOf(own), own, '/usr/bin/promtool');
  for (const line of existsSync(fetched) ? readdirSync(fetched) : []) {
    add(line, `${fetched}${line}/usr/bin/prometheus`, `${fetched}${line}/usr/bin/promtool`);
  }
  for (const [name, value] of Object.entries(process.env)) {
    const line = /^PROMSEAL_PROMETHEUS_(\d+)_(\d+)$/.exec(name);
    if (line !== null && value !== undefined) add(`${line[1]}.${line[2]}`, value, value.replace(/prometheus$/, 'promtool'));
  }
  return [...found.values()].sort((a, b) => a.line.localeCompare(b.line, 'en', { numeric: true }));
}

function lineOf(binary: string): string {
  const version = /version (\d+\.\d+)/.exec(execFileSync(binary, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }));
  return version?.[1] ?? 'unknown';
}

/** A port that was free a moment ago; Prometheus takes no port 0. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

/**
 * Starts `binary` in `folder` with prometheus.yml and, where given, web.yml of that folder.
 * @param options.args more flags, such as --web.enable-lifecycle
 * @param options.until log text to wait for; the mark that it takes requests by default
 */
export async function startPrometheus(options: {
  binary: string;
  folder: string;
  args?: string[];
  webConfig?: string;
  port?: number;
  /** 127.0.0.1 with the port unless said. */
  listen?: string;
  until?: string;
}): Promise<RunningServer> {
  const { binary, folder, args = [], webConfig, until = 'Server is ready to receive web requests' } = options;
  const port = options.port ?? (await freePort());
  const flags = [
    '--config.file=prometheus.yml',
    `--web.listen-address=${options.listen ?? `127.0.0.1:${port}`}`,
    '--storage.tsdb.path=data',
    ...(webConfig === undefined ? [] : [`--web.config.file=${webConfig}`]),
    ...args,
  ];
  return await startServer(binary, flags, folder, port, until);
}

/** The same for the rehearsal server. */
export async function startRehearsal(options: Omit<Parameters<typeof startPrometheus>[0], 'binary'>): Promise<RunningServer> {
  return await startPrometheus({ ...options, binary: rehearsalProgram });
}

/** Starts any server that writes `until` when it listens on the port. */
export async function startServer(binary: string, flags: string[], folder: string, port: number, until: string): Promise<RunningServer> {
  const command: [string, string[]] = binary.endsWith('.ts') ? [process.execPath, [binary, ...flags]] : [binary, flags];
  const child = spawn(command[0], command[1], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = (): Promise<void> => stopChild(child, ended);
  const deadline = Date.now() + 20_000;
  while (!log.includes(until)) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`${binary} did not say "${until}" within 20 s:\n${log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { port, pid: child.pid ?? 0, log: () => log, exitCode: () => child.exitCode, stop };
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(killer);
}
