/** Gets files of a release over the network. Bodies are capped and streamed; a redirect may not leave TLS. */
import { WizardError } from '../wizardError.ts';

export interface FetchInput {
  readonly url: string;
  /** Where the person wanted to download from, for the words of an error. */
  readonly host: string;
  readonly signal: AbortSignal;
  /** A body with more bytes is refused. */
  readonly maxBytes: number;
  /** Gets each piece as it arrives, and the length of the whole where the server gives one. */
  readonly onPiece: (piece: Uint8Array, total: number | null) => void;
}

const maxRedirects = 5;
const silenceMs = 30_000;
const deadlineMs = 30 * 60_000;
const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** TLS, or this very machine: the checksums come from the same place, so nobody in between may touch them. */
export function isProtected(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));
}

/** The last cause of an error of fetch has the word of the system. */
function reasonOf(error: unknown): string {
  let cause = error;
  while (cause instanceof Error && cause.cause !== undefined) cause = cause.cause;
  if (!(cause instanceof Error)) return String(cause);
  const { code } = cause as NodeJS.ErrnoException;
  return code === undefined || cause.message.includes(code) ? cause.message : `${cause.message} (${code})`;
}

const unreachable = (host: string, cause: unknown): WizardError =>
  new WizardError('RELEASE_HOST_UNREACHABLE', { host, reason: reasonOf(cause) }, { cause });

/** Follows redirects itself, so that each target is looked at before anything is sent to it. */
async function open(input: FetchInput, signal: AbortSignal): Promise<Response | null> {
  let url = new URL(input.url);
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    if (!isProtected(url)) throw new WizardError('RELEASE_REDIRECT_REFUSED', { host: input.host, target: url.origin });
    const response = await fetch(url, { redirect: 'manual', signal, headers: { accept: 'application/octet-stream' } });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    url = new URL(location, url);
  }
  return null;
}

async function readPieces(response: Response, input: FetchInput, stillThere: () => void): Promise<void> {
  // A body that was compressed on the way has another length than the header says; releases are not.
  const plain = response.headers.get('content-encoding') === null;
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  const total = plain && Number.isSafeInteger(length) ? length : null;
  const tooLarge = (): WizardError =>
    new WizardError('RELEASE_TOO_LARGE', { host: input.host, limit: `${Math.round(input.maxBytes / (1024 * 1024))} MiB` });
  if (total !== null && total > input.maxBytes) throw tooLarge();
  let received = 0;
  const pieces: AsyncIterable<Uint8Array> | Uint8Array[] = response.body ?? [];
  for await (const piece of pieces) {
    stillThere();
    received += piece.length;
    if (received > input.maxBytes) throw tooLarge();
    input.onPiece(piece, total);
  }
}

/**
 * @returns false when the server says that there is no such file
 * @throws RELEASE_HOST_UNREACHABLE (also after 30 s of silence, half an hour in all, or a body shorter than announced), RELEASE_REDIRECT_REFUSED, RELEASE_TOO_LARGE, CANCELLED
 */
export async function fetchRelease(input: FetchInput): Promise<boolean> {
  const silence = new AbortController();
  const watch = setTimeout(() => silence.abort(new Error(`nothing arrived for ${silenceMs / 1000} seconds`)), silenceMs);
  try {
    const response = await open(input, AbortSignal.any([input.signal, silence.signal, AbortSignal.timeout(deadlineMs)]));
    if (response === null) throw unreachable(input.host, new Error('it redirects in a circle'));
    if (response.status === 404 || response.status === 410) {
      await response.body?.cancel();
      return false;
    }
    if (!response.ok) {
      await response.body?.cancel();
      throw unreachable(input.host, new Error(`it answered with status ${response.status}`));
    }
    await readPieces(response, input, () => watch.refresh());
    return true;
  } catch (error) {
    if (input.signal.aborted) throw new WizardError('CANCELLED', {}, { cause: error });
    if (error instanceof WizardError) throw error;
    throw unreachable(input.host, error);
  } finally {
    clearTimeout(watch);
  }
}
