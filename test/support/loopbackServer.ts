/** The real loopback server with a small page, and the page's half of it run in Node. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Dispatch } from '../../electron/rpc/dispatch.ts';
import { createHttpServer, type HttpServer } from '../../electron/server/httpTransport.ts';
import { openSession, type OpenedSession } from '../../renderer/bridge/openSession.ts';

export const smallPage = {
  'index.html': '<!doctype html><meta charset="utf-8"><title>PromSeal</title><script type="module" src="/app.js"></script>',
  'app.js': `document.title = 'loaded';\n${'// a comment that packs well\n'.repeat(50)}`,
  'styles/app.css': 'body { color: black; }',
};

/** Writes a page's files into a new folder; the caller removes it. */
export function writePage(page: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'promseal-page-'));
  for (const [name, text] of Object.entries(page)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

export const silentDispatch: Dispatch = async () => ({ ok: true, value: {} });

export interface RunningServer {
  readonly server: HttpServer;
  readonly port: number;
  readonly origin: string;
  readonly lockedOut: { count: number };
  readonly linkUsed: { count: number };
  /** A clock that the test moves, epoch milliseconds. */
  readonly clock: { now: number };
  readonly close: () => Promise<void>;
}

/** @param wanted a port to listen on again; a free one when left out */
export async function startLoopback(dispatch: Dispatch, page: Record<string, string> = smallPage, wanted = 0): Promise<RunningServer> {
  const folder = writePage(page);
  const lockedOut = { count: 0 };
  const linkUsed = { count: 0 };
  const clock = { now: 1_700_000_000_000 };
  const server = createHttpServer({
    dispatch,
    rendererFolder: folder,
    now: () => clock.now,
    onLinkUsed: () => (linkUsed.count += 1),
    onLockedOut: () => (lockedOut.count += 1),
  });
  const port = await server.listen(wanted);
  return {
    server,
    port,
    origin: `http://127.0.0.1:${String(port)}`,
    lockedOut,
    linkUsed,
    clock,
    close: async () => {
      await server.close(100);
      rmSync(folder, { recursive: true });
    },
  };
}

/** A tab's memory of its own. */
export function tabStorage(initial: Record<string, string> = {}): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const values = new Map(Object.entries(initial));
  return {
    getItem: (name) => values.get(name) ?? null,
    setItem: (name, value) => void values.set(name, value),
    removeItem: (name) => void values.delete(name),
  };
}

export interface TabOptions {
  readonly key: string | null;
  readonly storage?: ReturnType<typeof tabStorage>;
  readonly onSession?: (linkReusedAt: number | null) => void;
  readonly onCleared?: () => void;
}

/** Opens the link in a tab: the page's own code, with Node's fetch saying what a browser says. */
export async function openTab(origin: string, options: TabOptions): Promise<OpenedSession> {
  const { key, storage = tabStorage(), onSession = () => undefined, onCleared = () => undefined } = options;
  return openSession(
    {
      fragment: key === null ? '' : `#k=${key}`,
      clearFragment: onCleared,
      storage,
      fetch: (path, init) =>
        fetch(origin + path, { ...init, headers: { ...init.headers, ...(init.method === 'POST' ? { Origin: origin } : {}) } }),
    },
    onSession,
  );
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface RawRequest {
  readonly method?: string;
  /** Path or whatever else stands as the request's target. */
  readonly target?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer;
}

/** Sends one request exactly as told and reads the whole answer. */
export function sendRaw(port: number, { method = 'GET', target = '/', headers = {}, body = '' }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, method, path: target, headers, setHost: !('Host' in headers), agent: false },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces).toString() });
        });
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
