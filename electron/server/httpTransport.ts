/**
 * The loopback server of the browser face: the page's files, the swap of the link's key for a token, and the calls.
 * Every request passes the address guard first; a call passes the origin guard and the token before its body is read.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Dispatch } from '../rpc/dispatch.ts';
import { limitConnections } from './connections.ts';
import { addressProblem, callProblem, type Refusal } from './guard.ts';
import { closeServer, createLoopbackServer, listenOnLoopback } from './loopbackSocket.ts';
import { readBody } from './readBody.ts';
import { refuse, sendCall, sendFile } from './reply.ts';
import { createSession, type Session } from './session.ts';
import { answerSession, enter } from './sessionRoute.ts';
import { findStaticFile, loadStaticFiles, type StaticFiles } from './staticFiles.ts';

export interface HttpServerOptions {
  readonly dispatch: Dispatch;
  /** The built page. */
  readonly rendererFolder: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Called once, when the link's key has been swapped for the token. */
  readonly onLinkUsed?: () => void;
  /** Called once, when too many wrong keys or tokens were tried. */
  readonly onLockedOut: () => void;
}

export interface HttpServer {
  /** The link's key; see session.ts. */
  readonly key: string;
  /** Listens on 127.0.0.1, on a free port when given 0; gives the port. Throws LOOPBACK_PORT_UNUSABLE. */
  listen(port: number): Promise<number>;
  /** Ends idle connections at once and those under way after `graceMs`. */
  close(graceMs: number): Promise<void>;
  /** Calls under way, and when the last one began or ended (epoch milliseconds). */
  activity(): { calls: number; lastCallAt: number };
}

/** Calls a function the first time that something holds. */
function once(holds: () => boolean, tell: () => void): () => void {
  let told = false;
  return () => {
    if (told || !holds()) return;
    told = true;
    tell();
  };
}

function answerPage(request: IncomingMessage, response: ServerResponse, files: StaticFiles): Refusal | null {
  if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405, text: 'This address is only read.' };
  const file = findStaticFile(files, request.url ?? '');
  if (file === null) return { status: 404, text: 'There is nothing at this address.' };
  sendFile(request, response, file);
  return null;
}

/** Answers `/rpc/<method>`. The dispatcher knows which methods there are. */
async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  session: Session,
  dispatch: Dispatch,
): Promise<Refusal | null> {
  const refusal = callProblem(request, ['POST']);
  if (refusal !== null) return refusal;
  const entered = enter(request, session);
  if ('status' in entered) return entered;
  const body = await readBody(request);
  if (!body.ok) return body.refusal;
  const method = (request.url ?? '').slice('/rpc/'.length);
  await sendCall(response, entered.proof, (onEvent) => dispatch(method, body.value, onEvent));
  return null;
}

/** Builds the server; it listens only when told to. Reads the page's files now, and the link's ten minutes begin. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { dispatch, now, onLinkUsed = () => undefined, onLockedOut } = options;
  const files = loadStaticFiles(options.rendererFolder);
  const session = createSession(now());
  const tellLinkUsed = once(() => session.isOpen(), onLinkUsed);
  const tellLockedOut = once(() => session.isLockedOut(), onLockedOut);
  const state = { calls: 0, lastCallAt: now() };

  /** A call that got past the guards counts as activity, and its connection is kept while it runs. */
  const countedOn = (socket: Socket): Dispatch => async (method, input, onEvent) => {
    const release = connections.protect(socket);
    Object.assign(state, { calls: state.calls + 1, lastCallAt: now() });
    try {
      return await dispatch(method, input, onEvent);
    } finally {
      Object.assign(state, { calls: state.calls - 1, lastCallAt: now() });
      release();
    }
  };

  async function route(request: IncomingMessage, response: ServerResponse): Promise<Refusal | null> {
    const problem = addressProblem(request);
    if (problem !== null) return problem;
    if (request.url === '/session') return answerSession(request, response, session, now());
    if (request.url?.startsWith('/rpc/') !== true) return answerPage(request, response, files);
    return answerCall(request, response, session, countedOn(request.socket));
  }

  const server = createLoopbackServer(async (request, response) => {
    try {
      const refusal = await route(request, response);
      if (refusal !== null) refuse(request, response, refusal);
    } catch {
      // Reading a request fails when the page goes away in the middle of it: then there is nobody to answer.
      if (response.headersSent || request.destroyed) response.destroy();
      else refuse(request, response, { status: 500, text: 'PromSeal met an error.' });
    }
    tellLinkUsed();
    tellLockedOut();
  });
  const connections = limitConnections(server);

  return {
    key: session.key,
    listen: (port) => listenOnLoopback(server, port),
    close: (graceMs) => closeServer(server, graceMs),
    activity: () => state,
  };
}
