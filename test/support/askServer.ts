/** One question to a server on 127.0.0.1, over a connection of its own, as a client of its own kind would ask it. */
import { createHash } from 'node:crypto';
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { TLSSocket } from 'node:tls';

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** SHA-256 of the served leaf, lower-case hex; null without TLS. */
  readonly leaf: string | null;
}

export interface Question {
  readonly port: number;
  readonly path?: string;
  readonly method?: string;
  /** PEM to trust; without it the question goes over plain HTTP. */
  readonly ca?: string;
  readonly user?: string;
  readonly password?: string;
}

/** @throws what the connection throws, such as a certificate that is not trusted */
export async function ask({ port, path = '/metrics', method = 'GET', ca, user, password }: Question): Promise<Answer> {
  const authorization = user === undefined ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}` };
  const options = { host: '127.0.0.1', port, path, method, agent: false, timeout: 5000, headers: { host: `localhost:${String(port)}`, ...authorization } };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = ca === undefined ? plainRequest(options, resolve) : tlsRequest({ ...options, ca, servername: 'localhost' }, resolve);
    request.once('error', reject).end();
  });
  const socket = response.socket as TLSSocket;
  const leaf = ca === undefined ? null : createHash('sha256').update(socket.getPeerCertificate().raw).digest('hex');
  let body = '';
  for await (const piece of response) body += String(piece);
  return { status: response.statusCode ?? 0, body, leaf };
}

/** The value of an instant query, null when it has none. */
export async function query(question: Question, expression: string): Promise<string | null> {
  const { body } = await ask({ ...question, path: `/api/v1/query?query=${encodeURIComponent(expression)}` });
  const parsed = JSON.parse(body) as { data: { result: { value: [number, string] }[] } };
  return parsed.data.result[0]?.value[1] ?? null;
}
