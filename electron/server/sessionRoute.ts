/** `/session`: POST swaps the link's key for the token, GET tells the page how its session stands. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bearerToken, callNonce, callProblem, type Refusal } from './guard.ts';
import { readBody } from './readBody.ts';
import { sendJson } from './reply.ts';
import type { Session } from './session.ts';

const unauthorised: Refusal = { status: 401, text: 'This call has no valid token.' };
const noNonce: Refusal = { status: 400, text: 'This call has no nonce.' };

/**
 * The token and the nonce that every call needs.
 * @returns the proof that goes into the response, or why the call is refused
 */
export function enter(request: IncomingMessage, session: Session): { proof: string } | Refusal {
  const token = bearerToken(request);
  if (token === null || !session.accepts(token)) return unauthorised;
  const nonce = callNonce(request);
  return nonce === null ? noNonce : { proof: session.prove(nonce) };
}

async function swapKey(request: IncomingMessage, response: ServerResponse, session: Session, now: number): Promise<Refusal | null> {
  const body = await readBody(request);
  if (!body.ok) return body.refusal;
  const key = (body.value as { key?: unknown } | null)?.key;
  const redeemed = session.redeem(typeof key === 'string' ? key : '', now);
  switch (redeemed.kind) {
    case 'token':
      sendJson(response, { token: redeemed.token }, null);
      return null;
    case 'wrong':
      return unauthorised;
    case 'used':
    case 'expired':
      return { status: 410, text: redeemed.kind };
  }
}

/** @param now epoch milliseconds */
export async function answerSession(
  request: IncomingMessage,
  response: ServerResponse,
  session: Session,
  now: number,
): Promise<Refusal | null> {
  const refusal = callProblem(request, ['GET', 'POST']);
  if (refusal !== null) return refusal;
  if (request.method === 'POST') return swapKey(request, response, session, now);
  const entered = enter(request, session);
  if ('status' in entered) return entered;
  sendJson(response, { linkReusedAt: session.linkReusedAt() }, entered.proof);
  return null;
}
