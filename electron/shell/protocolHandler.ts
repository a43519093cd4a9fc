/** Serves the page at app://promseal/ from the fixed map of its files (E-17). */
import { protocol } from 'electron';
import { APP_ORIGIN, APP_SCHEME, isOwnUrl, SCHEME_PRIVILEGES, SECURITY_HEADERS } from '../security.ts';
import { findStaticFile, type StaticFiles } from '../server/staticFiles.ts';

/** Has to be called before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { ...SCHEME_PRIVILEGES } }]);
}

function plain(status: number): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS });
}

/** Answers one request: only GET and HEAD, only exact names, only our own origin. */
export function answerPageRequest(files: StaticFiles, request: { readonly url: string; readonly method: string }): Response {
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405);
  const file = isOwnUrl(request.url) ? findStaticFile(files, request.url.slice(APP_ORIGIN.length)) : null;
  if (file === null) return plain(404);
  const body = request.method === 'HEAD' ? null : new Uint8Array(file.bytes);
  return new Response(body, { status: 200, headers: { ...SECURITY_HEADERS, 'Content-Type': file.contentType } });
}

export function servePage(files: StaticFiles): void {
  protocol.handle(APP_SCHEME, (request) => answerPageRequest(files, request));
}
