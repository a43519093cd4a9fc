/** A server with the pages of Prometheus that a test gives it, everything else is 404. */
import { recordingServer, type Stub } from './stubServers.ts';
import type { IncomingMessage } from 'node:http';

export type FakePages = Record<string, unknown>;

/** @param pages by path without the query; objects are wrapped as the API does, arrays are [status, text] */
export async function fakePrometheus(pages: FakePages): Promise<Stub & { readonly requests: IncomingMessage[]; pages: FakePages }> {
  const state = { pages };
  const server = await recordingServer((request, response) => {
    const page = state.pages[(request.url ?? '').split('?')[0] ?? ''];
    if (page === undefined) response.writeHead(404).end('404 page not found\n');
    else if (Array.isArray(page)) response.writeHead(Number(page[0])).end(String(page[1]));
    else response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ status: 'success', data: page }));
  });
  return Object.assign(state, server);
}

/** An active target as /api/v1/targets gives it. */
export function activeTarget(job: string, over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    labels: { job, instance: 'localhost:9090' },
    scrapePool: job,
    scrapeUrl: 'https://localhost:9090/metrics',
    lastError: '',
    lastScrape: '2026-11-23T03:00:00.5Z',
    lastScrapeDuration: 0.0091,
    health: 'up',
    ...over,
  };
}
