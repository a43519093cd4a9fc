/** Finds out in which face the page runs and connects it. */
import type { Transport } from '../../shared/contract/client.ts';
import { ipcTransport, type DesktopBridge } from './ipcTransport.ts';
import { openSession, type Page } from './openSession.ts';
import { setLinkReusedAt } from './sessionNotice.ts';

/** How often a visible page asks whether its server is still the same and its link was not opened again. */
const watchMs = 15_000;

function browserPage(): Page {
  return {
    fragment: location.hash,
    clearFragment: () => history.replaceState(null, '', location.pathname),
    storage: sessionStorage,
    fetch: (path, init) => fetch(path, { ...init, cache: 'no-store', credentials: 'omit', redirect: 'error' }),
  };
}

/** Asks now and then, and does without an answer: the next call says what is wrong. */
function watch(check: () => Promise<unknown>): void {
  setInterval(() => {
    if (document.visibilityState === 'visible') check().catch(() => undefined);
  }, watchMs);
}

/**
 * Connects the page to the privileged side. Never rejects: where there is no session, every call's failure says why.
 * The link's key leaves the address bar before anything else happens.
 */
export async function connect(): Promise<Transport> {
  const desktop = ipcTransport(globalThis as DesktopBridge);
  if (desktop !== null) return desktop;
  const { transport, live } = await openSession(browserPage(), setLinkReusedAt);
  if (live !== null) watch(live.checkSession);
  return transport;
}
