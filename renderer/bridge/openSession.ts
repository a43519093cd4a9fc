/**
 * Opens the session of a tab: the key in the address bar is taken out of it at once, swapped for the token, and the
 * token kept in the tab's sessionStorage, which no other port and no other tab can read (L-05, L-06).
 */
import type { Transport } from '../../shared/contract/client.ts';
import { failure, type Failure } from '../../shared/errors/failure.ts';
import { createHttpTransport, type HttpTransport } from './httpTransport.ts';

/** The parts of a browser's page that a session needs. */
export interface Page {
  /** The address's fragment with its #. */
  readonly fragment: string;
  /** Takes the fragment out of the address bar and the history. */
  clearFragment(): void;
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
}

const storageName = 'promseal.session';

/** A transport of a page that cannot ask anything: every call says why. */
function closedTransport(why: Failure): Transport {
  return { call: () => Promise.resolve({ ok: false, failure: why }) };
}

async function swapKey(page: Page, key: string): Promise<{ token: string } | Failure> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await page.fetch('/session', { method: 'POST', headers, body: JSON.stringify({ key }) });
  if (response.ok) return (await response.json()) as { token: string };
  if (response.status !== 410) return failure('SESSION_CLOSED');
  const reason = (await response.text()).trim();
  return failure(reason === 'expired' ? 'SESSION_LINK_EXPIRED' : 'SESSION_LINK_USED');
}

export interface OpenedSession {
  readonly transport: Transport;
  /** The same transport when there is a session, to watch it. */
  readonly live: HttpTransport | null;
}

/**
 * @param onSession see HttpTransportOptions
 * @returns a transport in every case; without a session its calls fail with SESSION_MISSING, SESSION_LINK_USED,
 *   SESSION_LINK_EXPIRED, SESSION_CLOSED or CONNECTION_LOST
 */
export async function openSession(page: Page, onSession: (linkReusedAt: number | null) => void): Promise<OpenedSession> {
  const key = /^#k=([A-Za-z0-9_-]+)$/.exec(page.fragment)?.[1];
  if (key !== undefined) page.clearFragment();
  const kept = page.storage.getItem(storageName);
  const swapped =
    key === undefined
      ? failure('SESSION_MISSING')
      : await swapKey(page, key).catch((cause: unknown) => failure('CONNECTION_LOST', {}, { raw: String(cause) }));
  // A tab that has a session already stays in it, also when its used link is pasted into it again.
  const token = 'token' in swapped ? swapped.token : kept;
  if (token === null) return { transport: closedTransport(swapped as Failure), live: null };
  page.storage.setItem(storageName, token);
  const onEnded = (): void => page.storage.removeItem(storageName);
  const live = createHttpTransport({ token, fetch: page.fetch, onEnded, onSession });
  return { transport: live, live };
}
