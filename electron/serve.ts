/**
 * The browser face: serves the wizard on 127.0.0.1 until it is ended, locked or left alone. Standard output gets one
 * line, the link; everything else is said on standard error.
 */
import { tmpdir } from 'node:os';
import type { Dispatch } from './rpc/dispatch.ts';
import { createHttpServer, type HttpServer } from './server/httpTransport.ts';
import { openInBrowser } from './server/openInBrowser.ts';
import { writeRedirectPage, type RedirectPage } from './server/redirectPage.ts';

export interface ServeOptions {
  /** 0 for a free one. */
  readonly port: number;
  /** Whether to open the person's browser. */
  readonly open: boolean;
  readonly dispatch: Dispatch;
  /** The built page. */
  readonly rendererFolder: string;
  /** Ends what the program holds open. Awaited, but no longer than the two seconds that an exit may take. */
  readonly onExit: () => Promise<void>;
  /** Whether a change is being applied, with or without a page that watches. */
  readonly busy?: () => boolean;
  /** Ends the server after this long without a call, in milliseconds. */
  readonly idleMs?: number;
}

type End = 'signal' | 'idle' | 'locked';

const defaultIdleMs = 30 * 60_000;
/** Together they stay under the two seconds within which a signal ends the program (L-13). */
const closeGraceMs = 700;
const exitGraceMs = 1000;

const exitSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Resolves at the first signal; a second one ends the process at once. */
function waitForSignal(ended: (end: End) => void): () => void {
  let asked = false;
  const onSignal = (): void => {
    if (asked) process.exit(130);
    asked = true;
    ended('signal');
  };
  for (const signal of exitSignals) process.on(signal, onSignal);
  return () => {
    for (const signal of exitSignals) process.off(signal, onSignal);
  };
}

/** Watches for the time when nobody has called for so long. A call or an apply under way is not idle. */
function waitForIdle(server: HttpServer, busy: () => boolean, idleMs: number, ended: (end: End) => void): () => void {
  let busyAt = Date.now();
  const timer = setInterval(
    () => {
      const { calls, lastCallAt } = server.activity();
      if (calls > 0 || busy()) busyAt = Date.now();
      if (Date.now() - Math.max(busyAt, lastCallAt) >= idleMs) ended('idle');
    },
    Math.min(idleMs / 4, 30_000),
  );
  return () => clearInterval(timer);
}

/** Opens the browser. That it cannot be opened is no failure: the link is there to be used. */
async function openBrowser(page: RedirectPage): Promise<void> {
  try {
    await openInBrowser(page);
  } catch {
    page.remove();
    say('No browser could be started here. Open the link above in one.');
  }
}

const minutes = (ms: number): string => `${Math.round(ms / 60_000)} minutes`;

const farewells: Readonly<Record<End, (idleMs: number) => string>> = {
  signal: () => 'PromSeal has ended.',
  idle: (idleMs) => `PromSeal has ended, since nobody used it for ${minutes(idleMs)}.`,
  locked: () => 'PromSeal has ended: a wrong key was tried 20 times on its port. Start it again for a new link.',
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());

/**
 * Serves until the end and cleans up.
 * @returns the exit code: 0, or 1 when the server closed itself because of wrong keys
 * @throws LOOPBACK_PORT_UNUSABLE
 */
export async function serve(options: ServeOptions): Promise<number> {
  const { port, open, dispatch, rendererFolder, onExit, busy = () => false, idleMs = defaultIdleMs } = options;
  let redirect: RedirectPage | null = null;
  let tellEnd: (end: End) => void = () => undefined;
  const ended = new Promise<End>((resolve) => {
    tellEnd = resolve;
  });
  const server = createHttpServer({
    dispatch,
    rendererFolder,
    now: Date.now,
    onLinkUsed: () => redirect?.remove(),
    onLockedOut: () => tellEnd('locked'),
  });
  const stopSignals = waitForSignal(tellEnd);
  const link = `http://127.0.0.1:${await server.listen(port)}/#k=${server.key}`;
  const stopIdle = waitForIdle(server, busy, idleMs, tellEnd);
  process.stdout.write(`PromSeal is at ${link}\n`);
  say(`The link works once, within ten minutes. Ctrl-C ends PromSeal; so do ${minutes(idleMs)} without use.`);
  if (open) {
    redirect = writeRedirectPage(tmpdir(), link);
    await openBrowser(redirect);
  }

  const end = await ended;
  stopIdle();
  redirect?.remove();
  await Promise.all([server.close(closeGraceMs), Promise.race([onExit(), pause(exitGraceMs)])]);
  stopSignals();
  say(farewells[end](idleMs));
  return end === 'locked' ? 1 : 0;
}
