/** Reads the JSON body of a call. */
import type { IncomingMessage } from 'node:http';
import { maxInputBytes } from '../../shared/contract/limits.ts';
import type { Refusal } from './guard.ts';

export type Body = { ok: true; value: unknown } | { ok: false; refusal: Refusal };

const tooLarge: Body = { ok: false, refusal: { status: 413, text: 'The call is larger than 1 MiB.' } };

/** @returns the parsed body, or 413 as soon as it is known to be over the limit, or 400 when it is no JSON */
export async function readBody(request: IncomingMessage): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > maxInputBytes) return tooLarge;
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request) {
    const bytes = piece as Buffer;
    length += bytes.length;
    if (length > maxInputBytes) return tooLarge;
    pieces.push(bytes);
  }
  try {
    return { ok: true, value: JSON.parse(Buffer.concat(pieces).toString('utf8')) as unknown };
  } catch {
    return { ok: false, refusal: { status: 400, text: 'The call is not JSON.' } };
  }
}
