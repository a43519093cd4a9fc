/** Writes responses: every one of them carries the security headers, none of them a trace of the request (L-15). */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatch } from '../rpc/dispatch.ts';
import { SECURITY_HEADERS } from '../security.ts';
import type { Refusal } from './guard.ts';
import type { StaticFile } from './staticFiles.ts';

/** Says in one line of plain text why not. The connection ends when part of the request was left unread. */
export function refuse(request: IncomingMessage, response: ServerResponse, { status, text }: Refusal): void {
  const body = `${text}\n`;
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    ...(request.complete ? {} : { Connection: 'close' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Sends a file of the page, packed where the browser takes it. */
export function sendFile(request: IncomingMessage, response: ServerResponse, file: StaticFile): void {
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const packed = takesGzip ? file.gzip : null;
  const bytes = packed ?? file.bytes;
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'Content-Type': file.contentType,
    'Content-Length': bytes.length,
    Vary: 'Accept-Encoding',
    ...(packed === null ? {} : { 'Content-Encoding': 'gzip' }),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/** @param proof the session's answer to the page's nonce; left out before there is a session */
export function sendJson(response: ServerResponse, value: unknown, proof: string | null): void {
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'Content-Type': 'application/json',
    ...(proof === null ? {} : { 'X-PromSeal-Session': proof }),
  });
  response.end(JSON.stringify(value));
}

/**
 * Runs a call and writes its events and then its result, one JSON line each. When the page goes away meanwhile the
 * call goes on to its end: closing a tab stops no apply.
 */
export async function sendCall(
  response: ServerResponse,
  proof: string,
  call: (onEvent: (event: unknown) => void) => ReturnType<Dispatch>,
): Promise<void> {
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'Content-Type': 'application/x-ndjson',
    'X-PromSeal-Session': proof,
  });
  // The page checks the proof before it waits for a long call.
  response.flushHeaders();
  const writeLine = (line: unknown): void => {
    if (!response.destroyed) response.write(`${JSON.stringify(line)}\n`);
  };
  const result = await call((event) => {
    writeLine({ event });
  });
  writeLine({ result });
  response.end();
}
