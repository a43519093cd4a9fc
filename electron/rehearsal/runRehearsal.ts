/**
 * The stand-in server: takes the flags that PromSeal gives Prometheus and behaves like it where TLS, passwords,
 * reloads and scraping are concerned, so that everything can be tried where no Prometheus is installed. Loopback only.
 */
import { resolve } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { systemCode } from '../host/fileError.ts';
import { flagIsOn, flagValue, listenAddressOf, listensBeyondLoopback, parseFlags, splitListen } from '../../shared/prometheus/flags.ts';
import { connectAddress, hostPort } from '../../shared/plan/address.ts';
import { readWebConfig, type WebConfig } from './readWebConfig.ts';
import { rehearsalLog, type RehearsalLog } from './rehearsalLog.ts';
import { rehearsalPage, type RehearsalState } from './rehearsalPages.ts';
import { scrapeManager, type ScrapeManager } from './scrapeManager.ts';
import { startWebServer, type WebServer } from './webServer.ts';

/** Of the Prometheus whose behaviour it copies. */
const version = '3.5.0-rehearsal';

/**
 * Runs until it is asked to end: SIGTERM, SIGINT or /-/quit. SIGHUP reloads prometheus.yml.
 * @param argv flags after the program's name; those of the storage and the log are accepted and without effect
 * @param write gets the log; standard error unless said
 * @returns exit code: 0 ended as asked, 1 web.yml or the port is unusable, 2 prometheus.yml is
 */
export async function runRehearsal(
  argv: readonly string[],
  write: (line: string) => void = (line) => void process.stderr.write(line),
): Promise<number> {
  if (flagIsOn(argv, 'version')) {
    process.stdout.write(`prometheus, version ${version} (branch: rehearsal, revision: none)\n`);
    return 0;
  }
  const log = rehearsalLog(write);
  const webConfigPath = flagValue(argv, 'web.config.file');
  const web = webConfigPath === null || webConfigPath === '' ? withoutWebConfig : readWebConfig(resolve(webConfigPath));
  if (!web.ok) {
    log.error('Unable to validate web configuration file', { err: web.error });
    return 1;
  }
  const configPath = resolve(flagValue(argv, 'config.file') ?? 'prometheus.yml');
  const scraping = scrapeManager(configPath, log);
  const error = scraping.load();
  if (error !== null) {
    log.error(`Error loading config (--config.file=${configPath})`, { file: configPath, err: error });
    return 2;
  }
  log.info('Completed loading of configuration file', { filename: configPath });
  try {
    return await serve(argv, web.config, webConfigPath === null ? null : resolve(webConfigPath), scraping, log);
  } finally {
    scraping.stop();
  }
}

const withoutWebConfig = { ok: true as const, config: { tls: null, users: new Map<string, string>() } };

async function serve(argv: readonly string[], web: WebConfig, webConfigPath: string | null, scraping: ScrapeManager, log: RehearsalLog): Promise<number> {
  const listen = listenAddressOf(argv);
  const parsed = splitListen(listen);
  const host = connectAddress(listen);
  if (parsed === null || listensBeyondLoopback(hostPort(host, parsed.port))) {
    log.error('Unable to start web listener', { err: `listen tcp ${listen}: the rehearsal listens on loopback addresses only` });
    return 1;
  }
  let end = (_code: number): void => undefined;
  const ended = new Promise<number>((done) => {
    end = done;
  });
  const requests = new Map<number, number>();
  let reloaded = { ok: true, at: Date.now() };
  const reload = (): string | null => {
    const error = scraping.load();
    reloaded = { ok: error === null, at: error === null ? Date.now() : reloaded.at };
    if (error === null) log.info('Completed loading of configuration file');
    else log.error('Error reloading config', { err: error });
    return error;
  };
  const state: RehearsalState = {
    version,
    startedAt: Date.now(),
    workingDirectory: process.cwd(),
    flags: Object.fromEntries(parseFlags(argv).map(({ name, value }) => [name, value ?? 'true'])),
    lifecycle: flagIsOn(argv, 'web.enable-lifecycle'),
    adminApi: flagIsOn(argv, 'web.enable-admin-api'),
    ...{ targets: scraping.targets, pools: scraping.pools, failedPools: scraping.failedPools, yaml: scraping.yaml },
    reloaded: () => reloaded,
    reload,
    requests,
  };
  const handle = handler(state, routePrefix(argv), requests, () => end(0));
  let server: WebServer;
  try {
    server = await startWebServer({ host, port: parsed.port, webConfigPath, startsWithTls: web.tls !== null, log, handle });
  } catch (cause) {
    const words = systemCode(cause) === 'EADDRINUSE' ? 'address already in use' : systemCode(cause) === 'EACCES' ? 'permission denied' : String(cause);
    log.error('Unable to start web listener', { err: `listen tcp ${hostPort(host, parsed.port)}: bind: ${words}` });
    return 1;
  }
  const address = hostPort(host, server.port);
  log.info('Listening on', { address });
  log.info(web.tls === null ? 'TLS is disabled.' : 'TLS is enabled.', { http2: false, address });
  const release = onSignals(reload, (signal) => {
    log.info('Received an OS signal, exiting gracefully...', { signal });
    end(0);
  });
  log.info('Server is ready to receive web requests.');
  const code = await ended;
  release();
  await server.close();
  log.info('See you next time!');
  return code;
}

/** Taken from --web.route-prefix, else from the path of --web.external-url, as Prometheus does. */
function routePrefix(argv: readonly string[]): string {
  const external = URL.parse(flagValue(argv, 'web.external-url') ?? '')?.pathname ?? '';
  return (flagValue(argv, 'web.route-prefix') ?? external).replace(/\/+$/, '');
}

function handler(state: RehearsalState, prefix: string, requests: Map<number, number>, quit: () => void) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    request.resume();
    const url = URL.parse(request.url ?? '/', 'http://rehearsal');
    const path = url?.pathname ?? '/';
    const inside = path === prefix || path.startsWith(`${prefix}/`);
    const page = inside
      ? rehearsalPage(request.method ?? 'GET', path.slice(prefix.length) || '/', url?.searchParams ?? new URLSearchParams(), state)
      : { status: 404, type: 'text/plain; charset=utf-8', body: '404 page not found\n' };
    requests.set(page.status, (requests.get(page.status) ?? 0) + 1);
    response.writeHead(page.status, { 'Content-Type': page.type });
    response.end(request.method === 'HEAD' ? '' : page.body, () => {
      if (page.then === 'quit') quit();
    });
  };
}

function onSignals(reload: () => void, end: (signal: string) => void): () => void {
  const terminated = (): void => end('terminated');
  const interrupted = (): void => end('interrupt');
  process.on('SIGHUP', reload).on('SIGTERM', terminated).on('SIGINT', interrupted);
  return () => {
    process.off('SIGHUP', reload).off('SIGTERM', terminated).off('SIGINT', interrupted);
  };
}
